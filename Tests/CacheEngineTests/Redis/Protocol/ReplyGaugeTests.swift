import Testing

@testable import CacheEngine

@Suite("The gauge of replies")
struct ReplyGaugeTests {
  /// What it says of bytes that come in pieces that end at these places.
  private func verdict(_ bytes: [UInt8], cuts: [Int] = []) -> String? {
    var gauge = ReplyGauge()
    var start = 0
    do throws(RedisFailure) {
      for end in cuts + [bytes.count] {
        var failure: RedisFailure?
        bytes[start..<end].withUnsafeBytes { piece in
          do throws(RedisFailure) { try gauge.check(piece) } catch { failure = error }
        }
        if let failure { throw failure }
        start = end
      }
    } catch {
      return error.reason
    }
    return nil
  }

  static let sound = [
    "+OK\r\n", "-ERR no\r\n", ":-9223372036854775808\r\n", "$-1\r\n", "*-1\r\n", "*0\r\n", "$0\r\n\r\n",
    "$5\r\n\r\n$5\r\r\n", "*2\r\n$1\r\na\r\n*2\r\n:1\r\n*0\r\n+next\r\n",
    "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n:2\r\n",
  ]

  @Test("sound replies pass, wherever they are split", arguments: sound)
  func splits(_ text: String) {
    let bytes = Array((text + text).utf8)
    #expect(verdict(bytes) == nil)
    #expect(verdict(bytes, cuts: Array(1..<bytes.count)) == nil)
    for cut in 0...bytes.count { #expect(verdict(bytes, cuts: [cut]) == nil) }
  }

  static let unsound: [(String, String)] = [
    ("*2147483647\r\n", "more than 65536 elements"), ("$9223372036854775807\r\n", "larger than 8 MiB"),
    ("$99999999999999999999\r\n", "larger than 8 MiB"), ("$9999999999999999999\r\n", "larger than 8 MiB"),
    ("$8388609\r\n", "larger than 8 MiB"), ("$-2\r\n", "no number"),
    ("$\r\n", "no number"), ("$1x\r\n", "no number"), ("$--1\r\n", "no number"), ("$1\rx", "does not end"),
    ("$3\r\nabcXY", "longer than it says"), ("$3\r\nabc\rY", "longer than it says"),
    (String(repeating: "*1\r\n", count: 8), "deeper than 7"),
    (String(repeating: "*1\r\n", count: 10_000), "deeper than 7"),
    ("*65536\r\n:1\r\n*1\r\n", "more than 65536 elements"),
    ("%1\r\n", "not a Redis server: it says %1"), (">1\r\n", "not a Redis server"),
    ("HTTP/1.1 400 Bad Request\r\nServer: x\r\n", "not a Redis server: it says HTTP/1.1 400 Bad Request"),
    ("SSH-2.0-OpenSSH_9.2\r\n", "not a Redis server: it says SSH-2.0-OpenSSH_9.2"),
    ("\u{15}\u{3}\u{3}\0\u{2}", "it speaks TLS"), (":1\r\n%1\r\n", "the unknown type %"),
    (":1\r\n+PO\r\nx", "the unknown type x"),
  ]

  @Test("what is too much or makes no sense is stopped, wherever it is split", arguments: unsound)
  func stops(_ text: String, _ reason: String) {
    let bytes = Array(text.utf8)
    #expect(verdict(bytes)?.contains(reason) == true, "\(verdict(bytes) ?? "passed")")
    // What the server says is only known as far as it came.
    let whole = reason.contains("Redis server") || reason.contains("TLS") ? "not a Redis server" : reason
    #expect(verdict(bytes, cuts: Array(1..<bytes.count))?.contains(whole) == true)
  }

  @Test("a line that never ends, or a reply of many parts, is cut at 8 MiB")
  func budgets() {
    #expect(verdict(Array("+".utf8) + [UInt8](repeating: 120, count: 8 << 20)) == "reply larger than 8 MiB")
    #expect(verdict(Array("+".utf8) + [UInt8](repeating: 120, count: 8 << 19)) == nil)
    let part = Array("$1048576\r\n".utf8) + [UInt8](repeating: 120, count: 1 << 20) + [13, 10]
    let parts = Array("*8\r\n".utf8) + (0..<8).flatMap { _ in part }
    #expect(verdict(parts) == "reply larger than 8 MiB")
    #expect(verdict((0..<12).flatMap { _ in part }) == nil)
  }

  @Test("random bytes stop nothing", arguments: 1...50)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 1...2_000 {
      let alphabet = Array("*$+-:0123456789\r\n\r\n\r\nx".utf8)
      let bytes = (0..<generator.nextBelow(40)).map { _ in alphabet[generator.nextBelow(alphabet.count)] }
      let cut = generator.nextBelow(bytes.count + 1)
      #expect((verdict(bytes) == nil) == (verdict(bytes, cuts: [cut]) == nil), "seed \(seed): \(bytes)")
    }
  }
}
