import Testing

@testable import CacheEngine

/// What somebody could put into a file to hurt whoever opens it.
@Suite("Scenario files that mean no good")
struct ScenarioLimitTests {
  private func error(_ text: String) -> String {
    error(Array(text.utf8))
  }

  private func error(_ bytes: [UInt8]) -> String {
    do throws(ScenarioError) {
      _ = try ScenarioParser.scenario(of: bytes, file: "t.yaml")
      return "none"
    } catch {
      return error.description
    }
  }

  private static let endpoints = "endpoints: [{name: a, path: \"/a/{id:int}\"}]\n"

  private func list(_ name: String, _ count: Int, _ element: (Int) -> String) -> String {
    "\(name): [" + (0..<count).map(element).joined(separator: ", ") + "]"
  }

  @Test("lists have a length that is just possible, and one that is not")
  func lengths() {
    let endpoint = { (index: Int) in "{name: a\(index), path: /a\(index)}" }
    #expect(error(list("endpoints", 64, endpoint)) == "none")
    #expect(
      error(list("endpoints", 65, endpoint))
        == "t.yaml:1:12: endpoints: 65 endpoints are too many; at most 64 are possible")
    let lists: [(String, Int, String, String)] = [
      ("workload", 64, "{endpoint: a, rate: 1/s}", "streams"), ("steps", 1_000, "{at: 5s, clear: a}", "steps"),
      ("expect", 200, "hits > 5", "expectations"),
    ]
    for (name, most, element, noun) in lists {
      #expect(error(Self.endpoints + list(name, most) { _ in element }) == "none")
      #expect(
        error(Self.endpoints + list(name, most + 1) { _ in element })
          == "t.yaml:2:\(name.count + 3): \(name): \(most + 1) \(noun) are too many; at most \(most) are possible")
    }
  }

  @Test("a megabyte is just possible, a byte more is not")
  func size() {
    let padding = ScenarioParser.mostBytes - Self.endpoints.utf8.count
    #expect(error(Self.endpoints + "#" + String(repeating: "x", count: padding - 1)) == "none")
    #expect(
      error(Self.endpoints + "#" + String(repeating: "x", count: padding))
        == "t.yaml:1:1: the file is larger than 1 MiB; a scenario is small")
  }

  @Test("nesting ends at 32 levels, before anything could overflow")
  func nesting() {
    func nested(_ levels: Int) -> String {
      "endpoints: [{name: a, path: /a, response: "
        + String(repeating: "[", count: levels) + String(repeating: "]", count: levels) + "}]"
    }
    // A mapping, a list and a mapping are around the response.
    #expect(error(nested(30)) == "none")
    #expect(error(nested(31)) == "t.yaml:1:73: nested deeper than 32 levels")
    #expect(error(String(repeating: "[", count: 100_000)) == "t.yaml:1:33: nested deeper than 32 levels")
    #expect(error(String(repeating: "{a: ", count: 100_000)) == "t.yaml:1:129: nested deeper than 32 levels")
    #expect(error(String(repeating: "- ", count: 100_000)) == "t.yaml:1:1999: nested deeper than 32 levels")
    #expect(error(String(repeating: "? ", count: 100_000)) == "t.yaml:1:1999: nested deeper than 32 levels")
    // Brackets that are only texts.
    let texts = String(repeating: "'[[[[', \"{{{{\", ", count: 20)
    #expect(error("endpoints: [{name: a, path: /a, response: [\(texts)]}]") == "none")
    #expect(error("description: it's [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ # [[[[\n" + Self.endpoints) == "none")
    // Closing brackets in quotes hide opening ones from nobody.
    #expect(error(String(repeating: "[\"]\", ", count: 100_000)) == "t.yaml:1:193: nested deeper than 32 levels")
    #expect(
      error("a: |\n  '\nb: " + String(repeating: "[", count: 50_000) + "'").hasSuffix("nested deeper than 32 levels"))
  }

  @Test("aliases of aliases of aliases are refused before they are multiplied")
  func aliases() {
    var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<30 {
      laughs +=
        "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    let message = "*a0 is an alias; aliases and anchors are not taken: write the value itself"
    #expect(error(laughs) == "t.yaml:2:10: \(message)")
    #expect(error(laughs + "? *a29\n: x\n") == "t.yaml:2:10: \(message)")
    #expect(error("a: &a b\n? *a").hasPrefix("t.yaml:2:3: *a is an alias"))
    for text in ["Q&A *A", "a & b * b", "&a *ab", "&ab *a", "*a &a", "& *", "&a*a"] {
      #expect(error("description: '\(text)'\n" + Self.endpoints) == "none", "\(text)")
    }
    #expect(error("\"&a0\"\n" + "|\n  '\n" + laughs) == "t.yaml:5:10: \(message)")
  }

  @Test(
    "bytes that are no text are refused where they stand",
    arguments: [
      ([0x6E, 0x00], #"1:2: the character \x00 is not allowed; write it as an escape in a text in double quotes"#),
      (
        [0x0A, 0x1B, 0x5B], #"2:1: the character \x1b is not allowed; write it as an escape in a text in double quotes"#
      ),
      ([0x0D, 0x0A, 0x20, 0xFF], #"2:2: the byte \xff at offset 3 is not UTF-8; save the file as UTF-8"#),
      ([0xEF, 0xBB, 0xBF, 0xC3, 0xA9, 0xC3], #"1:2: the byte \xc3 at offset 5 is not UTF-8; save the file as UTF-8"#),
      ([0xFF, 0xFE, 0x61, 0x00], #"1:1: the byte \xff at offset 0 is not UTF-8; save the file as UTF-8"#),
    ] as [([UInt8], String)])
  func bytes(bytes: [UInt8], message: String) {
    #expect(error(bytes) == "t.yaml:\(message)")
  }

  @Test("nothing that a file says can move the cursor of whoever reads the error")
  func escapes() {
    let nasty = #"\e[2J\0\u202E"#
    for text in [
      "\"\(nasty)\": 5", "name: x\n\"\(nasty)\": 5", "endpoints: [{name: \"\(nasty)\", path: /a}]",
      "endpoints: [{name: a, path: \"\(nasty)\"}]", "endpoints: [{name: a, path: \"/{\(nasty)}/{\(nasty)}\"}]",
      "endpoints: [{name: a, path: \"/\(nasty)/{b}\", example: \"\(nasty)\"}]",
      "endpoints: [{name: a, path: \"/\(nasty)\", response: {\"\(nasty){\": 5}}]",
      "endpoints: [{name: a, path: \"/{\(nasty)}\", cache: {key: \"{b}\"}}]",
      "endpoints: [{name: a, path: /a, load: \"\(nasty)\"}]", Self.endpoints + "expect: [\"\(nasty)\"]",
      Self.endpoints + "expect: [\"hits > \(nasty)\"]", Self.endpoints + "expect: [\"\(nasty) > 5\"]",
      "endpoints: [{name: a, path: \"/\(nasty)\"}]\ndatabase: {rows: {b: 5}}",
      Self.endpoints + "store: {kind: redis, url: \"redis://h:\(nasty)\"}",
      Self.endpoints + "steps: [{at: 5s, clear: \"\(nasty)\"}]", Self.endpoints + "duration: \"\(nasty)\"",
    ] {
      let message = error(text)
      #expect(message != "none", "\(text)")
      #expect(message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{202E}" }, "\(text)")
    }
    let file = ScenarioError(file: "a\u{1B}[2J", position: TextPosition(), problem: "x")
    #expect(file.description == #"a\x1b[2J:1:1: x"#)
  }

  @Test("a password in an address is never repeated")
  func passwords() {
    for url in [
      "redis://:s3cret@h:99999", "http://u:s3cret@h", "redis://u:s3cret@[h", "redis://:s3cret@h/x", "s3cret@#",
    ] {
      let message = error(Self.endpoints + "store: {kind: redis, url: \"\(url)\"}")
      #expect(message.hasPrefix("t.yaml:2:27: store.url: ") && !message.contains("s3cret"), "\(message)")
    }
  }
}
