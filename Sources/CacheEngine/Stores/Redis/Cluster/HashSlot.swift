/// Which of a cluster's 16,384 slots a key belongs to: the CRC of the key, or of its hash tag where it has one.
///
/// Source: Redis cluster specification, "Key distribution model" and "Hash tags".
struct HashSlot: Hashable, Comparable, Sendable {
  static let count = 16_384

  /// 0 to 16,383.
  let number: Int

  init(of key: [UInt8]) {
    number = Int(CRC16.of(Self.tag(in: key) ?? key[...])) % Self.count
  }

  /// `nil` for what is no slot.
  init?(_ number: Int) {
    guard (0..<Self.count).contains(number) else { return nil }
    self.number = number
  }

  /// What stands between the first `{` and the first `}` after it; `nil` where that is nothing, or there is no such pair.
  static func tag(in key: [UInt8]) -> ArraySlice<UInt8>? {
    guard let opening = key.firstIndex(of: UInt8(ascii: "{")) else { return nil }
    let rest = key[(opening + 1)...]
    guard let closing = rest.firstIndex(of: UInt8(ascii: "}")), closing > opening + 1 else { return nil }
    return rest[..<closing]
  }

  static func < (left: HashSlot, right: HashSlot) -> Bool {
    left.number < right.number
  }
}

/// CRC-16/XMODEM: polynomial 0x1021, nothing reflected, begun at 0. Of "123456789" it is 0x31C3.
enum CRC16 {
  private static let table: [UInt16] = (0..<256).map { byte in
    (0..<8).reduce(UInt16(byte) << 8) { sum, _ in sum & 0x8000 == 0 ? sum << 1 : sum << 1 ^ 0x1021 }
  }

  static func of(_ bytes: ArraySlice<UInt8>) -> UInt16 {
    bytes.reduce(0) { sum, byte in sum << 8 ^ table[Int(sum >> 8 ^ UInt16(byte))] }
  }
}
