/// Keys that a `SCAN` returned beyond the size of a page: they begin the next one, as the server would not return them again.
///
/// A list that was not gone on with for a while is forgotten, and then begins anew: its keys come twice rather than never.
struct ListLeftovers: Sendable {
  static let most = 64
  /// Marks a cursor that is a number of ours; the server's own never reach so far.
  private static let mark: UInt64 = 1 << 63

  private var kept: [(number: UInt64, names: [[UInt8]], next: UInt64?)] = []
  private var last: UInt64 = 0

  /// Where a list goes on: with which names, then at which position of the server (`nil` at the end).
  mutating func resume(after cursor: ListCursor?) -> (names: [[UInt8]], next: UInt64?) {
    guard let position = cursor?.position else { return ([], 0) }
    guard position & Self.mark != 0 else { return ([], position) }
    guard let index = kept.firstIndex(where: { $0.number == position }) else { return ([], 0) }
    return (kept[index].names, kept[index].next)
  }

  mutating func keep(_ names: [[UInt8]], next: UInt64?) -> ListCursor? {
    guard !names.isEmpty else { return next.map { ListCursor(position: $0) } }
    last += 1
    kept.append((Self.mark | last, names, next))
    if kept.count > Self.most { kept.removeFirst() }
    return ListCursor(position: Self.mark | last)
  }
}
