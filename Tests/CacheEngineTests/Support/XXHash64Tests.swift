import Testing

@testable import CacheEngine

@Suite("XXH64")
struct XXHash64Tests {
  private func digest(_ text: String, seed: UInt64 = 0) -> UInt64 {
    Array(text.utf8).withUnsafeBytes { XXHash64.digest($0, seed: seed) }
  }

  @Test(
    "gives the digests that others publish",
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("as", 0x1C33_0FB2_D66B_E179),
      ("asd", 0x631C_37CE_72A9_7393), ("asdf", 0x4158_72F5_99CE_A71E), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Call me Ishmael. Some years ago--never mind how long precisely-", 0x02A2_E854_70D6_FD96),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func vectors(_ text: String, _ digest: UInt64) {
    #expect(self.digest(text) == digest)
  }

  @Test("depends on the seed, on every byte and on their number")
  func sensitivity() {
    let text = (0..<100).map { UInt8($0) }
    var seen: Set<UInt64> = []
    for count in 0...100 {
      let prefix = Array(text.prefix(count))
      seen.insert(prefix.withUnsafeBytes { XXHash64.digest($0) })
      seen.insert(prefix.withUnsafeBytes { XXHash64.digest($0, seed: 1) })
      for index in 0..<count {
        var flipped = prefix
        flipped[index] ^= 1
        seen.insert(flipped.withUnsafeBytes { XXHash64.digest($0) })
      }
    }
    #expect(seen.count == 2 * 101 + 100 * 101 / 2)
  }
}
