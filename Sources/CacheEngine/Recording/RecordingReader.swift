/// Reads the lines of a recording, one at a time: nothing of it is kept.
public struct RecordingReader: Sendable {
  /// Bytes that a line may have.
  public static let longestLine = 1_048_576
  /// Bytes that the first line may have: it holds a whole scenario, escaped.
  public static let longestHeader = 8_388_608

  private let file: String
  /// `nil` until the first line has been read.
  public private(set) var header: RecordingHeader?
  /// Lines read so far.
  public private(set) var lines = 0
  private var functions: [String: FunctionID] = [:]
  private var requests: UInt64 = 0
  private var hasEnded = false

  /// - Parameter file: The name that errors give.
  public init(file: String) {
    self.file = file
  }

  /// Takes in the next line, without its line feed. The first one gives the header, and `nil`.
  ///
  /// - Throws: ``RecordingError`` for the first thing that is wrong with it.
  public mutating func item(of line: ArraySlice<UInt8>) throws(RecordingError) -> RecordingItem? {
    lines += 1
    guard line.count <= (lines == 1 ? Self.longestHeader : Self.longestLine) else {
      throw error("the line is longer than \(lines == 1 ? 8 : 1) MiB")
    }
    if hasEnded { throw error("there is something after the last line of the recording") }
    let fields = RecordingFields(try object(of: line), line: line, number: lines, file: file)
    guard header != nil else {
      let header = try fields.header()
      for (place, name) in header.endpoints.enumerated() { functions[name] = FunctionID(index: place) }
      self.header = header
      return nil
    }
    let item = try fields.item(functions)
    switch item {
    case .request: requests += 1
    case .end(_, let count):
      guard count == requests else {
        throw fields.error("requests", "\(count) are announced, but there are \(requests)")
      }
      hasEnded = true
    case .event, .departure: break
    }
    return item
  }

  /// Call at the end of the file.
  ///
  /// - Throws: ``RecordingError`` when the recording was cut.
  public func finish() throws(RecordingError) {
    if hasEnded { return }
    let problem = header == nil ? "the file is empty" : "the recording was cut: its last line is missing"
    throw RecordingError(file: file, position: TextPosition(line: lines + 1), problem: problem)
  }

  private func object(of line: ArraySlice<UInt8>) throws(RecordingError) -> [JSONField] {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.value(of: Array(line))
    } catch {
      guard case .malformed(let offset) = error else { throw self.error(error.description) }
      throw self.error(lines == 1 ? "is no recording: not JSON" : "is not JSON", column: offset + 1)
    }
    guard case .object(let fields) = value else {
      throw error("is no JSON object; every line of a recording is one")
    }
    return fields
  }

  private func error(_ problem: String, column: Int = 1) -> RecordingError {
    RecordingError(file: file, position: TextPosition(line: lines, column: column), problem: problem)
  }
}
