/// The rules of write-behind as a value that is told the time: the latest value of a row waits, is tried, and tried again.
///
/// Source: Oracle Coherence, "Caching Data Sources", write-behind.
struct WriteBehindQueue {
  /// Rows that wait at most. A write beyond that has to go to the database at once.
  static let mostRows = 10_000
  static let longestPause = Duration.seconds(10)

  struct Pending: Hashable, Sendable {
    /// Acknowledged writes of the row that the database has not got.
    var writes: UInt64
    var dueAt: Timestamp
    var attempts = 0
    /// True while the database is at it: what comes meanwhile waits for another turn.
    var isBeingWritten = false
    var writesInHand: UInt64 = 0
  }

  private(set) var rows: [RowID: Pending] = [:]
  private(set) var lost: UInt64 = 0
  /// Writes of the database: fewer than were accepted, as only the latest value of a row goes there.
  private(set) var written: UInt64 = 0
  private(set) var atRisk: UInt64 = 0

  enum Acceptance: Hashable, Sendable {
    /// The row waits from now on: somebody has to come for it when it is due.
    case first(dueAt: Timestamp)
    /// It was waiting already; the new value takes the old one's place.
    case coalesced
    case full
  }

  mutating func accept(_ row: RowID, at now: Timestamp, delay: Duration) -> Acceptance {
    if rows[row] != nil {
      rows[row]?.writes += 1
      atRisk += 1
      return .coalesced
    }
    guard rows.count < Self.mostRows else { return .full }
    let due = now.advanced(by: delay)
    rows[row] = Pending(writes: 1, dueAt: due)
    atRisk += 1
    return .first(dueAt: due)
  }

  /// Takes a row in hand. False when there is nothing to write.
  mutating func begin(_ row: RowID) -> Bool {
    guard let pending = rows[row], !pending.isBeingWritten else { return false }
    rows[row]?.isBeingWritten = true
    rows[row]?.writesInHand = pending.writes
    return true
  }

  /// The database has it. `nil` when nothing came meanwhile, else when the row is due again.
  mutating func succeed(_ row: RowID, at now: Timestamp, delay: Duration) -> Timestamp? {
    guard let pending = rows[row] else { return nil }
    written += 1
    atRisk -= pending.writesInHand
    let left = pending.writes - pending.writesInHand
    rows[row] = left == 0 ? nil : Pending(writes: left, dueAt: now.advanced(by: delay))
    return rows[row]?.dueAt
  }

  /// The database failed: the row waits again, each time twice as long, from 100 ms to ten seconds. Returns when it is due.
  mutating func fail(_ row: RowID, at now: Timestamp) -> Timestamp? {
    guard let pending = rows[row] else { return nil }
    let pause = min(Duration.milliseconds(100) * (1 << min(pending.attempts, 10)), Self.longestPause)
    rows[row]?.attempts += 1
    rows[row]?.isBeingWritten = false
    rows[row]?.dueAt = now.advanced(by: pause)
    return rows[row]?.dueAt
  }

  /// The process dies: returns the rows whose writes are lost, in their order.
  mutating func lose() -> [RowID] {
    let gone = rows.keys.sorted { ($0.table, $0.number) < ($1.table, $1.number) }
    lost += atRisk
    atRisk = 0
    rows = [:]
    return gone
  }
}
