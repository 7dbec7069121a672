import Testing

@testable import CacheEngine

@Suite("Values that another program wrote")
struct ForeignValueTests {
  /// `pickle.dumps({"item_id": 5, "name": "Item 5", "ok": True, "price": 1.5}, 4)`, CPython 3.11.
  static let pickle: [UInt8] = [
    128, 4, 149, 56, 0, 0, 0, 0, 0, 0, 0, 125, 148, 40, 140, 7, 105, 116, 101, 109, 95, 105, 100, 148, 75, 5, 140, 4,
    110, 97, 109, 101, 148, 140, 6, 73, 116, 101, 109, 32, 53, 148, 140, 2, 111, 107, 148, 136, 140, 5, 112, 114, 105,
    99, 101, 148, 71, 63, 248, 0, 0, 0, 0, 0, 0, 117, 46,
  ]
  /// `pickle.dumps(datetime.date(2026, 1, 5), 2)`, CPython 3.11.
  static let datePickle: [UInt8] = [
    128, 2, 99, 100, 97, 116, 101, 116, 105, 109, 101, 10, 100, 97, 116, 101, 10, 113, 0, 99, 95, 99, 111, 100, 101, 99,
    115, 10, 101, 110, 99, 111, 100, 101, 10, 113, 1, 88, 5, 0, 0, 0, 7, 195, 170, 1, 5, 113, 2, 88, 6, 0, 0, 0, 108,
    97,
    116, 105, 110, 49, 113, 3, 134, 113, 4, 82, 113, 5, 133, 113, 6, 82, 113, 7, 46,
  ]
  /// `msgpack.packb({"id": 5, "tags": ["a", None, True, -1, 1.5, 300, b"xy"], "n": {}})`, msgpack-python 1.1.
  static let messagePack: [UInt8] = [
    131, 162, 105, 100, 5, 164, 116, 97, 103, 115, 151, 161, 97, 192, 195, 255, 203, 63, 248, 0, 0, 0, 0, 0, 0, 205, 1,
    44, 196, 2, 120, 121, 161, 110, 128,
  ]

  @Test(
    "are recognised by how they begin, and text is not taken for one",
    arguments: [
      (pickle, .pickle(protocolVersion: 4)), (datePickle, .pickle(protocolVersion: 2)), (messagePack, .messagePack),
      ([0x1F, 0x8B, 8, 0], .gzip), ([0x78, 0x9C, 0x4B, 0x4C, 0x04, 0xFF], .zlib), ([0x28, 0xB5, 0x2F, 0xFD, 0], .zstd),
      (Array("{\"a\": 1}".utf8), nil), (Array("x^2 + y^2".utf8), nil), (Array("hello".utf8), nil), ([], nil),
      ([0x80], nil),
      ([0x80, 9], nil), (Array("é".utf8), nil), ([0x91, 0xC1], nil), ([0x92, 1], nil),
    ] as [([UInt8], ForeignValue?)])
  func recognised(bytes: [UInt8], value: ForeignValue?) {
    #expect(ForeignValue(bytes) == value)
  }

  @Test("a pickle is listed, not executed")
  func pickles() {
    #expect(
      PickleOutline.lines(of: Self.pickle) == [
        "PROTO 4", "EMPTY_DICT", "MARK", "SHORT_BINUNICODE \"item_id\"", "BININT1 5", "SHORT_BINUNICODE \"name\"",
        "SHORT_BINUNICODE \"Item 5\"", "SHORT_BINUNICODE \"ok\"", "NEWTRUE", "SHORT_BINUNICODE \"price\"",
        "BINFLOAT 1.5",
        "SETITEMS", "STOP",
      ])
    let lines = PickleOutline.lines(of: Self.datePickle)
    #expect(lines.contains("GLOBAL datetime date"))
    #expect(lines.contains("REDUCE"))
    let title = ForeignValue.pickle(protocolVersion: 4).title(size: "67 B")
    #expect(title == "Python pickle, protocol 4, 67 B: not executed")
  }

  @Test("MessagePack reads like JSON")
  func messagePacks() {
    #expect(
      MessagePack.lines(of: Self.messagePack) == [
        "{", "  \"id\": 5,", "  \"tags\": [", "    \"a\",", "    null,", "    true,", "    -1,", "    1.5,", "    300,",
        "    <2 bytes>", "  ],", "  \"n\": {}", "}",
      ])
  }

  @Test(
    "lengths and depths that lie end the reading",
    arguments: [
      [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0xDF, 0xFF, 0xFF, 0xFF, 0xFF, 1], [0xDB, 0x7F, 0xFF, 0xFF, 0xFF, 1],
      [UInt8](repeating: 0x91, count: 100_000), [0xC6, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
  func lying(bytes: [UInt8]) {
    #expect(MessagePack.isWhole(bytes) == false)
    #expect(MessagePack.lines(of: bytes).last?.hasPrefix("not MessagePack") == true)
  }

  @Test("any bytes are outlined without harm, and in bounds")
  func anyBytes() {
    let seed: UInt64 = 4_711
    var generator = SeededGenerator(seed: seed)
    for round in 0..<5_000 {
      for whole in [Self.pickle, Self.datePickle, Self.messagePack] {
        var bytes = whole
        for _ in 0..<Int.random(in: 0...5, using: &generator) {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
        #expect(PickleOutline.lines(of: bytes).count <= PickleOutline.mostLines + 1, "seed \(seed), round \(round)")
        #expect(MessagePack.lines(of: bytes).count <= MessagePack.mostLines + 2, "seed \(seed), round \(round)")
        _ = ForeignValue(bytes)
      }
    }
  }
}
