/// Gathers the bytes of one paste up to its end mark, ESC [ 201 ~.
struct PasteCollector: Sendable {
  private static let endMark = Array("\u{1B}[201~".utf8)
  private var bytes: [UInt8] = []
  /// How much of the end mark the last bytes were.
  private var matched = 0

  var isEmpty: Bool { bytes.isEmpty && matched == 0 }

  /// Takes a byte. True when it completed the end mark.
  mutating func take(_ byte: UInt8) -> Bool {
    if byte == Self.endMark[matched] {
      matched += 1
      return matched == Self.endMark.count
    }
    for held in Self.endMark[..<matched] { keep(held) }
    matched = 0
    if byte == Self.endMark[0] {
      matched = 1
    } else {
      keep(byte)
    }
    return false
  }

  /// The text, with the carriage returns that terminals send for line ends as newlines. What is not UTF-8 is repaired.
  func finish() -> String {
    var lines: [UInt8] = []
    lines.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0A, previous == 0x0D {
        // The newline of a pair: its carriage return stands for both.
      } else {
        lines.append(byte == 0x0D ? 0x0A : byte)
      }
      previous = byte
    }
    return String(decoding: lines, as: UTF8.self)
  }

  private mutating func keep(_ byte: UInt8) {
    if bytes.count < KeyDecoder.longestPaste { bytes.append(byte) }
  }
}
