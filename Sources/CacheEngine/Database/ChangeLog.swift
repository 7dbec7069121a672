/// When rows changed: every change has a number, and a row remembers its latest changes.
///
/// Bounded: ``changesKept`` a row, ``rowsKept`` rows. A row that was forgotten counts as unchanged; where more changes came
/// than are kept, the oldest that is known stands for the first.
struct ChangeLog {
  static let changesKept = 32
  static let rowsKept = 1_000_000

  private struct Change {
    var number: UInt64
    var at: Timestamp
  }

  private var rows: [RowID: [Change]] = [:]
  private var latest: UInt64 = 0

  /// Notes a change and returns its number.
  mutating func note(_ row: RowID, at moment: Timestamp) -> UInt64 {
    latest += 1
    let change = Change(number: latest, at: moment)
    if rows[row] == nil {
      if rows.count >= Self.rowsKept { rows.removeAll(keepingCapacity: true) }
      rows[row] = [change]
    } else {
      rows[row]?.append(change)
      if let count = rows[row]?.count, count > Self.changesKept { rows[row]?.removeFirst(count / 2) }
    }
    return latest
  }

  /// Takes changes of a row back.
  mutating func forget(_ row: RowID, from number: UInt64) {
    rows[row]?.removeAll { $0.number >= number }
  }

  func firstChange(of row: RowID, after number: UInt64) -> Timestamp? {
    rows[row]?.first { $0.number > number }?.at
  }
}
