/// What can be an argument of a Python function whose results are shared: its text is what `repr` gives in Python.
public protocol PythonRepresentable: CacheKeyComponent {
  var pythonRepr: String { get }
}

extension Int: PythonRepresentable {
  public var pythonRepr: String { description }
}

extension Bool: PythonRepresentable {
  public var pythonRepr: String { self ? "True" : "False" }
}

extension Double: PythonRepresentable {
  /// The shortest digits that read back as the same number, with an exponent below 1e-4 and from 1e16 on.
  public var pythonRepr: String {
    guard isFinite else { return isNaN ? "nan" : self < 0 ? "-inf" : "inf" }
    let sign = self.sign == .minus ? "-" : ""
    let (digits, point) = Self.digits(of: magnitude.description)
    if point > 16 || point < -3 {
      let rest = digits.dropFirst()
      let exponent = point - 1
      let amount = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
      return sign + digits.prefix(1) + (rest.isEmpty ? "" : ".\(rest)") + "e\(exponent < 0 ? "-" : "+")\(amount)"
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if digits.count <= point { return sign + digits + String(repeating: "0", count: point - digits.count) + ".0" }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }

  /// The digits without zeros at either end, and how many of them lie before the point.
  private static func digits(of text: String) -> (digits: String, point: Int) {
    let parts = text.split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let number = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = String(number[0])
    var digits = whole + (number.count > 1 ? number[1] : "")
    var point = whole.count + exponent
    while digits.count > 1, digits.first == "0" {
      digits.removeFirst()
      point -= 1
    }
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    return digits == "0" ? ("0", 1) : (digits, point)
  }
}

extension String: PythonRepresentable {
  /// In apostrophes, or in quotation marks where it holds apostrophes only; what cannot be printed is escaped.
  ///
  /// Source: CPython 3.13, `Objects/unicodeobject.c`, `unicode_repr`.
  public var pythonRepr: String {
    let quote: Unicode.Scalar = unicodeScalars.contains("'") && !unicodeScalars.contains("\"") ? "\"" : "'"
    var text = String.UnicodeScalarView()
    text.append(quote)
    for scalar in unicodeScalars {
      switch scalar {
      case quote, "\\": text.append(contentsOf: ["\\", scalar])
      case "\t": text.append(contentsOf: "\\t".unicodeScalars)
      case "\n": text.append(contentsOf: "\\n".unicodeScalars)
      case "\r": text.append(contentsOf: "\\r".unicodeScalars)
      case _ where scalar.isPrintableInPython: text.append(scalar)
      default: text.append(contentsOf: Self.escape(scalar.value).unicodeScalars)
      }
    }
    text.append(quote)
    return String(text)
  }

  private static func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    let (sign, count) = value < 0x100 ? ("x", 2) : value < 0x1_0000 ? ("u", 4) : ("U", 8)
    return "\\\(sign)" + String(repeating: "0", count: count - digits.count) + digits
  }
}

extension Unicode.Scalar {
  fileprivate var isPrintableInPython: Bool {
    if isASCII { return (0x20..<0x7F).contains(value) }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }
}

extension Optional: PythonRepresentable where Wrapped: PythonRepresentable {
  public var pythonRepr: String { self?.pythonRepr ?? "None" }
}
