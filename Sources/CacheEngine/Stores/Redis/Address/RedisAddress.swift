/// Where a Redis server is, and as whom to talk to it.
///
/// Its description is safe to show: it holds neither user nor password.
public struct RedisAddress: Hashable, Sendable {
  /// The two kinds of socket.
  public enum Endpoint: Hashable, Sendable {
    case tcp(host: String, port: UInt16)
    case unix(path: String)
  }

  /// How a connection through TLS is to be checked. The server's certificate must be for the address's host.
  public struct Encryption: Hashable, Sendable {
    /// The file of the certificates, in PEM, one of which must have signed the server's; `nil` for the system's.
    public var authorityFile: String?

    public init(authorityFile: String? = nil) {
      self.authorityFile = authorityFile
    }
  }

  public var endpoint: Endpoint
  /// `nil` for a connection that anybody on the way can read.
  public var encryption: Encryption?
  public var user: String?
  public var password: String?
  public var database: Int

  /// The longest path a Unix socket can have (108 bytes on Linux, its closing zero included; the BSDs have four less).
  public static let longestPath = 107
  public static let defaultPort: UInt16 = 6379

  public init(
    _ endpoint: Endpoint, encryption: Encryption? = nil, user: String? = nil, password: String? = nil, database: Int = 0
  ) {
    self.endpoint = endpoint
    self.encryption = encryption
    self.user = user
    self.password = password
    self.database = database
  }
}

extension RedisAddress {
  /// "127.0.0.1:6379", or "/run/redis.sock": which server, whatever is asked of it.
  var place: String {
    switch endpoint {
    case .tcp(let host, let port): ClusterNode(host: host, port: port).description
    case .unix(let path): path
    }
  }
}

extension RedisAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// "127.0.0.1:6379/0", with " (TLS)" behind it where that is so, or "/run/redis.sock/0".
  public var description: String {
    switch endpoint {
    case .tcp(let host, let port):
      "\(host.contains(":") ? "[\(host)]" : host):\(port)/\(database)\(encryption == nil ? "" : " (TLS)")"
    case .unix(let path): "\(path)/\(database)"
    }
  }

  public var debugDescription: String { description }

  /// `dump` and failed assertions print what a mirror shows, so the mirror shows no secret either.
  public var customMirror: Mirror { Mirror(self, children: ["place": description]) }
}
