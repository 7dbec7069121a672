/// What aiocache's `JsonSerializer` writes and reads: `json.dumps` of the value and nothing else.
extension Serializer where Value == JSONValue {
  /// JSON as Python writes it, for entries that a Python program shares: fields in the order given.
  public static var aiocacheJSON: Serializer {
    Serializer(
      name: aiocacheName, isShared: true, encode: { try $0.writtenByPython },
      decode: { bytes throws(JSONError) in try JSONParser.value(of: bytes) })
  }
}

extension Serializer {
  static var aiocacheName: String { CachePolicy.Format.aiocacheJSON.rawValue }
}

extension Serializer where Value == ResponseBody {
  static func aiocacheJSON(dates: JSONDateStrategy) -> Serializer {
    Serializer(
      name: aiocacheName, isShared: true,
      encode: { body in
        switch body {
        case .kept(let bytes): bytes
        case .loaded(let response): try JSONParser.value(of: response.bytes(dates: dates)).writtenByPython
        }
      },
      decode: { bytes in
        try JSONScanner.validate(bytes)
        return .kept(bytes)
      })
  }
}

extension JSONValue {
  /// The bytes of `json.dumps`.
  var writtenByPython: [UInt8] {
    get throws(JSONError) { try JSONWriter.bytes(of: withPythonNumbers) }
  }

  /// Numbers with a point or an exponent are floats to Python, and written as such.
  private var withPythonNumbers: JSONValue {
    switch self {
    case .number(let text):
      guard text.contains(where: { ".eE".contains($0) }), let number = Double(text) else { return self }
      return number.isFinite ? .number(number.pythonRepr) : self
    case .array(let elements): return .array(elements.map(\.withPythonNumbers))
    case .object(let fields): return .object(fields.map { JSONField($0.name, $0.value.withPythonNumbers) })
    case .null, .bool, .string, .date: return self
    }
  }
}
