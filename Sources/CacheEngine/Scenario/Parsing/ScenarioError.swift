/// Why a text is not a scenario, and where.
///
/// Reads `hot.yaml:12:9: endpoints[0].cache.ttl: "sixty" is not a duration; write e.g. 250ms, 30s, 1m30s`. Everything in it
/// that comes from the file has passed ``SafeText``.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name, as it was given.
  public var file: String
  public var position: TextPosition
  /// Names from the outside in, `endpoints[0].cache.ttl`; empty where the error concerns no field.
  public var field: String
  /// What stands there and is wrong.
  public var problem: String
  /// What is allowed there; `nil` where the problem says so itself.
  public var allowed: String?

  public init(file: String, position: TextPosition, field: String = "", problem: String, allowed: String? = nil) {
    self.file = file
    self.position = position
    self.field = field
    self.problem = problem
    self.allowed = allowed
  }

  public var description: String {
    let place = "\(SafeText()(file)):\(position.line):\(position.column): "
    return place + (field.isEmpty ? "" : "\(field): ") + problem + (allowed.map { "; \($0)" } ?? "")
  }
}

/// A place in a text, as editors count: from line 1 and column 1, in characters.
public struct TextPosition: Hashable, Sendable {
  public var line: Int
  public var column: Int

  public init(line: Int = 1, column: Int = 1) {
    self.line = line
    self.column = column
  }
}
