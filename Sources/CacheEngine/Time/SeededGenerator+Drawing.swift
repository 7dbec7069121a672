extension SeededGenerator {
  /// A number from 0 up to but not including `count`, each equally often; 0 when there is no choice.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29, 2019.
  public mutating func nextBelow(_ count: Int) -> Int {
    guard count > 1 else { return 0 }
    let bound = UInt64(count)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A gap between independent events that come once a unit of time: never negative, 1 on average.
  public mutating func nextExponential() -> Double {
    -PortableMath.log(1 - nextUnit())
  }

  /// A number from the normal distribution of mean 0 and deviation 1.
  ///
  /// Marsaglia's polar method; the second number it yields is thrown away, so that a draw depends on nothing before it.
  public mutating func nextNormal() -> Double {
    while true {
      let across = 2 * nextUnit() - 1
      let up = 2 * nextUnit() - 1
      let square = across * across + up * up
      guard square > 0, square < 1 else { continue }
      return across * (-2 * PortableMath.log(square) / square).squareRoot()
    }
  }
}
