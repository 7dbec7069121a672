/// An even beat in whole nanoseconds: after n steps exactly n/rate seconds have gone by, rounded once.
///
/// The length of a step is kept as a fraction of whole numbers, and what a step rounds off is carried to the next, so
/// that nothing drifts however many there are.
struct Beat: Sendable {
  private let whole: Int64
  /// The rest of a step, in parts of a nanosecond of which `parts` make one.
  private let rest: UInt64
  private let parts: UInt64
  private var carried: UInt64

  /// `perSecond` is between 10^-9 and 10^9.
  init(perSecond rate: Double) {
    // A rate is m · 2^e with m odd, so a step is 10^9 · 2^-e / m nanoseconds: at most 112 bits over 53.
    let zeros = rate.significandBitPattern == 0 ? 52 : rate.significandBitPattern.trailingZeroBitCount
    let odd = (rate.significandBitPattern | 1 << 52) >> UInt64(zeros)
    let exponent = Int(rate.exponent) - 52 + zeros
    let length: UInt128
    if exponent < 0 {
      length = 1_000_000_000 << UInt128(-exponent)
      parts = odd
    } else {
      length = 1_000_000_000
      parts = odd << UInt64(exponent)
    }
    whole = Int64(length / UInt128(parts))
    rest = UInt64(length % UInt128(parts))
    carried = parts / 2
  }

  /// The nanoseconds of the next step.
  mutating func next() -> Int64 {
    carried += rest
    guard carried >= parts else { return whole }
    carried -= parts
    return whole + 1
  }

  /// Forgets what was carried: the next step is the first.
  mutating func restart() {
    carried = parts / 2
  }
}
