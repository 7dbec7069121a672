import CacheEngine

/// Any bytes become text that is quiet and within its limit, and that says exactly which bytes it was unless it was cut.
func fuzzSafeText(_ bytes: [UInt8]) {
  let marksBlanks = (bytes.first ?? 0) & 1 == 1
  let isASCII = (bytes.first ?? 0) & 2 == 2
  let whole = SafeText(limit: .max, marksTrailingBlanks: marksBlanks, isASCIIOnly: isASCII)(bytes)
  promise(isQuiet(whole), "shown text is not quiet")
  promise(!isASCII || whole.utf8.allSatisfy { $0 < 0x80 }, "shown text is not ASCII")
  promise(read(whole) == bytes, "shown text does not say what it was: \(whole)")
  for limit in [0, 1, 2, 3, 10] {
    let cut = SafeText(limit: limit, marksTrailingBlanks: marksBlanks, isASCIIOnly: isASCII)(bytes)
    promise(isQuiet(cut) && cut.unicodeScalars.count <= limit, "text beyond its limit of \(limit): \(cut)")
  }
}

/// The way back, by the notation that `SafeText` describes.
private func read(_ shown: String) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = shown.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    guard scalar == "\\", let next = rest.first else {
      bytes += String(scalar).utf8
      continue
    }
    let simple: [Unicode.Scalar: UInt8] = ["\\": 0x5C, "n": 0x0A, "r": 0x0D, "t": 0x09]
    if let byte = simple[next] {
      rest.removeFirst()
      bytes.append(byte)
    } else if next == "x" {
      bytes.append(UInt8(String(rest.dropFirst().prefix(2)), radix: 16) ?? 0)
      rest = rest.dropFirst(3)
    } else if next == "u" {
      let digits = rest.dropFirst(2).prefix { $0 != "}" }
      let meant = UInt32(String(digits), radix: 16).flatMap { Unicode.Scalar($0) } ?? "\u{FFFD}"
      bytes += String(meant).utf8
      rest = rest[digits.endIndex...].dropFirst()
    } else {
      bytes.append(0x5C)
    }
  }
  return bytes
}
