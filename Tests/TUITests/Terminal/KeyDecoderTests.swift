import CacheEngine
import Testing

@testable import TUI

@Suite("Decoding what a terminal sends")
struct KeyDecoderTests {
  private let start = ContinuousClock.now

  private func keys(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    let keys = decoder.feed(text.utf8, at: start)
    return keys + decoder.expire(at: start.advanced(by: .seconds(1)))
  }

  @Test(
    "knows the keys of all terminal families",
    arguments: [
      ("a", Key.character("a")), ("é", .character("é")), ("中", .character("中")), ("😀", .character("😀")),
      (" ", .character(" ")), ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace),
      ("\u{8}", .backspace), ("\u{3}", .control("c")), ("\u{1A}", .control("z")), ("\u{C}", .control("l")),
      ("\u{0}", .control(" ")), ("\u{1F}", .control("_")), ("\u{1B}", .escape), ("\u{1B}[A", .up), ("\u{1B}OA", .up),
      ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left), ("\u{1B}[1;5A", .up), ("\u{1B}[H", .home),
      ("\u{1B}OF", .end), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end),
      ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .backTab),
      ("\u{1B}OP", .function(1)), ("\u{1B}[[A", .function(1)), ("\u{1B}[[E", .function(5)),
      ("\u{1B}[11~", .function(1)),
      ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)), ("\u{1B}[21~", .function(10)),
      ("\u{1B}[24~", .function(12)), ("\u{1B}[15;2~", .function(5)), ("\u{1B}OM", .enter),
      ("\u{1B}[<0;10;5M", .mouse(MouseEvent(.press, column: 9, row: 4))),
      ("\u{1B}[<0;300;5m", .mouse(MouseEvent(.release, column: 299, row: 4))),
      ("\u{1B}[<64;1;1M", .mouse(MouseEvent(.wheelUp, column: 0, row: 0))),
      ("\u{1B}[<65;1;1M", .mouse(MouseEvent(.wheelDown, column: 0, row: 0))),
      ("\u{1B}[M *%", .mouse(MouseEvent(.press, column: 9, row: 4))),
      ("\u{1B}[M#*%", .mouse(MouseEvent(.release, column: 9, row: 4))),
      ("\u{1B}[M`*%", .mouse(MouseEvent(.wheelUp, column: 9, row: 4))),
    ])
  func knownKeys(bytes: String, key: Key) {
    #expect(keys(bytes) == [key])
  }

  @Test(
    "says nothing to what it does not know, and reads on after it",
    arguments: [
      "\u{1B}[2~", "\u{1B}[99~", "\u{1B}[?1;2c", "\u{1B}[I", "\u{1B}[<35;4;4M", "\u{1B}[<2;4;4M", "\u{1B}[5;1R",
      "\u{1B}]11;rgb:00/00/00\u{7}", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[\(String(repeating: "1;", count: 500))A", "\u{9B}",
      "\u{1B}Oz", "\u{1B}[[Z", "\u{1B}[M\u{1}\u{1}\u{1}",
    ])
  func unknown(bytes: String) {
    #expect(keys(bytes + "q") == [.character("q")])
  }

  @Test("tells a lone escape from a sequence by its silence")
  func escapeDelay() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B], at: start).isEmpty)
    #expect(decoder.deadline == start.advanced(by: .milliseconds(25)))
    #expect(decoder.expire(at: start.advanced(by: .milliseconds(24))).isEmpty)
    #expect(decoder.expire(at: start.advanced(by: .milliseconds(25))) == [.escape])
    #expect(decoder.deadline == nil)
    #expect(decoder.feed(Array("[A".utf8), at: start.advanced(by: .seconds(1))) == [.character("["), .character("A")])
  }

  @Test("puts a sequence together from pieces")
  func pieces() {
    for text in ["\u{1B}[<64;12;7M", "中", "\u{1B}[200~ab\u{1B}[201~"] {
      let bytes = Array(text.utf8)
      var decoder = KeyDecoder()
      let split = bytes.enumerated().flatMap { index, byte in
        decoder.feed([byte], at: start.advanced(by: .milliseconds(10 * index)))
      }
      #expect(split == keys(text))
    }
  }

  @Test("reads escapes before other keys as keys of their own")
  func escapeThenKey() {
    #expect(keys("\u{1B}q") == [.escape, .character("q")])
    #expect(keys("\u{1B}\u{1B}[A") == [.escape, .up])
    #expect(keys("\u{1B}[1\u{1B}[A") == [.up])
  }

  @Test("takes a paste as one text, with newlines for line ends and no command in it")
  func paste() {
    #expect(
      keys("\u{1B}[200~dq\r\nx\ry\u{3}\u{1B}[A\u{1B}[201~q") == [
        .paste("dq\nx\ny\u{3}\u{1B}[A"), .character("q"),
      ])
    #expect(keys("\u{1B}[200~\u{1B}\u{1B}[201~") == [.paste("\u{1B}")])
    #expect(keys("\u{1B}[200~\u{1B}[201~") == [.paste("")])
  }

  @Test("hands on a paste that pauses, and takes what follows within a second for its rest")
  func openPaste() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[200~abc".utf8, at: start).isEmpty)
    #expect(decoder.expire(at: start.advanced(by: .milliseconds(99))).isEmpty)
    let pause = start.advanced(by: .milliseconds(100))
    #expect(decoder.expire(at: pause) == [.paste("abc")])
    let late = pause.advanced(by: .milliseconds(900))
    #expect(decoder.feed("dy\u{1B}[201~q".utf8, at: late) == [.paste("dy"), .character("q")])
  }

  @Test("gives up waiting for the end of a paste after a second")
  func abandonedPaste() {
    var decoder = KeyDecoder()
    _ = decoder.feed("\u{1B}[200~abc".utf8, at: start)
    let pause = start.advanced(by: .milliseconds(100))
    _ = decoder.expire(at: pause)
    #expect(decoder.feed("q".utf8, at: pause.advanced(by: .seconds(1))) == [.character("q")])
    #expect(decoder.deadline == nil)
  }

  @Test("keeps no more than 64 KiB of a paste")
  func boundedPaste() {
    let text = String(repeating: "x", count: 200_000)
    guard case .paste(let kept)? = keys("\u{1B}[200~\(text)\u{1B}[201~").first else {
      Issue.record("no paste")
      return
    }
    #expect(kept.utf8.count == 64 * 1024)
  }

  @Test("survives any bytes and is itself again after silence")
  func fuzz() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    let pieces = ["\u{1B}", "[", "200~", "201~", "<0;1;1M", "M", "O", "]", "P", "\\", ";", "9", "~", "\u{7}", "中"]
    var decoder = KeyDecoder()
    var now = start
    for round in 0..<30_000 {
      let bytes: [UInt8] =
        Bool.random(using: &generator)
        ? Array((pieces.randomElement(using: &generator) ?? "").utf8)
        : (0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = decoder.feed(bytes, at: now)
      now = now.advanced(by: .milliseconds(Int.random(in: 0...30, using: &generator)))
      guard round % 100 == 99 else { continue }
      // The first silence hands a paste on, the longer one gives up its end.
      for silence in [KeyDecoder.patience, KeyDecoder.pastePatience] {
        now = now.advanced(by: silence)
        _ = decoder.expire(at: now)
      }
      #expect(decoder.state == .ground && decoder.deadline == nil, "seed \(seed), round \(round)")
      #expect(decoder.feed([UInt8(ascii: "q")], at: now) == [.character("q")], "seed \(seed), round \(round)")
    }
  }

  @Test(
    "encodes the clipboard as RFC 4648 does",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func base64(text: String, encoded: String) {
    #expect(String(decoding: Base64.encode(text.utf8), as: UTF8.self) == encoded)
    #expect(ControlSequence.copy(String(repeating: "x", count: 100_001)) == nil)
  }
}
