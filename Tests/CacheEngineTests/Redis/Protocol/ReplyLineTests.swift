import Testing

@testable import CacheEngine

/// hiredis ends a line at a return with a line feed, and nowhere else: the gauge must not see an end before.
@Suite("Lines of replies")
struct ReplyLineTests {
  private func passes(_ bytes: [UInt8], cut: Int) -> Bool {
    var gauge = ReplyGauge()
    for piece in [bytes[..<cut], bytes[cut...]] {
      guard piece.withUnsafeBytes({ (try? gauge.check($0)) != nil }) else { return false }
    }
    return true
  }

  @Test(
    "a line feed alone ends no line, wherever the bytes are split",
    arguments: ["+a\nb\r\n", "+\n", "-ERR x\n", ":1\n", "+a\r\r\n\n", "+a\n$14\r\n*1000000000\r\n\r\n", "*1\r\n+a\n"])
  func lineFeeds(_ text: String) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count { #expect(!passes(bytes, cut: cut), "cut at \(cut)") }
  }

  @Test(
    "a return alone belongs to the line, wherever the bytes are split", arguments: ["+a\rb\r\n", "+\r\r\n", "-\r\n"])
  func returns(_ text: String) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count { #expect(passes(bytes + Array("+OK\r\n".utf8), cut: cut), "cut at \(cut)") }
  }
}
