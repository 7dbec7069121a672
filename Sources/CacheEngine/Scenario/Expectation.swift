/// What a run is expected to show: a figure of its report, compared with a number.
///
/// Written `hit_rate >= 0.95`, `database.queries <= 20`, `endpoints.read_item.outcomes.stale == 0`.
public struct Expectation: Hashable, Sendable {
  public enum Comparison: String, Hashable, Sendable, CaseIterable {
    case less = "<"
    case atMost = "<="
    case equal = "=="
    case unequal = "!="
    case atLeast = ">="
    case more = ">"
  }

  /// As it was written.
  public var text: String
  /// Names of fields in the report, from the outside in.
  public var path: [String]
  public var comparison: Comparison
  /// Durations in seconds, shares between 0 and 1.
  public var bound: Double

  public init(text: String, path: [String], comparison: Comparison, bound: Double) {
    self.text = text
    self.path = path
    self.comparison = comparison
    self.bound = bound
  }
}
