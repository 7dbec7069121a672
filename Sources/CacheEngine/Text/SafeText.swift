/// Turns foreign text into text that can be shown anywhere: no byte of it can move a cursor, change a colour, reorder a
/// line or hide itself.
///
/// Keys, values, error messages and names from outside pass through here, and only here, on their way to the screen, to
/// standard error, to logs and to exports. What cannot be shown is written as an escape:
///
/// - `\n`, `\r`, `\t`;
/// - `\x1b` for any other ASCII control, and `\xff` for a byte that is not UTF-8;
/// - `\u{202e}` for every other character without a picture of its own: C1 controls, direction and zero-width
///   characters, tags, variation selectors, exotic blanks, private and unassigned characters, and combining marks that
///   have no base or are more than the second on it.
///
/// A backslash is doubled where it would otherwise read as the start of an escape. So different inputs give different
/// outputs, and the input can be read back from the output, unless the limit cut it.
public struct SafeText: Sendable {
  /// Output longer than this many characters is cut, and ends in an ellipsis within the limit.
  public var limit: Int
  /// Blanks at the end become `\x20`, so that two keys that differ in them look different.
  public var marksTrailingBlanks: Bool
  /// Everything outside ASCII is escaped, for a terminal that shows no more.
  public var isASCIIOnly: Bool

  public init(limit: Int = 4_096, marksTrailingBlanks: Bool = false, isASCIIOnly: Bool = false) {
    self.limit = max(0, limit)
    self.marksTrailingBlanks = marksTrailingBlanks
    self.isASCIIOnly = isASCIIOnly
  }

  public func callAsFunction(_ text: String) -> String {
    if isHarmless(text.utf8) { return text }
    return escaped(text.utf8)
  }

  /// - Complexity: O(limit), however long `bytes` is, apart from marking blanks at the end.
  public func callAsFunction(_ bytes: some BidirectionalCollection<UInt8>) -> String {
    if isHarmless(bytes) { return String(decoding: bytes, as: UTF8.self) }
    return escaped(bytes)
  }

  /// Plain ASCII within the limit, which is nearly everything, is already its own picture.
  private func isHarmless(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
    if marksTrailingBlanks, bytes.last == UInt8(ascii: " ") { return false }
    var count = 0
    for byte in bytes {
      count += 1
      if count > limit || byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\\") { return false }
    }
    return true
  }

  private func escaped(_ bytes: some BidirectionalCollection<UInt8>) -> String {
    var body = bytes[...]
    var blanks = 0
    if marksTrailingBlanks {
      while body.last == UInt8(ascii: " ") {
        body.removeLast()
        blanks += 1
      }
    }
    var writer = SafeTextWriter(limit: limit, isASCIIOnly: isASCIIOnly)
    var input = body.makeIterator()
    var parser = UTF8.ForwardParser()
    var index = body.startIndex
    parsing: while !writer.isFull {
      switch parser.parseScalar(from: &input) {
      case .valid(let encoded):
        index = body.index(index, offsetBy: encoded.count)
        writer.write(UTF8.decode(encoded))
      case .error(let length):
        for _ in 0..<length {
          writer.write(brokenByte: body[index])
          index = body.index(after: index)
        }
      case .emptyInput:
        break parsing
      }
    }
    for _ in 0..<min(blanks, limit) {
      writer.write(brokenByte: UInt8(ascii: " "))
    }
    return writer.finish()
  }
}
