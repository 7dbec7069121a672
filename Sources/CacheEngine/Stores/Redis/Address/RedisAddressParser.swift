extension RedisAddress {
  /// Reads `redis://[[user]:password@]host[:port][/db]` or `unix://[[user]:password@]/path[?db=n]`.
  ///
  /// `rediss://`, `valkeys://` and `redis+tls://` are the first form through TLS. Also taken: `redis+unix://`, `redis-socket://`, `redis://…?db=n`, a bare `host[:port][/db]` and a bare absolute path.
  /// User, password and path are percent-decoded. A lone `password@` is a password, as in `redis-cli`'s older form.
  public init(_ text: String) throws(RedisAddressError) {
    guard !text.isEmpty else { throw .empty }
    var rest = Substring(text)
    var scheme = rest.first == "/" ? "unix" : "redis"
    if let mark = rest.firstRange(of: "://") {
      scheme = rest[..<mark.lowerBound].lowercased()
      rest = rest[mark.upperBound...]
    }
    guard !rest.contains("#") else { throw .unexpected(part: "fragment (#; write %23 in a password)") }
    switch scheme {
    case "redis", "valkey", "tcp": try self.init(network: rest)
    case "unix", "redis+unix", "redis-socket", "valkey+unix": try self.init(socket: rest)
    case "rediss", "valkeys", "redis+tls":
      try self.init(network: rest)
      encryption = Encryption()
    default:
      let isScheme = scheme.count <= 20 && scheme.allSatisfy { $0.isASCII && ($0.isLetter || "+-.".contains($0)) }
      throw .scheme(isScheme ? scheme : "")
    }
  }

  private init(network text: Substring) throws(RedisAddressError) {
    let (address, query) = text.cut(at: "?")
    let asked = try Self.database(in: query)
    let (login, place) = try Self.login(in: address)
    let (authority, path) = place.cut(at: "/")
    var host = authority
    var port: Substring?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw .host }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let tail = authority[authority.index(after: end)...]
      guard tail.isEmpty || tail.first == ":", host.contains(":") else { throw .host }
      port = tail.isEmpty ? nil : tail.dropFirst()
    } else {
      (host, port) = authority.cut(at: ":")
      guard port?.contains(":") != true else { throw .host }
    }
    guard host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x25 }), host.utf8.count <= 253 else { throw .host }
    var number = Self.defaultPort
    if let port {
      guard let parsed = UInt16(port), parsed > 0, port.first != "+" else { throw .port(port.shownNumber) }
      number = parsed
    }
    let database = try Self.database(path.flatMap { $0.isEmpty ? nil : $0 } ?? asked ?? "0")
    self.init(
      .tcp(host: host.isEmpty ? "127.0.0.1" : String(host), port: number), user: login.user, password: login.password,
      database: database)
  }

  private init(socket text: Substring) throws(RedisAddressError) {
    let (address, query) = text.cut(at: "?")
    var login: (user: String?, password: String?) = (nil, nil)
    var path = address
    if address.first != "/" { (login, path) = try Self.login(in: address) }
    guard path.first == "/", path.count > 1 else { throw .pathMissing }
    let decoded = try path.percentDecoded(part: "path")
    let bytes = decoded.utf8.count
    guard bytes <= Self.longestPath else { throw .pathTooLong(bytes: bytes) }
    let asked = try Self.database(in: query)
    let database = try Self.database(asked ?? "0")
    self.init(.unix(path: decoded), user: login.user, password: login.password, database: database)
  }

  /// Splits at the last `@`, so that a careless password with an `@` in it still reaches its server.
  private static func login(
    in text: Substring
  ) throws(RedisAddressError) -> (login: (user: String?, password: String?), rest: Substring) {
    guard let at = text.lastIndex(of: "@") else { return ((nil, nil), text) }
    let (first, second) = text[..<at].cut(at: ":")
    let rest = text[text.index(after: at)...]
    guard let second else {
      let password = try first.percentDecoded(part: "password")
      return ((nil, password.isEmpty ? nil : password), rest)
    }
    let user = try first.percentDecoded(part: "user")
    let password = try second.percentDecoded(part: "password")
    guard user.isEmpty || !password.isEmpty else { throw .userWithoutPassword }
    return ((user.isEmpty ? nil : user, password.isEmpty ? nil : password), rest)
  }

  private static func database(in query: Substring?) throws(RedisAddressError) -> Substring? {
    guard let query, !query.isEmpty else { return nil }
    guard !query.contains("@") else { throw .unexpected(part: "? before an @ (write %3F in a password)") }
    let (name, value) = query.cut(at: "=")
    guard name == "db" || name == "database" || name == "virtual_host", let value else {
      throw .unexpected(part: "query other than ?db=n")
    }
    return value
  }

  private static func database(_ text: Substring) throws(RedisAddressError) -> Int {
    guard let number = UInt16(text), text.first != "+" else { throw .database(text.shownNumber) }
    return Int(number)
  }
}

extension Substring {
  fileprivate func cut(at mark: Character) -> (Substring, Substring?) {
    guard let index = firstIndex(of: mark) else { return (self, nil) }
    return (self[..<index], self[self.index(after: index)...])
  }

  /// The text if it could be meant as a port or a database, and "" for all else.
  fileprivate var shownNumber: String {
    count <= 5 && utf8.drop { $0 == 0x2B || $0 == 0x2D }.allSatisfy { (0x30...0x39).contains($0) } ? String(self) : ""
  }

  fileprivate func percentDecoded(part: String) throws(RedisAddressError) -> String {
    var bytes: [UInt8] = []
    var rest = utf8.makeIterator()
    while let byte = rest.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.next()?.hexadecimalDigit, let low = rest.next()?.hexadecimalDigit else {
        throw .escape(part: part)
      }
      bytes.append(high << 4 | low)
    }
    guard !bytes.contains(0) else { throw .nulCharacter(part: part) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .escape(part: part) }
    return text
  }
}

extension UInt8 {
  fileprivate var hexadecimalDigit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }
}
