/// Writes a ``JSONValue`` as UTF-8.
public struct JSONWriter: Sendable {
  public enum Layout: Hashable, Sendable {
    /// One line, `", "` and `": "` between, everything outside ASCII escaped: byte for byte what `json.dumps` writes.
    case line
    /// One field a line, two blanks a level, text as it is.
    case indented
  }

  private let layout: Layout
  private let dates: JSONDateStrategy
  private var output: [UInt8] = []

  private init(layout: Layout, dates: JSONDateStrategy) {
    self.layout = layout
    self.dates = dates
  }

  /// - Throws: ``JSONError/dateNeedsStrategy(field:)`` for a date under ``JSONDateStrategy/refuse``.
  public static func bytes(
    of value: JSONValue, layout: Layout = .line, dates: JSONDateStrategy = .refuse
  ) throws(JSONError) -> [UInt8] {
    var writer = JSONWriter(layout: layout, dates: dates)
    try writer.write(value, named: "the value", level: 0)
    return writer.output
  }

  /// The inside of a quoted text, for a line.
  static func escaped(_ text: String) -> [UInt8] {
    var writer = JSONWriter(layout: .line, dates: .refuse)
    for scalar in text.unicodeScalars { writer.putEscaped(scalar) }
    return writer.output
  }

  private mutating func write(_ value: JSONValue, named name: String, level: Int) throws(JSONError) {
    switch value {
    case .null: put("null")
    case .bool(let flag): put(flag ? "true" : "false")
    case .number(let text): put(text)
    case .string(let text): putQuoted(text)
    case .date(let seconds): try putDate(seconds, named: name)
    case .array(let elements):
      try putList(elements, open: "[", close: "]", level: level) { (writer, element) throws(JSONError) in
        try writer.write(element, named: name, level: level + 1)
      }
    case .object(let fields):
      try putList(fields, open: "{", close: "}", level: level) { (writer, field) throws(JSONError) in
        writer.putQuoted(field.name)
        writer.put(": ")
        try writer.write(field.value, named: field.name, level: level + 1)
      }
    }
  }

  private mutating func putList<Element>(
    _ elements: [Element], open: String, close: String, level: Int,
    each body: (inout JSONWriter, Element) throws(JSONError) -> Void
  ) throws(JSONError) {
    put(open)
    for (position, element) in elements.enumerated() {
      if position > 0 { put(layout == .line ? ", " : ",") }
      startLine(level: level + 1)
      try body(&self, element)
    }
    if !elements.isEmpty { startLine(level: level) }
    put(close)
  }

  private mutating func startLine(level: Int) {
    guard layout == .indented else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
  }

  private mutating func putDate(_ seconds: Int64, named name: String) throws(JSONError) {
    switch dates {
    case .refuse: throw .dateNeedsStrategy(field: name)
    case .iso8601: putQuoted(CivilTime(secondsSince1970: seconds).iso8601)
    case .secondsSince1970: put(String(seconds))
    }
  }

  private mutating func put(_ text: String) {
    output.append(contentsOf: text.utf8)
  }

  private mutating func putQuoted(_ text: String) {
    output.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars { putEscaped(scalar) }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func putEscaped(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": put("\\\"")
    case "\\": put("\\\\")
    case "\n": put("\\n")
    case "\r": put("\\r")
    case "\t": put("\\t")
    case "\u{8}": put("\\b")
    case "\u{C}": put("\\f")
    case " "..."~": output.append(UInt8(truncatingIfNeeded: scalar.value))
    case _ where layout == .indented && scalar.value >= 0x80: put(String(scalar))
    default: for unit in String(scalar).utf16 { put("\\u" + hexadecimal(unit)) }
    }
  }

  private func hexadecimal(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
