/// A request's path and query, taken apart and percent-decoded.
struct RequestTarget {
  var segments: [String]
  var query: [(name: String, value: String)]

  init(_ target: String) {
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = halves[0].split(separator: "/", omittingEmptySubsequences: false)
    // A path begins with a slash: another one has no parts and matches no route.
    segments = parts.first == "" ? parts.dropFirst().map { percentDecoded($0) } : []
    query = (halves.count == 2 ? halves[1].split(separator: "&") : []).map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.formDecoded(sides[0]), sides.count == 2 ? Self.formDecoded(sides[1]) : "")
    }
  }

  /// In a query, unlike in a path, a plus sign is a blank.
  private static func formDecoded(_ text: Substring) -> String {
    percentDecoded(text.utf8.contains(UInt8(ascii: "+")) ? Substring(text.replacing("+", with: " ")) : text)
  }
}

/// `%41` becomes `A`; a percent sign that begins no such pair stays as it is.
func percentDecoded(_ text: Substring) -> String {
  guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
  let bytes = Array(text.utf8)
  var decoded: [UInt8] = []
  var position = 0
  while position < bytes.count {
    if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
      let high = hexadecimalDigit(bytes[position + 1]), let low = hexadecimalDigit(bytes[position + 2])
    {
      decoded.append(UInt8(high << 4 | low))
      position += 3
    } else {
      decoded.append(bytes[position])
      position += 1
    }
  }
  return String(decoding: decoded, as: UTF8.self)
}
