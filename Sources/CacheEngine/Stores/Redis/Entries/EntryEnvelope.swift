/// How an entry's facts travel with its bytes on a server, for policies that need them: one line before the value.
///
/// `#ttlscope1 f=1732471200000000 w=1732471140000000 d=2000000 b=1732471138000000 n=0\n`: fresh until, written at, load time
/// and its beginning, in microseconds (Unix time where a moment is meant), and whether the row is absent. A value without
/// that line is a value as it is.
enum EntryEnvelope {
  private static let mark = Array("#ttlscope1 ".utf8)
  /// Longer than any line that is written here.
  static let longestLine = 160

  static func wrap(_ value: EncodedValue, at now: Timestamp, unixTime: Int64) -> [UInt8] {
    let facts = value.facts
    let offset = unixTime - now.nanoseconds / 1_000
    let fresh = facts.freshUntil == .distantFuture ? 0 : facts.freshUntil.nanoseconds / 1_000 + offset
    let written = facts.writtenAt.map { $0.nanoseconds / 1_000 + offset } ?? 0
    let line =
      "f=\(fresh) w=\(written) d=\(facts.loadNanoseconds / 1_000) b=\(facts.loadBegan / 1_000) n=\(facts.isNegative ? 1 : 0)\n"
    return mark + line.utf8 + value.bytes
  }

  /// The bytes and the facts; all bytes and no facts where there is no such line.
  static func unwrap(_ bytes: [UInt8], at now: Timestamp, unixTime: Int64) -> (bytes: [UInt8], facts: EntryFacts) {
    guard bytes.starts(with: mark), let end = bytes.prefix(longestLine).firstIndex(of: UInt8(ascii: "\n")),
      let numbers = numbers(in: bytes[mark.count..<end])
    else { return (bytes, .unknown) }
    let offset = unixTime - now.nanoseconds / 1_000
    func moment(_ unix: Int64) -> Timestamp { Timestamp(nanoseconds: saturating(unix - offset)) }
    let facts = EntryFacts(
      freshUntil: numbers[0] == 0 ? .distantFuture : moment(numbers[0]),
      writtenAt: numbers[1] == 0 ? nil : moment(numbers[1]),
      loadTime: .nanoseconds(max(0, saturating(numbers[2]))), loadBegan: saturating(numbers[3]),
      isNegative: numbers[4] == 1)
    return (Array(bytes[(end + 1)...]), facts)
  }

  private static func saturating(_ microseconds: Int64) -> Int64 {
    let (product, overflow) = microseconds.multipliedReportingOverflow(by: 1_000)
    return overflow ? (microseconds < 0 ? .min : .max) : product
  }

  /// `nil` unless the line is exactly as it is written here; moments lie within some ten thousand years.
  private static func numbers(in line: ArraySlice<UInt8>) -> [Int64]? {
    let fields = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    let names = "fwdbn".utf8
    guard fields.count == names.count else { return nil }
    var numbers: [Int64] = []
    for (field, name) in zip(fields, names) {
      guard field.starts(with: [name, UInt8(ascii: "=")]),
        let number = Int64(String(decoding: field.dropFirst(2), as: UTF8.self)), abs(number / 2) < 1 << 58
      else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}
