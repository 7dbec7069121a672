/// What a text without quotes stands for in YAML's core schema, timestamps included.
enum PlainScalar {
  enum Reading: Equatable {
    case value(JSONValue)
    case notFinite
    case noSuchDate
  }

  static func value(of text: String) -> Reading {
    switch text {
    case "", "~", "null", "Null", "NULL": return .value(.null)
    case "true", "True", "TRUE": return .value(.bool(true))
    case "false", "False", "FALSE": return .value(.bool(false))
    case ".nan", ".NaN", ".NAN": return .notFinite
    default: break
    }
    if ["inf", "Inf", "INF"].contains(where: { text.hasSuffix(".\($0)") && text.utf8.count <= 5 }) {
      return .notFinite
    }
    if let number = number(text) { return .value(.number(number)) }
    return TimestampText.looksLike(text) ? date(text) : .value(.string(text))
  }

  private static func date(_ text: String) -> Reading {
    TimestampText.secondsSince1970(text).map { .value(.date(secondsSince1970: $0)) } ?? .noSuchDate
  }

  /// The number as JSON writes it, digit for digit: YAML also takes `+1`, `007`, `.5` and `1.`.
  private static func number(_ text: String) -> String? {
    var rest = Substring(text)
    let sign = rest.first == "-" ? "-" : ""
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    let whole = digits(&rest)
    var fraction: Substring = ""
    if rest.first == "." {
      rest.removeFirst()
      fraction = digits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var exponent = ""
    if rest.first == "e" || rest.first == "E" {
      rest.removeFirst()
      if let mark = rest.first, mark == "+" || mark == "-" {
        rest.removeFirst()
        exponent = mark == "-" ? "-" : ""
      }
      let power = digits(&rest)
      guard !power.isEmpty else { return nil }
      exponent = "e" + exponent + power
    }
    guard rest.isEmpty else { return nil }
    let significant = whole.drop { $0 == "0" }
    return sign + (significant.isEmpty ? "0" : significant) + (fraction.isEmpty ? "" : "." + fraction) + exponent
  }

  private static func digits(_ rest: inout Substring) -> Substring {
    let digits = rest.prefix { ("0"..."9").contains($0) && $0.isASCII }
    rest = rest[digits.endIndex...]
    return digits
  }
}
