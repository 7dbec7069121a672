/// Draws an index in proportion to its weight in constant time.
///
/// The weights fill as many columns of equal height as there are indices: each column holds some of its own index and,
/// above that, some of one other. Source: Vose, "A linear algorithm for generating random numbers with a given
/// distribution", 1991.
struct AliasTable: Sendable {
  let columns: [Column]

  struct Column {
    /// The share of the column that is its own, in parts of 2^32.
    var own: UInt32
    var other: UInt32
  }

  /// `weights` never rise and hold one to 2^32 finite numbers, the first above zero.
  ///
  /// Because they fall, the indices that have too much come before those that have too little, and no lists of them are
  /// needed.
  init(fallingWeights weights: [Double]) {
    let scale = Double(weights.count) / Self.total(of: weights)
    var columns = weights.indices.map { Column(own: .max, other: UInt32($0)) }
    let firstPoor = weights.firstIndex { $0 * scale < 1 } ?? weights.count
    var rich = 0
    var poor = firstPoor
    // What the present poor column lacks comes from the present rich one.
    var spare = weights[0] * scale
    while rich < firstPoor, poor < weights.count {
      let share = weights[poor] * scale
      columns[poor] = Column(own: Self.parts(share), other: UInt32(rich))
      spare -= 1 - share
      poor += 1
      while spare < 1, rich + 1 < firstPoor {
        // It gave so much that it is poor itself: the next rich one fills it up.
        columns[rich] = Column(own: Self.parts(spare), other: UInt32(rich + 1))
        spare = weights[rich + 1] * scale - (1 - spare)
        rich += 1
      }
    }
    self.columns = columns
  }

  /// An index, from one number of the generator.
  func draw(using generator: inout SeededGenerator) -> Int {
    // The high half of the product chooses the column, the low half the height in it.
    let product = generator.next().multipliedFullWidth(by: UInt64(columns.count))
    let column = columns[Int(product.high)]
    return UInt32(product.low >> 32) < column.own ? Int(product.high) : Int(column.other)
  }

  /// From the last to the first: the small ones must not vanish beside the large.
  static func total(of weights: [Double]) -> Double {
    var sum = 0.0
    for weight in weights.reversed() { sum += weight }
    return sum
  }

  private static func parts(_ share: Double) -> UInt32 {
    share >= 1 ? .max : UInt32(max(0, share) * 0x1p32)
  }
}
