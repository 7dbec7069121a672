import CacheEngine

/// Which bits of a stream arrive wrong.
public struct BitFlips: Sendable {
  private enum Plan: Sendable {
    /// One bit, so many bytes from now.
    case once(left: Int, bit: Int)
    case again(SeededGenerator, bytesBetween: Int, left: Int)
  }

  private var plan: Plan
  /// How many bits were flipped.
  public private(set) var count = 0

  /// One bit (0 to 7) of the byte that comes `after` so many others.
  public static func once(after bytes: Int, bit: Int) -> BitFlips {
    BitFlips(plan: .once(left: bytes, bit: bit))
  }

  /// A random bit in every so many bytes, on the average; the same ones for the same seed.
  public static func seeded(_ seed: UInt64, bytesBetween: Int) -> BitFlips {
    var generator = SeededGenerator(seed: seed)
    let left = Int(generator.next() % UInt64(2 * bytesBetween))
    return BitFlips(plan: .again(generator, bytesBetween: bytesBetween, left: left))
  }

  private init(plan: Plan) {
    self.plan = plan
  }

  mutating func damage(_ bytes: inout [UInt8]) {
    switch plan {
    case .once(let left, let bit):
      if bytes.indices.contains(left) { flip(&bytes, at: left, bit: bit) }
      plan = .once(left: left - bytes.count, bit: bit)
    case .again(var generator, let between, var left):
      while left < bytes.count {
        flip(&bytes, at: left, bit: Int(generator.next() % 8))
        left += 1 + Int(generator.next() % UInt64(2 * between))
      }
      plan = .again(generator, bytesBetween: between, left: left - bytes.count)
    }
  }

  private mutating func flip(_ bytes: inout [UInt8], at index: Int, bit: Int) {
    bytes[index] ^= 1 << UInt8(bit)
    count += 1
  }
}
