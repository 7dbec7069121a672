/// The first difference between a recording and another run: `line 17: outcome: recorded "hit", now "miss"`.
public struct RecordingDifference: Hashable, Sendable, CustomStringConvertible {
  /// From 1.
  public var line: Int
  /// Empty where it is the lines as a whole that differ.
  public var field: String
  /// JSON; `nil` where there is none.
  public var recorded: String?
  public var now: String?

  /// Compares two lines, without their line feeds; `nil` where one or both have ended.
  public static func between(
    recorded: ArraySlice<UInt8>?, now: ArraySlice<UInt8>?, line: Int
  ) -> RecordingDifference? {
    if recorded == now { return nil }
    guard let old = recorded.flatMap(fields), let new = now.flatMap(fields) else {
      return RecordingDifference(line: line, field: "", recorded: text(recorded), now: text(now))
    }
    for field in old {
      let other = new.first { $0.name == field.name }?.value
      if other != field.value {
        return RecordingDifference(line: line, field: field.name, recorded: text(field.value), now: text(other))
      }
    }
    for field in new where !old.contains(where: { $0.name == field.name }) {
      return RecordingDifference(line: line, field: field.name, recorded: nil, now: text(field.value))
    }
    return RecordingDifference(line: line, field: "", recorded: text(recorded), now: text(now))
  }

  public var description: String { "line \(line): \(reason)" }

  /// The same without the line.
  public var reason: String {
    let place = field.isEmpty ? "" : "\(SafeText(limit: 100)(field)): "
    return "\(place)recorded \(recorded.map(shown) ?? "nothing"), now \(now.map(shown) ?? "nothing")"
  }

  private func shown(_ text: String) -> String { SafeText(limit: 200)(text) }

  private static func fields(_ line: ArraySlice<UInt8>) -> [JSONField]? {
    guard case .object(let fields)? = try? JSONParser.value(of: Array(line)) else { return nil }
    return fields
  }

  private static func text(_ line: ArraySlice<UInt8>?) -> String? {
    line.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func text(_ value: JSONValue?) -> String? {
    value.flatMap { try? JSONWriter.bytes(of: $0) }.map { String(decoding: $0, as: UTF8.self) }
  }
}
