/// A response's body: the document the load made, or the bytes a store kept of one.
///
/// A hit passes its bytes on: they are checked to be JSON, but no tree is built that nobody looks at.
enum ResponseBody: Hashable, Sendable {
  case document(JSONValue)
  case encoded([UInt8])

  /// The bytes that go to the client. Like FastAPI, the response itself writes dates as ISO 8601, whatever the cache's
  /// serializer thinks of them.
  var bytes: [UInt8] {
    switch self {
    case .encoded(let bytes): bytes
    case .document(let value): (try? JSONWriter.bytes(of: value, dates: .iso8601)) ?? []
    }
  }
}

extension Serializer where Value == ResponseBody {
  /// JSON, byte for byte as `json.dumps` writes it.
  static func json(dates: JSONDateStrategy) -> Serializer {
    Serializer(
      name: "json",
      encode: { body in
        switch body {
        case .document(let value): try JSONWriter.bytes(of: value, dates: dates)
        case .encoded(let bytes): bytes
        }
      },
      decode: { bytes in
        try JSONScanner.validate(bytes)
        return .encoded(bytes)
      })
  }
}
