import CacheEngine
import Testing

@Suite("Text made safe")
struct SafeTextTests {
  @Test(
    "writes what cannot be shown as an escape",
    arguments: [
      ("plain text", "plain text"),
      ("é中😀", "é中😀"),
      ("a\u{1B}[2Jb", #"a\x1b[2Jb"#),
      ("\n\r\t\u{0}\u{7F}", #"\n\r\t\x00\x7f"#),
      ("\u{9B}31m", #"\u{9b}31m"#),
      ("\u{202E}abc\u{2066}", #"\u{202e}abc\u{2066}"#),
      ("a\u{200B}\u{FEFF}\u{E0041}", #"a\u{200b}\u{feff}\u{e0041}"#),
      ("👨\u{200D}👩", #"👨\u{200d}👩"#),
      ("❤\u{FE0F}", #"❤\u{fe0f}"#),
      ("\u{A0}\u{3000}\u{2028}", #"\u{a0}\u{3000}\u{2028}"#),
      ("\u{E000}\u{F0000}\u{0378}", #"\u{e000}\u{f0000}\u{378}"#),
      ("e\u{301}", "e\u{301}"),
      ("\u{301}e", #"\u{301}e"#),
      ("e\u{301}\u{302}\u{303}\u{304}", #"e"# + "\u{301}\u{302}" + #"\u{303}\u{304}"#),
      ("\u{3164}\u{115F}\u{2800}", #"\u{3164}\u{115f}\u{2800}"#),
    ])
  func escapes(input: String, output: String) {
    #expect(SafeText()(input).unicodeScalars.elementsEqual(output.unicodeScalars))
  }

  @Test(
    "doubles a backslash only where it would read as an escape",
    arguments: [
      (#"C:\dir\file"#, #"C:\dir\file"#),
      (#"C:\new"#, #"C:\\new"#),
      (#"\\"#, #"\\\"#),
      (#"\"#, #"\"#),
      ("\\\n", #"\\\n"#),
      (#"\u{41}"#, #"\\u{41}"#),
    ])
  func backslashes(input: String, output: String) {
    #expect(SafeText()(input) == output)
  }

  @Test("shows bytes that are not UTF-8 one by one")
  func brokenBytes() {
    #expect(SafeText()([0x61, 0xFF, 0xC3, 0x28, 0xE2, 0x82, 0x41]) == #"a\xff\xc3(\xe2\x82A"#)
    #expect(SafeText()([0xC0, 0xAF, 0xED, 0xA0, 0x80]) == #"\xc0\xaf\xed\xa0\x80"#)
  }

  @Test("marks blanks at the end when asked")
  func trailingBlanks() {
    let marking = SafeText(marksTrailingBlanks: true)
    #expect(marking("a b  ") == #"a b\x20\x20"#)
    #expect(marking("  ") == #"\x20\x20"#)
    #expect(SafeText()("a ") == "a ")
  }

  @Test("escapes everything outside ASCII when asked")
  func asciiOnly() {
    #expect(SafeText(isASCIIOnly: true)("é中") == #"\u{e9}\u{4e2d}"#)
    #expect(SafeText(limit: 5, isASCIIOnly: true)("abcdefgh") == "ab...")
  }

  @Test("cuts at the limit without cutting through an escape")
  func limit() {
    #expect(SafeText(limit: 5)("abcdefgh") == "abcd…")
    #expect(SafeText(limit: 5)("abcde") == "abcde")
    #expect(SafeText(limit: 6)("abc\u{1B}def") == "abc…")
    #expect(SafeText(limit: 0)("abc") == "")
    #expect(SafeText(limit: 100)([UInt8](repeating: 0, count: 1_000_000)).utf8.count <= 102)
  }

  @Test("gives nothing but printable characters, from which the input can be read back")
  func fuzz() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    let safe = SafeText(limit: .max / 2, marksTrailingBlanks: true)
    for round in 0..<20_000 {
      let bytes = hostileBytes(using: &generator)
      let output = safe(bytes)
      let offender = output.unicodeScalars.first { !isPrintable($0) }
      #expect(offender == nil, "seed \(seed), round \(round): \(bytes)")
      #expect(SafeTextReader.bytes(of: output) == bytes, "seed \(seed), round \(round): \(output)")
      if offender != nil { break }
    }
  }

  private func hostileBytes(using generator: inout SeededGenerator) -> [UInt8] {
    let favourites: [String] = [
      "\\", "n", "x", "u", "{", "}", "1b", "\u{1B}", "\n", " ", "\u{301}", "\u{489}", "\u{202E}", "é", "中", "\u{9B}",
      "\u{10A0D}", "\u{E0001}", "\u{FFFF}", "\u{FE0F}",
    ]
    return (0..<Int.random(in: 0...12, using: &generator)).flatMap { _ -> [UInt8] in
      switch Int.random(in: 0...3, using: &generator) {
      case 0: return [UInt8.random(in: 0...255, using: &generator)]
      case 1:
        let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) ?? "a"
        return Array(String(scalar).utf8)
      default: return Array(favourites[Int.random(in: 0..<favourites.count, using: &generator)].utf8)
      }
    }
  }

  private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}

/// Reads the notation of `SafeText` back: the proof that it says everything.
private enum SafeTextReader {
  static func bytes(of text: String) -> [UInt8] {
    var output: [UInt8] = []
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.first else {
        output += Array(String(scalar).utf8)
        continue
      }
      switch next {
      case "\\":
        output.append(0x5C)
        rest.removeFirst()
      case "n", "r", "t":
        output.append(next == "n" ? 0x0A : next == "r" ? 0x0D : 0x09)
        rest.removeFirst()
      case "x":
        output.append(UInt8(digits(rest.dropFirst().prefix(2))))
        rest.removeFirst(3)
      case "u":
        let body = rest.dropFirst(2).prefix { $0 != "}" }
        output += Array(String(Unicode.Scalar(digits(body)) ?? "?").utf8)
        rest.removeFirst(body.count + 3)
      default:
        output.append(0x5C)
      }
    }
    return output
  }

  private static func digits(_ scalars: ArraySlice<Unicode.Scalar>) -> UInt32 {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return UInt32(String(text), radix: 16) ?? 0
  }
}
