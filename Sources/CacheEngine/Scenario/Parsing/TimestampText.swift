/// A moment as YAML writes it: `2026-01-05`, `2026-01-05T09:30:00Z`, `2026-01-05 10:30:00+01:00`. In whole seconds; without a
/// zone it is UTC.
enum TimestampText {
  /// Whether somebody who wrote this meant a date.
  static func looksLike(_ text: String) -> Bool {
    let shape = text.utf8.prefix(11).map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
    guard shape.starts(with: "0000-00-00".utf8) else { return false }
    return shape.count == 10 || "Tt ".utf8.contains(shape[10])
  }

  /// `nil` when there is no such moment.
  static func secondsSince1970(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard looksLike(text), let year = number(bytes, 0..<4), let month = number(bytes, 5..<7),
      let day = number(bytes, 8..<10), let days = CivilTime.daysSince1970(year: year, month: month, day: day)
    else { return nil }
    guard bytes.count > 10 else { return days * 86_400 }
    guard bytes.count >= 19, bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = number(bytes, 11..<13), let minute = number(bytes, 14..<16), let second = number(bytes, 17..<19),
      hour < 24, minute < 60, second < 60, let offset = zoneOffset(Array(bytes[19...]))
    else { return nil }
    return days * 86_400 + hour * 3_600 + minute * 60 + second - offset
  }

  private static func zoneOffset(_ bytes: [UInt8]) -> Int64? {
    if bytes.isEmpty || bytes == Array("Z".utf8) || bytes == Array("z".utf8) { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), "+-".utf8.contains(bytes[0]),
      let hours = number(bytes, 1..<3), let minutes = number(bytes, 4..<6), hours < 24, minutes < 60
    else { return nil }
    return (hours * 3_600 + minutes * 60) * (bytes[0] == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
    guard bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(String(decoding: bytes[range], as: UTF8.self))
  }
}
