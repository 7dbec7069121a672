/// Turns values into bytes and back.
public struct Serializer<Value: Sendable>: Sendable {
  /// Shown beside every entry: "json", "string", "property-list".
  public let name: String
  /// Whether another program reads and writes the same entries: then a store keeps the bytes and nothing beside them.
  @usableFromInline let isShared: Bool
  @usableFromInline let encode: @Sendable (Value) throws -> [UInt8]
  @usableFromInline let decode: @Sendable ([UInt8]) throws -> Value

  /// A serializer of your own. What `encode` throws means "not stored"; what `decode` throws, a miss.
  public init(
    name: String, encode: @escaping @Sendable (Value) throws -> [UInt8],
    decode: @escaping @Sendable ([UInt8]) throws -> Value
  ) {
    self.init(name: name, isShared: false, encode: encode, decode: decode)
  }

  @usableFromInline
  init(
    name: String, isShared: Bool, encode: @escaping @Sendable (Value) throws -> [UInt8],
    decode: @escaping @Sendable ([UInt8]) throws -> Value
  ) {
    self.name = name
    self.isShared = isShared
    self.encode = encode
    self.decode = decode
  }
}

extension Serializer where Value == [UInt8] {
  /// The bytes themselves.
  @inlinable
  public static var bytes: Serializer {
    Serializer(name: "bytes", encode: { $0 }, decode: { $0 })
  }
}

extension Serializer where Value: LosslessStringConvertible {
  /// The value's text as UTF-8. Decoding fails on bytes that are not UTF-8 or not such a value.
  public static var string: Serializer {
    Serializer(
      name: "string", encode: { Array($0.description.utf8) },
      decode: { bytes in
        guard let text = String(validating: bytes, as: UTF8.self), let value = Value(text) else {
          throw SerializerError.notDecodable("\(Value.self)")
        }
        return value
      })
  }
}

/// Why bytes are not a value.
public enum SerializerError: Error, Hashable, Sendable, CustomStringConvertible {
  case notDecodable(String)

  public var description: String {
    switch self {
    case .notDecodable(let type): "the bytes are not a \(type)"
    }
  }
}
