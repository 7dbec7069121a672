extension SeededGenerator {
  /// A number from the exponential distribution with mean 1: 0 to 36.8.
  public mutating func nextExponential() -> Double {
    -PortableMath.log(1 - nextUnit())
  }

  /// A number from the normal distribution with mean 0 and standard deviation 1.
  ///
  /// Source: Marsaglia, Bray, "A convenient method for generating normal variables", SIAM Review 1964. The second
  /// number that the method gives is thrown away: a generator that kept it would be twice the size.
  public mutating func nextNormal() -> Double {
    while true {
      let x = 2 * nextUnit() - 1
      let y = 2 * nextUnit() - 1
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * PortableMath.log(square) / square).squareRoot() }
    }
  }

  /// A whole number from 0 to `bound` - 1, each equally often; `bound` is at least 1.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", 2019.
  public mutating func nextBelow(_ bound: Int) -> Int {
    precondition(bound > 0, "nextBelow needs a bound of at least 1, not \(bound)")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      // The first few values of each stretch would come once too often.
      let surplus = (0 &- range) % range
      while product.low < surplus { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }
}
