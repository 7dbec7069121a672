import Testing

@testable import CacheEngine

/// Every text here was made by CPython 3.11 and aiocache 0.12.3.
@Suite("Keys and values as aiocache makes them")
struct AiocacheTests {
  @Test(
    "texts have the repr that they have in Python",
    arguments: [
      ("", "''"), ("abc", "'abc'"), ("it's", "\"it's\""), ("say \"hi\"", "'say \"hi\"'"),
      ("it's \"both\"", "'it\\'s \"both\"'"), ("a\\b", "'a\\\\b'"),
      ("tab\u{9}nl\u{A}cr\u{D}", "'tab\\tnl\\ncr\\r'"), ("\u{0}\u{1F}\u{7F}", "'\\x00\\x1f\\x7f'"),
      ("\u{E9}", "'\u{E9}'"), ("\u{85}\u{A0}\u{AD}", "'\\x85\\xa0\\xad'"), ("\u{65E5}\u{672C}", "'\u{65E5}\u{672C}'"),
      ("\u{1F600}", "'\u{1F600}'"), ("\u{200B}\u{2028}\u{E000}", "'\\u200b\\u2028\\ue000'"),
      ("\u{E0001}", "'\\U000e0001'"), ("e\u{301}", "'e\u{301}'"),
    ])
  func texts(text: String, repr: String) {
    #expect(Array(text.pythonRepr.utf8) == Array(repr.utf8))
  }

  @Test(
    "numbers have the repr that they have in Python",
    arguments: [
      (0.0, "0.0"), (-0.0, "-0.0"), (1.0, "1.0"), (1.5, "1.5"), (-2.25, "-2.25"), (0.1, "0.1"), (100.0, "100.0"),
      (1e15, "1000000000000000.0"), (1e16, "1e+16"), (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
      (9_007_199_254_740_992.0, "9007199254740992.0"), (0.0001, "0.0001"), (1e-05, "1e-05"), (1.5e-07, "1.5e-07"),
      (1e22, "1e+22"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (.leastNonzeroMagnitude, "5e-324"),
      (3.14159, "3.14159"), (1_234_567.125, "1234567.125"), (0.001, "0.001"),
      (12_345_678_901_234_568.0, "1.2345678901234568e+16"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
    ])
  func numbers(number: Double, repr: String) {
    #expect(number.pythonRepr == repr)
  }

  private func text<each Argument: PythonRepresentable>(_ argument: repeat each Argument) -> String {
    KeyBuilder<repeat each Argument>.aiocache(module: "main").make("F", repeat each argument).text
  }

  @Test("a function's key is made of its module, its name and its arguments")
  func functionKeys() {
    #expect(text(1) == "mainF(1,)[]")
    #expect(text("1") == "mainF('1',)[]")
    #expect(text(1, "a", true, Int?.none, 2.5) == "mainF(1, 'a', True, None, 2.5)[]")
    #expect(text() == "mainF()[]")
  }

  @Test("arguments that are passed by name are sorted by it")
  func keywords() {
    let style = AiocacheKey(module: "main")
    #expect(style.text("F", [("item_id", "1")]) == "mainF()[('item_id', 1)]")
    #expect(style.text("F", [("b", "1"), ("a", "2"), ("B", "3")]) == "mainF()[('B', 3), ('a', 2), ('b', 1)]")
    #expect(style.text("F", [("q", "it's".pythonRepr), ("page", "2")]) == "mainF()[('page', 2), ('q', \"it's\")]")
  }

  @Test(
    "values are written as json.dumps does, however they were written before",
    arguments: [
      (
        #"{"item_id":5,"name":"Item 5","description":"This is a cached item."}"#,
        #"{"item_id": 5, "name": "Item 5", "description": "This is a cached item."}"#
      ),
      (
        #"[{"user_id":1,"name":"Alice"},{"user_id":2,"name":"Bob"}]"#,
        #"[{"user_id": 1, "name": "Alice"}, {"user_id": 2, "name": "Bob"}]"#
      ),
      (
        #"{"a":1.50,"b":1e20,"c":0.0000001,"d":1e2,"e":[ ],"f":{ },"g":null,"h":true,"i":-0.0}"#,
        #"{"a": 1.5, "b": 1e+20, "c": 1e-07, "d": 100.0, "e": [], "f": {}, "g": null, "h": true, "i": -0.0}"#
      ),
      (
        #"{"t":"é 😀 \u007f \"q\" \\ \n \/ </script>"}"#,
        #"{"t": "\u00e9 \ud83d\ude00 \u007f \"q\" \\ \n / </script>"}"#
      ),
      ("\"text\"", "\"text\""), ("12345678901234567890", "12345678901234567890"),
    ])
  func values(text: String, written: String) throws {
    let serializer = Serializer<JSONValue>.aiocacheJSON
    let value = try serializer.decode(Array(text.utf8))
    #expect(String(decoding: try serializer.encode(value), as: UTF8.self) == written)
    #expect(try serializer.encode(serializer.decode(Array(written.utf8))) == Array(written.utf8))
  }

  static let endpoint = """
    name: shared
    endpoints:
      - name: read_item
        path: /items/{item_id:int}
        load: 1ms
        response: {item_id: "{item_id}", name: "Item {item_id}", price: 1.50, note: "é"}
        cache: {key: {aiocache: main}, serializer: aiocache-json}

    """

  @Test("an endpoint keeps the value alone, under the key that FastAPI's call gives")
  func endpoint() async throws {
    let store = MemoryStore()
    let lab = Lab(try ScenarioParser.scenario(of: Self.endpoint, file: "a.yaml"), clock: RealClock(), store: store)
    _ = await lab.respond(to: Request(target: "/items/5"))
    let key = CacheKey("mainread_item()[('item_id', 5)]")
    let entry = try #require(try await store.get(key, at: lab.clock.now).entry)
    #expect(
      String(decoding: entry.bytes, as: UTF8.self)
        == #"{"item_id": 5, "name": "Item 5", "price": 1.5, "note": "\u00e9"}"#)
  }

  @Test(
    "keys in a scenario can be said in three ways",
    arguments: [
      ("aiocache", AiocacheKey(module: "main")), ("{aiocache: app.api}", AiocacheKey(module: "app.api")),
      (
        "{aiocache: {module: __main__, arguments: positional}}",
        AiocacheKey(module: "__main__", isPositional: true)
      ), ("{aiocache: {module: main, arguments: keywords}}", AiocacheKey(module: "main")),
    ])
  func scenarioKeys(text: String, key: AiocacheKey) throws {
    let scenario = try ScenarioParser.scenario(
      of: Self.endpoint.replacing("{aiocache: main}", with: text), file: "a.yaml")
    #expect(scenario.endpoints.first?.cache?.key == .aiocache(key))
  }

  @Test(
    "settings for which an entry must say more than its value are refused",
    arguments: [
      "stale-while-revalidate: 5s", "stale-if-error: 5s", "negative-ttl: 5s", "refresh-ahead: 0.8",
      "protection: {early-refresh: {beta: 1}}", "versioned: true", "tags: [a]",
    ])
  func contradictions(setting: String) {
    let text = Self.endpoint.replacing("serializer: aiocache-json", with: "serializer: aiocache-json, \(setting)")
    let error = #expect(throws: ScenarioError.self) { try ScenarioParser.scenario(of: text, file: "a.yaml") }
    #expect("\(error.map { "\($0)" } ?? "")".contains("aiocache-json keeps the value alone"))
  }
}
