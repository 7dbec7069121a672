/// Why a text is not a Redis address. It names the wrong part, and never repeats a user or a password: nor what stands
/// where a number should and is none, as it may be a password whose `@` was forgotten.
public enum RedisAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  /// "" for one that holds what no scheme can.
  case scheme(String)
  case escape(part: String)
  case nulCharacter(part: String)
  case host
  /// "" for what is no number at all.
  case port(String)
  /// "" for what is no number at all.
  case database(String)
  case userWithoutPassword
  case pathMissing
  case pathTooLong(bytes: Int)
  case unexpected(part: String)

  public var description: String {
    switch self {
    case .empty: "the address is empty (try redis://127.0.0.1:6379/0)"
    case .scheme(let scheme): "unknown scheme\(Self.quoted(scheme)) (use redis://, rediss:// or unix://)"
    case .escape(let part): "the \(part) holds a % that is not followed by two hexadecimal digits, or is not UTF-8"
    case .nulCharacter(let part): "the \(part) holds a NUL character"
    case .host: "the host is missing or malformed"
    case .port(let text): "the port\(Self.quoted(text)) is not a number from 1 to 65535"
    case .database(let text): "the database\(Self.quoted(text)) is not a number from 0 to 65535"
    case .userWithoutPassword: "there is a user but no password (write user:password@host)"
    case .pathMissing: "the path of the Unix socket is missing or not absolute (write unix:///run/redis.sock)"
    case .pathTooLong(let bytes):
      "the path of the Unix socket has \(bytes) bytes, at most \(RedisAddress.longestPath) are possible"
    case .unexpected(let part): "the address holds a \(part), which means nothing here"
    }
  }

  private static func quoted(_ text: String) -> String { text.isEmpty ? "" : " \"\(text)\"" }
}
