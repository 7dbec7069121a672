/// Logarithm, exponential and power that give the same bits on every machine: equal seeds must give equal runs, and
/// each system's own mathematics library rounds differently.
///
/// Only sums, products, quotients and bits are used, which IEEE 754 fixes. Errors stay within a few units in the
/// last place. Source of the polynomials: Sun Microsystems, fdlibm 5.3 (e_log.c, e_exp.c).
public enum PortableMath {
  private static let ln2High = 6.931_471_803_691_238_164_90e-01
  private static let ln2Low = 1.908_214_929_270_587_700_02e-10

  /// The natural logarithm: minus infinity of 0, not a number below it.
  public static func log(_ value: Double) -> Double {
    guard value > 0, value < .infinity else { return value == 0 ? -.infinity : (value < 0 ? .nan : value) }
    let (high, low) = logarithm(value)
    return high + low
  }

  /// e to the given power: 0 and infinity where a `Double` can hold no more.
  public static func exp(_ power: Double) -> Double {
    if power.isNaN { return power }
    if power > 710 { return .infinity }
    if power < -746 { return 0 }
    let steps = (power * 1.442_695_040_888_963_387_00).rounded()
    let high = power - steps * ln2High
    let low = steps * ln2Low
    let rest = high - low
    let square = rest * rest
    let tail =
      1.666_666_666_666_660_190_37e-01 + square
      * (-2.777_777_777_701_559_338_42e-03 + square
        * (6.613_756_321_437_934_361_17e-05 + square
          * (-1.653_390_220_546_525_153_90e-06 + square * 4.138_136_797_057_238_460_39e-08)))
    let correction = rest - square * tail
    return scaled(1 - ((low - (rest * correction) / (2 - correction)) - high), by: Int(steps))
  }

  /// `base` to the power of `power`, for bases from 0 on; of a negative base it is not a number.
  public static func pow(_ base: Double, _ power: Double) -> Double {
    if power == 0 || base == 1 { return 1 }
    guard base >= 0, !power.isNaN else { return .nan }
    if base == 0 { return power > 0 ? 0 : .infinity }
    if base == .infinity { return power > 0 ? .infinity : 0 }
    let (high, low) = logarithm(base)
    let product = power * high
    // Beyond these the result has left the range, and the exact product below could overflow.
    guard product.magnitude < 800 else { return product > 0 ? .infinity : 0 }
    let rest = roundingError(of: product, power, high) + power * low
    let result = exp(product)
    return result + result * rest
  }

  /// The logarithm of a positive, finite number as a sum of two, so that a power of it loses nothing.
  private static func logarithm(_ value: Double) -> (high: Double, low: Double) {
    let (mantissa, exponent) = parts(of: value)
    let above = mantissa - 1
    let sum = mantissa + 1
    let sumRest = mantissa - (sum - 1)
    // log m = 2 artanh(ratio), its first term kept with what its rounding lost.
    let ratio = above / sum
    let ratioRest = (-roundingError(of: ratio * sum, ratio, sum) + (above - ratio * sum) - ratio * sumRest) / sum
    let steps = Double(exponent)
    let large = steps * ln2High
    let small = 2 * ratio
    let high = large + small
    let lost = large.magnitude > small.magnitude ? small - (high - large) : large - (high - small)
    return (high, lost + (2 * ratioRest + ratio * artanhTail(ratio * ratio) + steps * ln2Low))
  }

  private static func artanhTail(_ square: Double) -> Double {
    square
      * (6.666_666_666_666_735_130e-01 + square
        * (3.999_999_999_940_941_908e-01 + square
          * (2.857_142_874_366_239_149e-01 + square
            * (2.222_219_843_214_978_396e-01 + square
              * (1.818_357_216_161_805_012e-01 + square
                * (1.531_383_769_920_937_332e-01 + square * 1.479_819_860_511_658_591e-01))))))
  }

  /// The number as mantissa · 2^exponent with the mantissa between √½ and √2, so that near 1 nothing cancels.
  private static func parts(of value: Double) -> (mantissa: Double, exponent: Int) {
    let isSubnormal = value < Double.leastNormalMagnitude
    let bits = (isSubnormal ? value * 0x1p54 : value).bitPattern
    let exponent = Int(bits >> 52) - 1023 - (isSubnormal ? 54 : 0)
    let mantissa = Double(bitPattern: bits & 0xF_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    return mantissa > 1.414_213_562_373_095_1 ? (mantissa / 2, exponent + 1) : (mantissa, exponent)
  }

  /// What rounding took from `left * right`, exactly (Dekker 1971).
  private static func roundingError(of product: Double, _ left: Double, _ right: Double) -> Double {
    let leftHigh = upperHalf(left)
    let rightHigh = upperHalf(right)
    let leftLow = left - leftHigh
    let rightLow = right - rightHigh
    return leftLow * rightLow - (((product - leftHigh * rightHigh) - leftLow * rightHigh) - leftHigh * rightLow)
  }

  private static func upperHalf(_ value: Double) -> Double {
    Double(bitPattern: value.bitPattern & 0xFFFF_FFFF_F800_0000)
  }

  /// `value` · 2^`steps`; in two steps, since one factor cannot reach the ends of the range.
  private static func scaled(_ value: Double, by steps: Int) -> Double {
    let half = steps / 2
    return value * powerOfTwo(half) * powerOfTwo(steps - half)
  }

  private static func powerOfTwo(_ power: Int) -> Double {
    Double(bitPattern: UInt64(1023 + power) << 52)
  }
}
