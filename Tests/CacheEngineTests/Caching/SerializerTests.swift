import Foundation
import Testing

@testable import CacheEngine

@Suite("Serializers") struct SerializerTests {
  struct Order: Codable, Hashable, Sendable {
    var id: Int
    var note: String?
    var at: Date
  }

  private let order = Order(id: 7, note: "é\n", at: Date(timeIntervalSince1970: 1_767_605_400))

  private func roundTrip<Value>(_ serializer: Serializer<Value>, _ value: Value) throws -> Value {
    try serializer.decode(try serializer.encode(value))
  }

  private func text<Value>(_ serializer: Serializer<Value>, _ value: Value) throws -> String {
    String(decoding: try serializer.encode(value), as: UTF8.self)
  }

  @Test("json writes fields in alphabetical order and reads its own")
  func json() throws {
    struct Item: Codable, Hashable { var name: String, id: Int, url: String }
    let item = Item(name: "x", id: 5, url: "a/b")
    #expect(try text(.json, item) == #"{"id":5,"name":"x","url":"a/b"}"#)
    #expect(try roundTrip(.json, item) == item)
    #expect(try roundTrip(.json, [1: "a"]) == [1: "a"])
    #expect(try roundTrip(.json, 5) == 5)
    #expect(try roundTrip(.json, "é😀") == "é😀")
  }

  @Test("nil is a value for json and property lists")
  func missing() throws {
    #expect(try text(.json, Int?.none) == "null")
    #expect(try roundTrip(.json, Int?.none) == nil)
    #expect(try roundTrip(.json, Int?.some(3)) == 3)
    #expect(try roundTrip(.propertyList, Int?.none) == nil)
    #expect(try roundTrip(.propertyList, Int?.some(3)) == 3)
  }

  @Test("json refuses a date by the name of its field, both ways")
  func refusedDate() throws {
    #expect(throws: JSONError.dateNeedsStrategy(field: "at")) { try Serializer<Order>.json.encode(order) }
    let bytes = try Serializer<Order>.json(dates: .iso8601).encode(order)
    #expect(throws: (any Error).self) { try Serializer<Order>.json.decode(bytes) }
  }

  @Test("with a date strategy an order comes back", arguments: [JSONDateStrategy.iso8601, .secondsSince1970])
  func dates(strategy: JSONDateStrategy) throws {
    #expect(try roundTrip(.json(dates: strategy), order) == order)
  }

  @Test("dates are written as the strategy says")
  func dateTexts() throws {
    #expect(try text(.json(dates: .iso8601), order).contains(#""at":"2026-01-05T09:30:00Z""#))
    #expect(try text(.json(dates: .secondsSince1970), order).contains(#""at":1767605400"#))
  }

  @Test("a property list carries dates, bare numbers and texts")
  func propertyList() throws {
    #expect(try roundTrip(.propertyList, order) == order)
    #expect(try roundTrip(.propertyList, 5) == 5)
    #expect(try roundTrip(.propertyList, "") == "")
    #expect(try roundTrip(.propertyList, [Double]()) == [])
  }

  @Test("text and bytes are kept as they are")
  func stringsAndBytes() throws {
    #expect(try text(.string, -5) == "-5")
    #expect(try roundTrip(.string, "é\0") == "é\0")
    #expect(try roundTrip(.string, 0.1) == 0.1)
    #expect(try roundTrip(.string, true))
    #expect(try roundTrip(.bytes, [0, 255]) == [0, 255])
    #expect(throws: SerializerError.notDecodable("Int")) { try Serializer<Int>.string.decode(Array("5x".utf8)) }
    #expect(throws: SerializerError.notDecodable("String")) { try Serializer<String>.string.decode([0xFF]) }
  }

  @Test("a serializer of your own does what it says, errors included")
  func custom() throws {
    struct Refused: Error {}
    let serializer = Serializer<Int>(
      name: "mine",
      encode: { number in
        guard number >= 0 else { throw Refused() }
        return [UInt8(number)]
      }, decode: { Int($0[0]) + 1 })
    #expect(serializer.name == "mine")
    #expect(try roundTrip(serializer, 4) == 5)
    #expect(throws: Refused.self) { try serializer.encode(-1) }
  }

  static let hostile: [[UInt8]] = [
    [], [0], [0xFF, 0xFE], Array("null".utf8), Array("{".utf8), Array(#"{"id":1e999,"at":0}"#.utf8),
    Array(#"{"id":"7"}"#.utf8), Array(repeating: UInt8(ascii: "["), count: 200_000),
    Array("bplist00".utf8), Array("bplist00".utf8) + Array(repeating: 0xFF, count: 64),
    Array("bplist00".utf8) + [0xA1, 0x00, 0x08] + Array(repeating: 0, count: 32),
    // An array that holds itself.
    Array("bplist00".utf8) + [0xA1, 0x00, 0x08] + [0, 0, 0, 0, 0, 0, 1, 1] + [0, 0, 0, 0, 0, 0, 0, 1]
      + [0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 10],
    Array(
      (#"<plist version="1.0">"# + String(repeating: "<array>", count: 50_000)
        + String(repeating: "</array>", count: 50_000) + "</plist>").utf8),
  ]

  @Test("hostile bytes are an error for every serializer of an order, never a crash", arguments: hostile)
  func hostileBytes(bytes: [UInt8]) {
    let serializers: [Serializer<Order>] = [.json, .json(dates: .secondsSince1970), .propertyList]
    for serializer in serializers {
      #expect(throws: (any Error).self) { try serializer.decode(bytes) }
    }
  }

  @Test("a property list with any one byte changed is read or refused, never a crash")
  func mutatedPropertyList() throws {
    let bytes = try Serializer<Order>.propertyList.encode(order)
    for place in bytes.indices {
      for flip in [0x01, 0x80, 0xFF] as [UInt8] {
        var mutated = bytes
        mutated[place] ^= flip
        _ = try? Serializer<Order>.propertyList.decode(mutated)
      }
    }
  }

  @Test("a property list in another format is foreign, however harmless")
  func foreignFormat() {
    let xml = #"<plist version="1.0"><array><integer>5</integer></array></plist>"#
    #expect(throws: SerializerError.notDecodable("Int")) {
      try Serializer<Int>.propertyList.decode(Array(xml.utf8))
    }
  }
}
