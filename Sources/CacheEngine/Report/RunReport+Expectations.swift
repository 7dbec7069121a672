extension RunReport {
  /// The figure that an expectation speaks of; `nil` where there was nothing to measure, or is no such figure.
  public func value(of expectation: Expectation) -> Double? {
    Self.value(at: expectation.path, in: json)
  }

  /// Judges the expectations, in their order, by the figures of this report.
  public mutating func evaluate(_ expectations: [Expectation]) {
    let tree = json
    self.expectations = expectations.map { expectation in
      let value = Self.value(at: expectation.path, in: tree)
      return ExpectationResult(expectation: expectation, value: value, isMet: expectation.isMet(by: value))
    }
  }

  /// True when every expectation is met; so too without any.
  public var meetsExpectations: Bool { expectations.allSatisfy(\.isMet) }

  private static func value(at path: [String], in tree: JSONValue) -> Double? {
    var place: JSONValue? = tree
    for name in path { place = place?.field(name) }
    guard case .number(let text) = place else { return nil }
    return Double(text)
  }
}

extension Expectation {
  /// False for `nil`: what was not measured keeps no promise.
  public func isMet(by value: Double?) -> Bool {
    guard let value else { return false }
    return switch comparison {
    case .less: value < bound
    case .atMost: value <= bound
    case .equal: value == bound
    case .unequal: value != bound
    case .atLeast: value >= bound
    case .more: value > bound
    }
  }
}
