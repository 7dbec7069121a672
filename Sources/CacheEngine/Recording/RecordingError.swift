/// Why bytes are no recording, and where: `run.ttlscope:17:93: outcome: "hti" is none; write hit, miss, …`.
public struct RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name, as it was given.
  public var file: String
  /// The column counts bytes, from 1.
  public var position: TextPosition
  /// Empty where no field is concerned.
  public var field: String
  public var problem: String

  public init(file: String, position: TextPosition, field: String = "", problem: String) {
    self.file = file
    self.position = position
    self.field = field
    self.problem = problem
  }

  public var description: String {
    let field = field.isEmpty ? "" : "\(SafeText(limit: 100)(field)): "
    return "\(SafeText()(file)):\(position.line):\(position.column): \(field)\(problem)"
  }
}
