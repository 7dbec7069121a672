/// Which values were found under another key than they were written under. Pure; at most ``most`` are remembered.
struct MisplacedValues: Sendable {
  static let most = 64

  private var seen: [(name: [UInt8], writtenAs: [UInt8])] = []

  /// Whether the same was found before; it is from now on.
  mutating func isKnown(_ name: [UInt8], as writtenAs: [UInt8]) -> Bool {
    if seen.contains(where: { $0.name == name && $0.writtenAs == writtenAs }) { return true }
    if seen.count == Self.most { seen.removeFirst() }
    seen.append((name, writtenAs))
    return false
  }
}
