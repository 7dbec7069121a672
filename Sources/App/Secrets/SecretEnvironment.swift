#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What environment variables say about the server. Read once, at the first look, and then taken out of the environment,
/// so that no child process and nobody who lists this one's variables gets a password from here.
struct SecretEnvironment: Sendable {
  /// `REDIS_URL`.
  let url: String?
  /// `TTLSCOPE_REDIS_PASSWORD`, or else the variable of `redis-cli`.
  let password: String?

  static let taken = SecretEnvironment()

  private init() {
    url = Self.take("REDIS_URL")
    let passwords = ["TTLSCOPE_REDIS_PASSWORD", "REDISCLI_AUTH"].map(Self.take)
    password = passwords.compactMap { $0 }.first
  }

  /// `nil` for a variable that is not there or is empty.
  private static func take(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    // The system keeps showing the environment that the process began with, from this very memory.
    memset(value, 0, strlen(value))
    unsetenv(name)
    return text.isEmpty ? nil : text
  }
}
