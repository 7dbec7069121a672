/// Draws the rows that the requests of a workload ask for.
public struct KeySampler: Sendable {
  private let shape: Shape
  private var position = 0

  private enum Shape {
    case uniform(Int)
    case table(AliasTable)
    case sequence(Int)
    case fixed(Int)
  }

  /// A Zipf table takes eight bytes a key; a larger count is cut to this.
  public static let mostZipfKeys = 10_000_000

  /// Takes time in proportion to the count for Zipf, none otherwise. A count below one counts as one, an exponent below
  /// zero (or not finite) as zero.
  public init(_ choice: KeyChoice) {
    switch choice {
    case .uniform(let count): shape = .uniform(max(1, count))
    case .zipf(let exponent, let count):
      let ranks = min(max(1, count), Self.mostZipfKeys)
      shape = .table(AliasTable(fallingWeights: Self.weights(exponent: exponent, count: ranks)))
    case .sequence(let count): shape = .sequence(max(1, count))
    case .fixed(let number): shape = .fixed(number)
    }
  }

  /// The next row: 1 to the count, or the fixed number.
  public mutating func next(using generator: inout SeededGenerator) -> Int {
    switch shape {
    case .uniform(let count): return generator.nextBelow(count) + 1
    case .table(let table): return table.draw(using: &generator) + 1
    case .sequence(let count):
      position = position < count ? position + 1 : 1
      return position
    case .fixed(let number): return number
    }
  }

  /// How often Zipf's law gives the key of a rank (1 to `count`), 0 to 1.
  public static func probability(of rank: Int, exponent: Double, count: Int) -> Double {
    let weights = weights(exponent: exponent, count: count)
    guard rank >= 1, rank <= weights.count else { return 0 }
    return weights[rank - 1] / AliasTable.total(of: weights)
  }

  private static func weights(exponent: Double, count: Int) -> [Double] {
    let power = exponent.isFinite ? -max(0, exponent) : 0
    return (0..<max(0, count)).map { PortableMath.pow(Double($0 + 1), power) }
  }
}
