/// Logarithm, exponential and power that give the same bits on every machine.
///
/// The C library's differ in the last bit from one system to the next, and one bit is enough to make two runs of one
/// seed part. These use nothing but additions, multiplications, divisions and bits, which IEEE 754 fixes.
///
/// Source: the reductions and polynomials of FreeBSD's msun (`e_log.c`, `e_exp.c`), Sun Microsystems 1993.
enum PortableMath {
  /// The natural logarithm, to within one unit in the last place: −∞ for 0, `nan` below it.
  static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return logOfSpecial(x) }
    let parts = LogarithmParts(x)
    let f = parts.excess
    let half = 0.5 * f * f
    let s = f / (2 + f)
    let bent = s * (half + LogarithmParts.series(s)) + parts.exponent * ln2Low
    return parts.exponent * ln2High - ((half - bent) - f)
  }

  /// e to the power of `x`, to within one unit in the last place.
  static func exp(_ x: Double) -> Double {
    exp(x, tail: 0)
  }

  /// `base` to the power of `exponent`, within a few units in the last place.
  ///
  /// A negative base gives `nan`, whatever the exponent: nothing here needs one.
  static func pow(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 || base == 1 { return 1 }
    guard base > 0, base < .infinity else { return powOfSpecial(base, exponent) }
    // The error of a rounded logarithm would be multiplied by the exponent: it takes one with twice the digits.
    let (high, low) = LogarithmParts(base).logarithm
    let product = exponent * high
    guard product > -800, product < 800 else { return exp(product) }
    let lost = DoubleDouble.errorOfProduct(exponent, high, product)
    return exp(product, tail: lost + exponent * low)
  }

  static let ln2High = 0x1.62e42feep-1
  static let ln2Low = 0x1.a39ef35793c76p-33

  private static func logOfSpecial(_ x: Double) -> Double {
    if x == 0 { return -.infinity }
    return x < 0 ? .nan : x
  }

  private static func powOfSpecial(_ base: Double, _ exponent: Double) -> Double {
    if base.isNaN || exponent.isNaN || base < 0 { return .nan }
    return (base == 0) == (exponent > 0) ? 0 : .infinity
  }

  /// e to the power of `x + tail`, where `tail` is too small to change `x`.
  private static func exp(_ x: Double, tail: Double) -> Double {
    guard x < 709.8 else { return x.isNaN ? .nan : .infinity }
    guard x > -745.2 else { return x.isNaN ? .nan : 0 }
    let halves = Int64(x * 1.442_695_040_888_963_4 + (x < 0 ? -0.5 : 0.5))
    let high = x - Double(halves) * ln2High
    let low = Double(halves) * ln2Low - tail
    let r = high - low
    let square = r * r
    let c = r - square * (p1 + square * (p2 + square * (p3 + square * (p4 + square * p5))))
    return scaled(1 - ((low - r * c / (2 - c)) - high), byTwoTo: halves)
  }

  private static let p1 = 1.66666666666666019037e-01
  private static let p2 = -2.77777777770155933842e-03
  private static let p3 = 6.61375632143793436117e-05
  private static let p4 = -1.65339022054652515390e-06
  private static let p5 = 4.13813679705723846039e-08

  /// In two steps where one factor would leave the range of normal numbers, so that it rounds only once.
  private static func scaled(_ x: Double, byTwoTo exponent: Int64) -> Double {
    if exponent > 1023 { return x * 0x1p1023 * powerOfTwo(exponent - 1023) }
    if exponent < -1022 { return x * powerOfTwo(exponent + 54) * 0x1p-54 }
    return x * powerOfTwo(exponent)
  }

  private static func powerOfTwo(_ exponent: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: exponent &+ 1023) << 52)
  }
}
