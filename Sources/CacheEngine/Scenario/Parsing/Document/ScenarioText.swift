/// The text of a scenario file: of bounded size, in UTF-8, without a byte order mark and without control characters.
struct ScenarioText {
  static let mostBytes = 1 << 20

  let text: String
  let file: String

  init(_ bytes: [UInt8], file: String) throws(ScenarioError) {
    self.file = file
    guard bytes.count <= Self.mostBytes else {
      throw ScenarioError(
        file: file, position: TextPosition(), problem: "the file is larger than 1 MiB", allowed: "a scenario is small")
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var reader = PositionReader(body)
    while let unit = reader.next() {
      switch unit {
      case .scalar(let scalar, let position):
        guard Self.isAllowed(scalar) else {
          let name = SafeText()(String(scalar))
          throw ScenarioError(
            file: file, position: position, problem: "the character \(name) is not allowed",
            allowed: "write it as an escape in a text in double quotes")
        }
      case .broken(let byte, let offset, let position):
        let place = offset + bytes.count - body.count
        throw ScenarioError(
          file: file, position: position, problem: "the byte \(SafeText()([byte])) at offset \(place) is not UTF-8",
          allowed: "save the file as UTF-8")
      }
    }
    text = String(decoding: body, as: UTF8.self)
  }

  /// What YAML calls printable.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...: true
    default: false
    }
  }
}

/// Reads characters with their positions. A line ends with LF, CR or both.
struct PositionReader {
  enum Unit {
    case scalar(Unicode.Scalar, TextPosition)
    case broken(UInt8, offset: Int, TextPosition)
  }

  private let bytes: ArraySlice<UInt8>
  private var input: ArraySlice<UInt8>.Iterator
  private var parser = UTF8.ForwardParser()
  private var offset = 0
  private var position = TextPosition()
  private var isAfterReturn = false

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    input = bytes.makeIterator()
  }

  mutating func next() -> Unit? {
    let here = position
    switch parser.parseScalar(from: &input) {
    case .emptyInput: return nil
    case .error: return .broken(bytes[bytes.startIndex + offset], offset: offset, here)
    case .valid(let encoded):
      offset += encoded.count
      let scalar = UTF8.decode(encoded)
      advance(over: scalar)
      return .scalar(scalar, here)
    }
  }

  private mutating func advance(over scalar: Unicode.Scalar) {
    switch scalar {
    case "\n" where isAfterReturn: break
    case "\n", "\r": position = TextPosition(line: position.line + 1)
    default: position.column += 1
    }
    isAfterReturn = scalar == "\r"
  }
}
