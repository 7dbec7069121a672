/// What a server says of itself when it is greeted (`HELLO`).
struct ServerIdentity: Hashable, Sendable {
  /// "redis", "valkey", …
  var product: String
  /// "7.0.15"; "" where it is not told.
  var version: String
  var isCluster: Bool
  var isReplica: Bool

  /// What is assumed of a server that knows no greeting or may not be asked for it.
  static let unknown = ServerIdentity(product: "", version: "", isCluster: false, isReplica: false)

  /// Whether the version is at least `major`.`minor`; false where it is not known.
  func isAtLeast(_ major: Int, _ minor: Int) -> Bool {
    let numbers = version.split(separator: ".").map { Int($0) }
    guard numbers.count >= 2, let first = numbers[0], let second = numbers[1] else { return false }
    return (first, second) >= (major, minor)
  }
}

extension ServerIdentity {
  /// Reads the answer to ``RedisCommand/hello``: names and values in turn. What is not told stays unknown.
  init(greeting: [RedisReply]) {
    self = .unknown
    for index in stride(from: 0, to: greeting.count - 1, by: 2) {
      guard let name = greeting[index].bytes, let value = greeting[index + 1].bytes else { continue }
      let text = String(decoding: value, as: UTF8.self)
      switch String(decoding: name, as: UTF8.self) {
      case "server": product = text
      case "version": version = text
      case "mode": isCluster = text == "cluster"
      case "role": isReplica = text == "replica" || text == "slave"
      default: continue
      }
    }
  }
}
