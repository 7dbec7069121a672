import ArgumentParser
import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Which server, and as whom to talk to it.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server (default: $REDIS_URL; without either, entries are kept in memory).",
      discussion: "redis://host[:port][/database], rediss:// for TLS, or unix:///path/to.sock", valueName: "url"))
  var redis: String?

  @OptionGroup var loginOptions: LoginOptions

  func validate() throws {
    _ = try place(for: nil)
  }

  private enum Source: String {
    case option = "--redis"
    case scenario = "the scenario's store.url"
    case environment = "REDIS_URL"
  }

  /// `nil` for memory. What the command line says goes before what the scenario says, that before the environment.
  private func place(for choice: StoreChoice?) throws -> (address: RedisAddress, source: Source)? {
    let environment = SecretEnvironment.taken.url
    var wish: (text: String, source: Source)?
    if let redis {
      wish = (redis, .option)
    } else if case .redis(let url?, _) = choice {
      wish = (url, .scenario)
    } else if let environment, choice?.isMemory != true {
      wish = (environment, .environment)
    }
    guard let (text, source) = wish else { return nil }
    do {
      let address = try RedisAddress(text)
      if source == .option, address.password != nil { throw ValidationError(Self.openPassword) }
      if let obstacle = address.obstacle { throw ValidationError("\(source.rawValue): \(obstacle)") }
      return (address, source)
    } catch let error as RedisAddressError {
      throw ValidationError("\(source.rawValue): \(SafeText()("\(error)"))")
    }
  }

  private static let openPassword = """
    --redis: the address holds a password, which all users of this machine could read in the list of processes. Leave it \
    out, and give it by --password-file FILE, --ask-password, $TTLSCOPE_REDIS_PASSWORD or, in the address, by $REDIS_URL
    """

  /// The address with its password, wherever that comes from. What the environment holds is for the servers that the
  /// command line and the environment name: a scenario may come from anywhere, and could name any server.
  func address(for choice: StoreChoice? = nil) throws -> RedisAddress? {
    guard let (place, source) = try place(for: choice) else {
      if let given = loginOptions.given { throw ValidationError("\(given) is for a server: name one with --redis URL") }
      return nil
    }
    var address = place
    try loginOptions.apply(to: &address, environment: source == .scenario ? nil : SecretEnvironment.taken.password)
    if let warning = address.warning { Output.message("warning: \(warning)") }
    return address
  }

  /// Mixed with the process's number: instances that lost one server must not all come back at once.
  static func jitter(seed: UInt64?) -> SeededGenerator {
    SeededGenerator(seed: (seed ?? 1) ^ UInt64(getpid()))
  }
}

extension StoreChoice {
  var isMemory: Bool {
    if case .memory = self { true } else { false }
  }
}
