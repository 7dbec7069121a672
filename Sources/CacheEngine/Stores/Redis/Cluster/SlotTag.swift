/// A hash tag made to measure: five letters that put a name into a given slot, wherever in the name they stand.
///
/// A CRC is linear: changing a bit of the name changes the same bits of the sum, whatever else the name holds. The letters
/// are "@" to "O", which have four free bits each; which of the twenty have to be set is a system of linear equations.
enum SlotTag {
  private static let letters = 5
  private static let blank = [UInt8](repeating: 0x40, count: letters)

  /// `name` makes the name of a tag. The result is the name with the tag that puts it into `slot`.
  static func name(in slot: HashSlot, _ name: ([UInt8]) -> [UInt8]) -> [UInt8] {
    let base = HashSlot(of: name(blank)).number
    /// What setting some bits does to the slot; each row's highest bit is in no other row's.
    var rows: [(effect: Int, bits: Int)] = []
    for bit in 0..<(letters * 4) {
      var row = (effect: HashSlot(of: name(tag(of: 1 << bit))).number ^ base, bits: 1 << bit)
      for other in rows where row.effect & highestBit(of: other.effect) != 0 { row = sum(row, other) }
      guard row.effect != 0 else { continue }
      let top = highestBit(of: row.effect)
      rows = rows.map { $0.effect & top != 0 ? sum($0, row) : $0 } + [row]
    }
    var wanted = (effect: base ^ slot.number, bits: 0)
    for row in rows where wanted.effect & highestBit(of: row.effect) != 0 { wanted = sum(wanted, row) }
    return name(tag(of: wanted.bits))
  }

  private static func sum(_ left: (effect: Int, bits: Int), _ right: (effect: Int, bits: Int)) -> (
    effect: Int, bits: Int
  ) {
    (left.effect ^ right.effect, left.bits ^ right.bits)
  }

  private static func highestBit(of number: Int) -> Int { 1 << (Int.bitWidth - 1 - number.leadingZeroBitCount) }

  private static func tag(of bits: Int) -> [UInt8] {
    blank.indices.map { blank[$0] | UInt8(bits >> ($0 * 4) & 0xF) }
  }
}
