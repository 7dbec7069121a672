/// A positive number as 2^exponent · (1 + excess), where 1 + excess lies between √½ and √2.
struct LogarithmParts {
  let exponent: Double
  let excess: Double

  /// `x` is positive and finite.
  init(_ x: Double) {
    // A subnormal number has no leading bit to read the exponent from: make it a normal one first.
    let isSmall = x < .leastNormalMagnitude
    let bits = (isSmall ? x * 0x1p54 : x).bitPattern
    let aboveRootHalf = bits &- 0x3FE6_A09E_0000_0000
    exponent = Double((Int64(bitPattern: aboveRootHalf) >> 52) - (isSmall ? 54 : 0))
    excess = Double(bitPattern: bits &- (aboveRootHalf & 0xFFF0_0000_0000_0000)) - 1
  }

  /// The natural logarithm as a sum of two numbers, correct to about 58 bits.
  var logarithm: (high: Double, low: Double) {
    // ln(1 + f) = 2s + s·series(s) with s = f / (2 + f), and s itself is needed with a tail.
    let sum = 2 + excess
    let sumTail = excess - (sum - 2)
    let s = excess / sum
    let product = s * sum
    let rest = (excess - product) - DoubleDouble.errorOfProduct(s, sum, product) - s * sumTail
    let tail = 2 * (rest / sum) + s * Self.series(s) + exponent * PortableMath.ln2Low
    let (main, lost) = DoubleDouble.sum(exponent * PortableMath.ln2High, 2 * s)
    return DoubleDouble.sum(main, lost + tail)
  }

  /// What ln(1 + f) has beyond 2s, divided by s.
  static func series(_ s: Double) -> Double {
    let z = s * s
    let w = z * z
    let even = w * (l2 + w * (l4 + w * l6))
    let odd = z * (l1 + w * (l3 + w * (l5 + w * l7)))
    return even + odd
  }

  private static let l1 = 6.666666666666735130e-01
  private static let l2 = 3.999999999940941908e-01
  private static let l3 = 2.857142874366239149e-01
  private static let l4 = 2.222219843214978396e-01
  private static let l5 = 1.818357216161805012e-01
  private static let l6 = 1.531383769920937332e-01
  private static let l7 = 1.479819860511658591e-01
}

/// Sums and products together with exactly what their rounding lost.
enum DoubleDouble {
  /// Source: Knuth, "The Art of Computer Programming", volume 2, section 4.2.2.
  static func sum(_ left: Double, _ right: Double) -> (high: Double, low: Double) {
    let high = left + right
    let ofRight = high - left
    return (high, (left - (high - ofRight)) + (right - ofRight))
  }

  /// Source: Dekker, "A floating-point technique for extending the available precision", 1971.
  static func errorOfProduct(_ left: Double, _ right: Double, _ product: Double) -> Double {
    let (leftHigh, leftLow) = halves(left)
    let (rightHigh, rightLow) = halves(right)
    return ((leftHigh * rightHigh - product) + leftHigh * rightLow + leftLow * rightHigh) + leftLow * rightLow
  }

  private static func halves(_ x: Double) -> (high: Double, low: Double) {
    let stretched = x * 134_217_729
    let high = stretched - (stretched - x)
    return (high, x - high)
  }
}
