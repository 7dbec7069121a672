import CacheEngine
import TUI

/// Turns responses into lines, for people or for programs.
struct ResponsePrinter {
  let json: Bool
  let colors: Bool
  private let pathWidth: Int

  init(json: Bool, colors: Bool, paths: [String]) {
    self.json = json
    self.colors = colors
    pathWidth = min(40, paths.map { CellWidth.of(SafeText()($0)) }.max() ?? 0)
  }

  func line(for timed: TimedResponse) -> String {
    json ? jsonLine(timed) : textLine(timed)
  }

  private func textLine(_ timed: TimedResponse) -> String {
    let response = timed.response
    let outcome = response.record?.outcome.name.uppercased() ?? "-"
    let body = SafeText(limit: 100_000)(response.body)
    let remarks = (response.record?.remarks ?? []).map { "  [\(Wording.short($0))]" }.joined()
    return painted(outcome.padded(to: max(6, outcome.count)), response.record?.outcome) + "  \(response.status)  "
      + Self.latency(timed.latency).padded(to: 10, alignment: .right) + "  "
      + SafeText()(response.request.target).padded(to: pathWidth) + "  " + body + remarks
  }

  /// Seconds, or below one milliseconds: always with three decimals, so that a column of them can be compared.
  static func latency(_ duration: Duration) -> String {
    let microseconds = (duration.wholeNanoseconds + 500) / 1_000
    let isLong = microseconds >= 1_000_000
    let thousandths = isLong ? (microseconds + 500) / 1_000 : microseconds
    let fraction = String(thousandths % 1_000 + 1_000).dropFirst()
    return "\(thousandths / 1_000).\(fraction) \(isLong ? "s" : "ms")"
  }

  private func painted(_ text: String, _ outcome: Outcome?) -> String {
    guard colors, let outcome else { return text }
    let code =
      switch outcome {
      case .hit: "1;34"
      case .stale, .negative: "1;35"
      case .miss, .shared: "1;33"
      case .bypass: "1;35"
      case .error: "1;31"
      case .cancelled: "2"
      case .write, .refresh: "1;36"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  private func jsonLine(_ timed: TimedResponse) -> String {
    let record = timed.response.record
    let fields: [JSONField] = [
      JSONField("path", .string(timed.response.request.target)),
      JSONField("status", .integer(timed.response.status)),
      JSONField("outcome", record.map { .string($0.outcome.name) } ?? .null),
      JSONField("cause", record?.cause.map { .string($0.name) } ?? .null),
      JSONField("latency_s", .seconds(timed.latency)),
      JSONField("key", record.map { .string($0.key.text) } ?? .null),
      JSONField("ttl_left_s", timed.timeLeft.map { .seconds($0) } ?? .null),
      JSONField("node", record == nil ? .null : .integer(1)),
      JSONField("body", (try? JSONParser.value(of: timed.response.body)) ?? .null),
    ]
    return JSONLine.text(of: .object(fields))
  }
}

/// A JSON document on one line.
enum JSONLine {
  static func text(of value: JSONValue) -> String {
    let bytes = (try? JSONWriter.bytes(of: value, dates: .iso8601)) ?? []
    return String(decoding: bytes, as: UTF8.self)
  }
}
