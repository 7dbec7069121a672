/// Draws indices in proportion to their weights in constant time, eight bytes an index.
///
/// Source: Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE TSE 17, 1991.
struct AliasTable: Sendable {
  private struct Column {
    /// The share of the column, in 2^-32, that belongs to its own index.
    var threshold: UInt32
    /// Whom the rest belongs to.
    var alias: UInt32
  }

  private var columns: [Column]

  /// - Parameter weights: at least one and fewer than 2^32, none negative, with a positive sum.
  init(weights: [Double]) {
    let factor = Double(weights.count) / weights.reversed().reduce(0, +)
    var shares = weights.map { $0 * factor }
    columns = weights.indices.map { Column(threshold: .max, alias: UInt32($0)) }
    var small: [UInt32] = []
    var large: [UInt32] = []
    for index in shares.indices {
      if shares[index] < 1 { small.append(UInt32(index)) } else { large.append(UInt32(index)) }
    }
    // What is left in either list when the other is empty differs from a full column by rounding only.
    while let giver = large.last, let taker = small.popLast() {
      let share = shares[Int(taker)]
      columns[Int(taker)] = Column(threshold: UInt32(min(share * 0x1p32, 0x1p32 - 1)), alias: giver)
      shares[Int(giver)] -= 1 - share
      if shares[Int(giver)] < 1 {
        large.removeLast()
        small.append(giver)
      }
    }
  }

  /// One number of the generator gives both the column and the place in it.
  func draw(using generator: inout SeededGenerator) -> Int {
    let (index, place) = generator.next().multipliedFullWidth(by: UInt64(columns.count))
    let column = columns[Int(index)]
    return UInt32(place >> 32) < column.threshold ? Int(index) : Int(column.alias)
  }
}
