#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Serializer where Value: Codable {
  /// JSON of any `Codable` value, fields in alphabetical order. Refuses dates, which JSON has no type for: a value that
  /// holds one is returned to the caller and not stored. Choose a strategy with ``json(dates:)``.
  public static var json: Serializer { json(dates: .refuse) }

  /// JSON with a way to write dates. Read with the same strategy, they come back to the second.
  public static func json(dates: JSONDateStrategy) -> Serializer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = dates.encoding
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = dates.decoding
    return Serializer(
      name: "json", encode: { Array(try encoder.encode($0)) },
      decode: { try decoder.decode(Value.self, from: Data($0)) })
  }

  /// A binary property list: the native format that carries any `Codable` value, dates included, as pickle does in Python,
  /// but without running anything when it is read.
  public static var propertyList: Serializer {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    let decoder = PropertyListDecoder()
    // A property list cannot be a bare number or text: every value travels in a list of one.
    return Serializer(
      name: "property-list", encode: { Array(try encoder.encode([$0])) },
      decode: { bytes in
        // Other property list formats are not ours, and their parsers need not meet what another program wrote.
        guard bytes.starts(with: "bplist00".utf8) else { throw SerializerError.notDecodable("\(Value.self)") }
        let values = try decoder.decode([Value].self, from: Data(bytes))
        guard values.count == 1 else { throw SerializerError.notDecodable("\(Value.self)") }
        return values[0]
      })
  }
}

extension JSONDateStrategy {
  fileprivate var encoding: JSONEncoder.DateEncodingStrategy {
    switch self {
    case .refuse:
      .custom { _, encoder in
        let field = encoder.codingPath.last?.stringValue ?? "the value"
        throw JSONError.dateNeedsStrategy(field: field)
      }
    case .iso8601: .iso8601
    case .secondsSince1970: .secondsSince1970
    }
  }

  fileprivate var decoding: JSONDecoder.DateDecodingStrategy {
    switch self {
    case .refuse:
      .custom { decoder in
        let field = decoder.codingPath.last?.stringValue ?? "the value"
        throw JSONError.dateNeedsStrategy(field: field)
      }
    case .iso8601: .iso8601
    case .secondsSince1970: .secondsSince1970
    }
  }
}
