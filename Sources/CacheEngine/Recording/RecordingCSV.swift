/// The requests of a run as CSV (RFC 4180), for a spreadsheet.
///
/// Texts that a spreadsheet would take for a formula get an apostrophe in front, and control characters are escaped: a key
/// comes from outside, and must not be run.
public struct RecordingCSV: Sendable {
  public static let columns = [
    "id", "endpoint", "request", "key", "outcome", "cause", "arrived_s", "started_s", "finished_s", "latency_s",
    "service_s", "read_s", "load_s", "write_s", "ttl_s", "expires_s", "size", "wrote", "leader", "stale_s", "remarks",
  ]

  private let endpoints: [String]
  private var bytes: [UInt8] = []

  /// - Parameter endpoints: Names, in the order of their ``FunctionID``.
  public init(endpoints: [String]) {
    self.endpoints = endpoints
    write(Self.columns)
  }

  public var count: Int { bytes.count }

  /// The rows written since the last call.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  public mutating func write(_ record: LookupRecord) {
    let index = record.function.index
    write([
      String(record.id.number), endpoints.indices.contains(index) ? endpoints[index] : "", record.request ?? "",
      record.key.text, record.outcome.name, record.cause?.name ?? "", Self.seconds(record.arrivedAt),
      Self.seconds(record.startedAt), Self.seconds(record.finishedAt), Self.seconds(record.latency),
      Self.seconds(record.service), Self.seconds(record.phases.read), Self.seconds(record.phases.load),
      Self.seconds(record.phases.write), Self.seconds(record.ttl?.duration), Self.expiry(record.expiry),
      String(record.size), record.wrote ? "true" : "false", record.leader.map { String($0.number) } ?? "",
      Self.seconds(record.staleFor),
      record.remarks.map { ([$0.kind] + $0.texts).joined(separator: ": ") }.joined(separator: "; "),
    ])
  }

  private mutating func write(_ cells: [String]) {
    for (place, cell) in cells.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: Self.cell(cell).utf8)
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  static func cell(_ text: String) -> String {
    let isFormula = text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
    let safe = (isFormula ? "'" : "") + SafeText(limit: 32_000)(text)
    guard isFormula || safe.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else {
      return safe
    }
    var quoted = "\""
    for character in safe.unicodeScalars {
      if character == "\"" { quoted.unicodeScalars.append(character) }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }

  private static func seconds(_ moment: Timestamp) -> String { seconds(.nanoseconds(moment.nanoseconds)) }

  private static func seconds(_ duration: Duration?) -> String {
    guard let duration else { return "" }
    var line = LineBuffer()
    line.seconds(duration)
    return String(decoding: line.bytes, as: UTF8.self)
  }

  private static func expiry(_ expiry: Expiry?) -> String {
    switch expiry {
    case nil: ""
    case .never: "never"
    case .unknown: "unknown"
    case .at(let moment): seconds(moment)
    }
  }
}
