/// The fields of a line, taken one by one, with an error that says where where one is not as it must be.
struct RecordingFields {
  private let fields: [JSONField]
  private let line: ArraySlice<UInt8>
  private let number: Int
  private let file: String

  init(_ fields: [JSONField], line: ArraySlice<UInt8>, number: Int, file: String) {
    self.fields = fields
    self.line = line
    self.number = number
    self.file = file
  }

  subscript(name: String) -> JSONValue? {
    fields.first { $0.name == name }?.value
  }

  func require(_ name: String) throws(RecordingError) -> JSONValue {
    guard let value = self[name] else { throw error(name, "is missing") }
    return value
  }

  func text(_ name: String) throws(RecordingError) -> String {
    guard case .string(let text) = try require(name) else { throw error(name, "is no text") }
    return text
  }

  func texts(_ name: String) throws(RecordingError) -> [String] {
    guard case .array(let values) = try require(name) else { throw error(name, "is no list of texts") }
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value else { throw error(name, "is no list of texts") }
      texts.append(text)
    }
    return texts
  }

  func count(_ name: String) throws(RecordingError) -> UInt64 {
    guard case .number(let digits) = try require(name), let count = UInt64(digits) else {
      throw error(name, "is no whole number")
    }
    return count
  }

  func moment(_ name: String) throws(RecordingError) -> Timestamp {
    Timestamp(nanoseconds: try nanoseconds(name, try require(name)))
  }

  /// `nil` where the field is not there.
  func duration(_ name: String) throws(RecordingError) -> Duration? {
    guard let value = self[name] else { return nil }
    return .nanoseconds(try nanoseconds(name, value))
  }

  func nanoseconds(_ name: String, _ value: JSONValue) throws(RecordingError) -> Int64 {
    guard case .number(let digits) = value, let nanoseconds = Self.nanoseconds(of: digits) else {
      throw error(name, "is no time in seconds with at most nine decimals, from 0 to 9223372036")
    }
    return nanoseconds
  }

  /// Exact; `nil` for what is negative, has more decimals than a nanosecond needs, or is longer than a clock can show.
  static func nanoseconds(of digits: String) -> Int64? {
    var value: Int64 = 0
    var decimals = -1
    for byte in digits.utf8 {
      if byte == UInt8(ascii: "."), decimals < 0 {
        decimals = 0
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), decimals < 9 else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = scaled.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      if overflow || carried { return nil }
      value = sum
      if decimals >= 0 { decimals += 1 }
    }
    for _ in max(0, decimals)..<9 {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = scaled
    }
    return value
  }

  /// An error at the field, or at the line's beginning where it is not there.
  func error(_ name: String, _ problem: String) -> RecordingError {
    let pattern = Array("\"\(name)\":".utf8)
    let place = line.indices.first { line[$0...].starts(with: pattern) }
    return RecordingError(
      file: file, position: TextPosition(line: number, column: place.map { $0 - line.startIndex + 1 } ?? 1),
      field: name,
      problem: problem)
  }
}
