/// The sequences that ttlscope itself sends; everything else is written by ncurses.
enum ControlSequence {
  static let beginUpdate = Array("\u{1B}[?2026h".utf8)
  static let endUpdate = Array("\u{1B}[?2026l".utf8)
  static let pasteOn = Array("\u{1B}[?2004h".utf8)
  static let mouseOn = Array("\u{1B}[?1000h\u{1B}[?1006h".utf8)
  static let mouseOff = Array("\u{1B}[?1006l\u{1B}[?1000l".utf8)

  /// Ends whatever sequence was cut short, and every mode above.
  static let allOff = Array("\u{18}\u{1B}[?2026l\u{1B}[?2004l".utf8) + mouseOff

  /// The most text, in UTF-8 bytes, that is sent to a clipboard. More is refused rather than cut.
  static let longestCopy = 100_000

  /// Puts `text` on the clipboard of the terminal (OSC 52), also through ssh. Nil when it is too long.
  static func copy(_ text: String) -> [UInt8]? {
    guard text.utf8.count <= longestCopy else { return nil }
    return Array("\u{1B}]52;c;".utf8) + Base64.encode(text.utf8) + [0x07]
  }

  private static let paletteReset = Array("\u{1B}]104\u{7}".utf8)

  /// What ncurses wrote, without the sequence that resets the terminal's palette. It comes on entering and on leaving,
  /// near the start, and would undo the colours that a user's theme has set; we change none.
  static func withoutPaletteReset(_ bytes: [UInt8]) -> [UInt8] {
    let length = paletteReset.count
    for start in bytes.indices.prefix(256) where bytes[start...].starts(with: paletteReset) {
      return Array(bytes[..<start] + bytes[(start + length)...])
    }
    return bytes
  }
}
