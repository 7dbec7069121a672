/// The lab's only source of randomness: SplitMix64, small, fast and the same on every machine.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in [0, 1), uniform over the 2^53 values a `Double` holds evenly spaced.
  public mutating func nextUnit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A stream of its own for one consumer, so that what others draw does not change what it sees.
  ///
  /// The same label gives the same stream as long as nothing is drawn from this generator in between.
  public func split(_ label: String) -> SeededGenerator {
    SeededGenerator(seed: Fingerprint.of(label, seed: state))
  }
}
