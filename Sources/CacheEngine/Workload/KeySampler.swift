/// Draws the rows that a workload asks for: numbers from 1.
public struct KeySampler: Sendable {
  private enum Source {
    case uniform(Int)
    case zipf(AliasTable)
    case sequence(Int)
    case fixed(Int)
  }

  /// The most keys of a Zipf distribution; more are taken as this many.
  public static let mostKeys = 10_000_000

  private let source: Source
  private var latest = 0

  public init(_ choice: KeyChoice) {
    source =
      switch choice {
      case .uniform(let count): .uniform(max(1, count))
      case .zipf(let exponent, let count):
        .zipf(AliasTable(weights: Self.weights(exponent: exponent, count: count)))
      case .sequence(let count): .sequence(max(1, count))
      case .fixed(let number): .fixed(number)
      }
  }

  public mutating func next(using generator: inout SeededGenerator) -> Int {
    switch source {
    case .uniform(let count): return generator.nextBelow(count) + 1
    case .zipf(let table): return table.draw(using: &generator) + 1
    case .sequence(let count):
      latest = latest == count ? 1 : latest + 1
      return latest
    case .fixed(let number): return number
    }
  }

  /// The share of requests that ask for the key of this rank (from 1) under a Zipf distribution.
  public static func probability(of rank: Int, exponent: Double, count: Int) -> Double {
    let weights = weights(exponent: exponent, count: count)
    // The smallest first: the sum loses least.
    return weights[rank - 1] / weights.reversed().reduce(0, +)
  }

  private static func weights(exponent: Double, count: Int) -> [Double] {
    (1...min(mostKeys, max(1, count))).map { PortableMath.pow(Double($0), -exponent) }
  }
}
