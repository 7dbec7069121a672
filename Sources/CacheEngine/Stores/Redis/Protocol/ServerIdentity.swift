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
