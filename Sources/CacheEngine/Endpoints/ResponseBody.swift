/// A response's body: what a load has just made, or the bytes that a store kept of it.
///
/// A hit passes its bytes on: they are checked to be JSON, but no tree is built that nobody looks at.
enum ResponseBody: Sendable {
  case loaded(LoadedResponse)
  case kept([UInt8])

  /// The bytes that go to the client. Like FastAPI, the response itself writes dates as ISO 8601, whatever the cache's
  /// serializer thinks of them.
  var bytes: [UInt8] {
    switch self {
    case .kept(let bytes): bytes
    case .loaded(let response): (try? response.bytes(dates: .iso8601)) ?? []
    }
  }

  /// When the database was read; `nil` where that is the entry's to say.
  var readPoint: ReadPoint? {
    guard case .loaded(let response) = self else { return nil }
    return ReadPoint(change: response.reading.asOf, moment: response.reading.readAt)
  }

  /// False when the database had no such row.
  var hasRow: Bool {
    if case .loaded(let response) = self { response.reading.exists } else { true }
  }
}

/// What one query of the database came to.
struct LoadedResponse: Sendable {
  var template: ResponseTemplate
  var arguments: RouteArguments
  var reading: RowReading

  func bytes(dates: JSONDateStrategy) throws(JSONError) -> [UInt8] {
    if !reading.exists { return Response.detail("Not Found") }
    return try template.bytes(for: arguments, dates: dates)
  }
}

extension Serializer where Value == ResponseBody {
  /// How a policy keeps bodies.
  static func of(_ policy: CachePolicy) -> Serializer {
    switch policy.format {
    case .json: kept(as: "json", dates: policy.dates)
    case .string: kept(as: "string", dates: .iso8601)
    case .propertyList: .responsePropertyList
    case .aiocacheJSON: .aiocacheJSON(dates: policy.dates)
    }
  }

  /// JSON, byte for byte as `json.dumps` writes it.
  private static func kept(as name: String, dates: JSONDateStrategy) -> Serializer {
    Serializer(
      name: name,
      encode: { body in
        switch body {
        case .loaded(let response): try response.bytes(dates: dates)
        case .kept(let bytes): bytes
        }
      },
      decode: { bytes in
        try JSONScanner.validate(bytes)
        return .kept(bytes)
      })
  }

  /// The body as a text in a binary property list, which carries dates as texts too.
  private static var responsePropertyList: Serializer {
    let text = Serializer<String>.propertyList
    return Serializer(
      name: text.name, encode: { try text.encode(String(decoding: $0.bytes, as: UTF8.self)) },
      decode: { .kept(Array(try text.decode($0).utf8)) })
  }
}
