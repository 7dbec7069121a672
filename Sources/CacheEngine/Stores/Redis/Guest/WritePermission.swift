/// Whether a store on a server may be changed.
public enum WritePermission: Hashable, Sendable {
  case allowed
  /// Where no keys but our own are found when it is first to be written.
  case unlessForeign
  case never(ReadOnlyReason)
}

/// Finds out whether a database holds keys of others, from a bounded number of its names. Pure: it is told what was seen.
struct OwnershipSurvey: Hashable, Sendable {
  /// Names looked at at most. What lies beyond counts as foreign.
  static let mostNames = 10_000
  /// Keys that one `SCAN` goes through: about 0.1 ms of the server's time.
  static let scanCount: Int64 = 100

  private let prefix: [UInt8]
  private(set) var looked = 0

  init(prefix: [UInt8]) {
    self.prefix = prefix
  }

  /// What names say, and the server's cursor after them (`nil` at the end); `nil` while more have to be seen.
  mutating func see(_ names: [[UInt8]], next: UInt64?) -> WriteAccess? {
    looked += names.count
    if names.contains(where: { !$0.starts(with: prefix) }) { return .readOnly(.foreignKeys) }
    guard next != nil else { return .allowed }
    return looked >= Self.mostNames ? .readOnly(.tooManyKeys(looked: looked)) : nil
  }
}
