/// How an entry travels and is kept on a server: one line before the value, by which a reader knows that it holds what was
/// written under this key, all of it, unchanged.
///
/// `#ttlscope2 c=0123456789abcdef k=14:ttlscope:a key f=1732471200000000 w=1732471140000000 d=2000000 b=1732471138000000 n=0\n`
///
/// - `c`: the ``XXHash64`` of everything from `k` to the value's end, in hexadecimal digits.
/// - `k`: the key's length in bytes and the key, prefix included.
/// - `f` `w` `d` `b` `n`, only for policies that need them: fresh until, written at, load time and its beginning, in
///   microseconds (Unix time where a moment is meant), and whether the row is absent.
///
/// A value that does not begin so is another program's, and is taken as it is.
enum EntryEnvelope {
  static let mark = Array("#ttlscope2 ".utf8)
  private static let digits = Array("0123456789abcdef".utf8)
  /// Where the checksum's digits stand, and where what it covers begins.
  private static let checksum = 13..<29
  private static let covered = 30

  /// What is behind the bytes under a key.
  enum Content: Equatable {
    /// Another program's value.
    case bare
    /// A value of ours, which begins at `start`.
    case ours(start: Int, facts: EntryFacts)
    /// A value of ours, sound, but written under another key.
    case misplaced(key: [UInt8])
    /// A value of ours that is not as it was written.
    case damaged
  }

  /// Longer than any line for that key.
  static func longestLine(for name: [UInt8]) -> Int { 192 + name.count }

  static func wrap(_ value: EncodedValue, under name: [UInt8], at now: Timestamp, unixTime: Int64) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(longestLine(for: name) + value.bytes.count)
    kept += mark
    kept += "c=0000000000000000 k=\(name.count):".utf8
    kept += name
    if value.needsFacts { kept += FactsText.write(value.facts, at: now, unixTime: unixTime).utf8 }
    kept.append(UInt8(ascii: "\n"))
    kept += value.bytes
    var rest = sum(of: kept)
    for index in checksum.reversed() {
      kept[index] = digits[Int(rest & 15)]
      rest >>= 4
    }
    return kept
  }

  /// - Parameter isWhole: False where the end of the value is missing, whose checksum then cannot be looked at.
  static func content(
    of bytes: [UInt8], under name: [UInt8], at now: Timestamp, unixTime: Int64, isWhole: Bool = true
  ) -> Content {
    guard bytes.starts(with: mark) else { return isNearlyMarked(bytes) ? .damaged : .bare }
    guard let line = EnvelopeLine(bytes, covered), !isWhole || hasRightSum(bytes) else { return .damaged }
    guard bytes[line.name].elementsEqual(name) else { return .misplaced(key: Array(bytes[line.name])) }
    if line.facts.isEmpty { return .ours(start: line.end + 1, facts: .unknown) }
    guard let facts = FactsText.read(bytes[line.facts], at: now, unixTime: unixTime) else { return .damaged }
    return .ours(start: line.end + 1, facts: facts)
  }

  private static func sum(of kept: [UInt8]) -> UInt64 {
    kept.withUnsafeBytes { XXHash64.digest(UnsafeRawBufferPointer(rebasing: $0[covered...])) }
  }

  private static func hasRightSum(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= covered else { return false }
    var rest = sum(of: bytes)
    for index in checksum.reversed() {
      guard bytes[index] == digits[Int(rest & 15)] else { return false }
      rest >>= 4
    }
    return true
  }

  /// A mark with a bit or two that arrived wrong would pass for another program's value.
  private static func isNearlyMarked(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= mark.count else { return false }
    return zip(mark, bytes).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount } <= 2
  }
}

/// The places in an envelope's line.
private struct EnvelopeLine {
  var name: Range<Int>
  /// Empty where there are none.
  var facts: Range<Int>
  /// Where the line's end stands.
  var end: Int

  /// `nil` unless the line is exactly as it is written.
  init?(_ bytes: [UInt8], _ start: Int) {
    guard bytes.count > start, bytes[11] == UInt8(ascii: "c"), bytes[12] == UInt8(ascii: "="),
      bytes[start - 1] == UInt8(ascii: " "), bytes[start...].starts(with: "k=".utf8)
    else { return nil }
    var index = start + 2
    var count = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]), index < start + 12 {
      count = count * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    guard index > start + 2, index < bytes.count, bytes[index] == UInt8(ascii: ":"), count < bytes.count - index - 1
    else { return nil }
    name = index + 1..<index + 1 + count
    guard let end = bytes[name.upperBound...].prefix(160).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    facts = name.upperBound..<end
    self.end = end
  }
}
