/// Patterns for `SCAN … MATCH` and for the channels of a subscription.
enum GlobPattern {
  /// Matches what begins with `bytes`, taken literally.
  static func prefix(_ bytes: [UInt8]) -> [UInt8] {
    var pattern: [UInt8] = []
    for byte in bytes {
      if "*?[]\\".utf8.contains(byte) { pattern.append(UInt8(ascii: "\\")) }
      pattern.append(byte)
    }
    return pattern + "*".utf8
  }

  /// Whether a name matches, as Redis sees it: `*`, `?`, `[a-z]`, `[^a]`, and a backslash before what is meant as it is.
  ///
  /// Source: Redis 7.0, `src/util.c`, `stringmatchlen`. In time of at most length times length: only the last star is gone
  /// back to, which is enough, because an earlier one would only have to take what a later one can.
  static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
    var place = 0
    var sign = 0
    var star: (sign: Int, place: Int)?
    while place < name.count {
      if sign < pattern.count, pattern[sign] == UInt8(ascii: "*") {
        star = (sign, place)
        sign += 1
      } else if let next = afterOne(name[place], in: pattern, at: sign) {
        place += 1
        sign = next
      } else if let last = star {
        star = (last.sign, last.place + 1)
        place = last.place + 1
        sign = last.sign + 1
      } else {
        return false
      }
    }
    return pattern[sign...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Where the pattern goes on when the sign at `sign` takes `byte`; `nil` when it does not.
  private static func afterOne(_ byte: UInt8, in pattern: [UInt8], at sign: Int) -> Int? {
    guard sign < pattern.count else { return nil }
    switch pattern[sign] {
    case UInt8(ascii: "?"): return sign + 1
    case UInt8(ascii: "["): return afterClass(byte, in: pattern, at: sign + 1)
    case UInt8(ascii: "\\") where sign + 1 < pattern.count: return pattern[sign + 1] == byte ? sign + 2 : nil
    case let plain: return plain == byte ? sign + 1 : nil
    }
  }

  private static func afterClass(_ byte: UInt8, in pattern: [UInt8], at start: Int) -> Int? {
    var sign = start
    let isNegated = sign < pattern.count && pattern[sign] == UInt8(ascii: "^")
    if isNegated { sign += 1 }
    var isIn = false
    while sign < pattern.count, pattern[sign] != UInt8(ascii: "]") {
      if pattern[sign] == UInt8(ascii: "\\"), sign + 1 < pattern.count {
        isIn = isIn || pattern[sign + 1] == byte
        sign += 2
      } else if sign + 2 < pattern.count, pattern[sign + 1] == UInt8(ascii: "-") {
        let (low, high) = (min(pattern[sign], pattern[sign + 2]), max(pattern[sign], pattern[sign + 2]))
        isIn = isIn || (low...high).contains(byte)
        sign += 3
      } else {
        isIn = isIn || pattern[sign] == byte
        sign += 1
      }
    }
    // A class that is not closed ends with the pattern.
    return isIn != isNegated ? min(sign + 1, pattern.count) : nil
  }
}
