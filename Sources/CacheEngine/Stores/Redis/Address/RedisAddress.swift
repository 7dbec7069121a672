/// Where a Redis server is, and as whom to talk to it.
///
/// Its description is safe to show: it holds neither user nor password.
public struct RedisAddress: Hashable, Sendable {
  /// The two kinds of socket.
  public enum Endpoint: Hashable, Sendable {
    case tcp(host: String, port: UInt16)
    case unix(path: String)
  }

  public var endpoint: Endpoint
  public var user: String?
  public var password: String?
  public var database: Int

  /// The longest path a Unix socket can have (108 bytes on Linux, its closing zero included; the BSDs have four less).
  public static let longestPath = 107
  public static let defaultPort: UInt16 = 6379

  public init(_ endpoint: Endpoint, user: String? = nil, password: String? = nil, database: Int = 0) {
    self.endpoint = endpoint
    self.user = user
    self.password = password
    self.database = database
  }
}

extension RedisAddress {
  /// True where what goes over the network can be read and sent by anybody: another machine, without a password.
  public var isExposed: Bool {
    guard case .tcp(let host, _) = endpoint, password == nil else { return false }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let isLoopback = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    return !isLoopback && host != "localhost" && host != "::1"
  }
}

extension RedisAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// "127.0.0.1:6379/0" or "/run/redis.sock/0".
  public var description: String {
    switch endpoint {
    case .tcp(let host, let port): "\(host.contains(":") ? "[\(host)]" : host):\(port)/\(database)"
    case .unix(let path): "\(path)/\(database)"
    }
  }

  public var debugDescription: String { description }

  /// `dump` and failed assertions print what a mirror shows, so the mirror shows no secret either.
  public var customMirror: Mirror { Mirror(self, children: ["place": description]) }
}

/// Why a text is not a Redis address. It names the wrong part, and never repeats a user or a password.
public enum RedisAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  case scheme(String)
  case encryption
  case escape(part: String)
  case nulCharacter(part: String)
  case host
  case port(String)
  case database(String)
  case userWithoutPassword
  case pathMissing
  case pathTooLong(bytes: Int)
  case unexpected(part: String)

  public var description: String {
    switch self {
    case .empty: "the address is empty (try redis://127.0.0.1:6379/0)"
    case .scheme(let scheme): "unknown scheme \"\(scheme)\" (use redis:// or unix://)"
    case .encryption: "rediss:// needs TLS, which is not built in (use redis:// through a local tunnel)"
    case .escape(let part): "the \(part) holds a % that is not followed by two hexadecimal digits, or is not UTF-8"
    case .nulCharacter(let part): "the \(part) holds a NUL character"
    case .host: "the host is missing or malformed"
    case .port(let text): "the port \"\(text)\" is not a number from 1 to 65535"
    case .database(let text): "the database \"\(text)\" is not a number from 0 to 65535"
    case .userWithoutPassword: "there is a user but no password (write user:password@host)"
    case .pathMissing: "the path of the Unix socket is missing or not absolute (write unix:///run/redis.sock)"
    case .pathTooLong(let bytes):
      "the path of the Unix socket has \(bytes) bytes, at most \(RedisAddress.longestPath) are possible"
    case .unexpected(let part): "the address holds a \(part), which means nothing here"
    }
  }
}
