import Foundation
import Testing

@testable import CacheEngine

@Suite("Portable mathematics") struct PortableMathTests {
  /// One unit in the last place is 2.2e-16 at most.
  private static let allowed = 4.5e-16

  private func difference(_ value: Double, _ reference: Double) -> Double {
    if value == reference || (value.isNaN && reference.isNaN) { return 0 }
    // Subnormal numbers have no relative precision: they may differ by the least there is.
    if abs(reference) < .leastNormalMagnitude, abs(value - reference) <= .leastNonzeroMagnitude { return 0 }
    return abs(value - reference) / abs(reference)
  }

  @Test(
    "the logarithm agrees with the C library's over all magnitudes and near one",
    arguments: 1...5 as ClosedRange<UInt64>)
  func logarithms(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let any = Double(bitPattern: generator.next() >> 1)
      let near = 1 + (generator.nextUnit() - 0.5) * 0x1p-8
      let unit = generator.nextUnit()
      for x in [any, near, unit] {
        let value = PortableMath.log(x)
        #expect(difference(value, Foundation.log(x)) < Self.allowed, "seed \(seed), log(\(x)) = \(value)")
      }
    }
  }

  @Test("the exponential agrees with the C library's over its whole range", arguments: 1...5 as ClosedRange<UInt64>)
  func exponentials(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      for x in [generator.nextUnit() * 1_460 - 748, generator.nextUnit() * 2 - 1] {
        let value = PortableMath.exp(x)
        #expect(difference(value, Foundation.exp(x)) < Self.allowed, "seed \(seed), exp(\(x)) = \(value)")
      }
    }
  }

  @Test("powers agree with the C library's, large exponents included", arguments: 1...5 as ClosedRange<UInt64>)
  func powers(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let any = Double(bitPattern: generator.next() >> 1)
      let rank = Double(generator.nextBelow(10_000_000) + 1)
      let cases = [
        (rank, -generator.nextUnit() * 3), (any, generator.nextUnit() * 2 - 1),
        (1 + generator.nextUnit() * 0x1p-10, generator.nextUnit() * 1e6 - 5e5),
      ]
      for (base, exponent) in cases {
        let value = PortableMath.pow(base, exponent)
        let reference = Foundation.pow(base, exponent)
        #expect(difference(value, reference) < 2e-15, "seed \(seed), pow(\(base), \(exponent)) = \(value)")
      }
    }
  }

  private static let special: [Double] = [
    0, -0.0, 1, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, .leastNormalMagnitude,
    Double.leastNormalMagnitude.nextDown,
    .greatestFiniteMagnitude, 0.5, 2, .ulpOfOne, 1 + .ulpOfOne, 1 - .ulpOfOne / 2, 709.78, 709.79, 1_024, 1e300,
  ]

  @Test("numbers at the ends and beyond them give what the C library gives", arguments: special)
  func ends(x: Double) {
    #expect(difference(PortableMath.log(x), Foundation.log(x)) < Self.allowed)
    for x in [x, -x, x - 745.1] {
      #expect(difference(PortableMath.exp(x), Foundation.exp(x)) < Self.allowed, "exp(\(x))")
    }
    // -0 as a base has a sign in the C library for odd exponents only; here zero has none.
    for exponent in Self.special + Self.special.map({ -$0 }) where x.sign == .plus {
      let value = PortableMath.pow(x, exponent)
      #expect(difference(value, Foundation.pow(x, exponent)) < 2e-15, "pow(\(x), \(exponent)) = \(value)")
    }
  }

  @Test("a negative number has neither a logarithm nor a power")
  func negative() {
    #expect(PortableMath.log(-1).isNaN)
    #expect(PortableMath.log(-.leastNonzeroMagnitude).isNaN)
    #expect(PortableMath.pow(-2, 0.5).isNaN)
    #expect(PortableMath.pow(-2, 2).isNaN)
  }
}
