/// Writes scalars and broken bytes in the notation of ``SafeText``, up to a limit.
struct SafeTextWriter {
  private var output = String.UnicodeScalarView()
  private var count = 0
  /// Where the ellipsis goes if the limit is passed: after the last piece that left room for it.
  private var cut: String.UnicodeScalarView.Index
  private let limit: Int
  private let isASCIIOnly: Bool
  /// How many combining marks the last character can still carry.
  private var roomForMarks = 0
  /// A backslash that waits for its neighbour to know whether it must be doubled.
  private var hasPendingBackslash = false

  init(limit: Int, isASCIIOnly: Bool) {
    self.limit = limit
    self.isASCIIOnly = isASCIIOnly
    cut = output.startIndex
  }

  var isFull: Bool { count > limit }

  private var ellipsis: String { isASCIIOnly ? "..." : "…" }

  mutating func write(_ scalar: Unicode.Scalar) {
    settleBackslash(before: scalar)
    switch SafeTextClass(scalar, isASCIIOnly: isASCIIOnly) {
    case .shown where scalar == "\\":
      hasPendingBackslash = true
      roomForMarks = 0
    case .shown:
      append(CollectionOfOne(scalar))
      roomForMarks = 2
    case .mark where roomForMarks > 0:
      append(CollectionOfOne(scalar))
      roomForMarks -= 1
    case .mark, .hidden:
      append(escape(of: scalar).unicodeScalars)
      roomForMarks = 0
    }
  }

  mutating func write(brokenByte byte: UInt8) {
    settleBackslash(before: "\\")
    append("\\x\(hexadecimal(UInt32(byte), digits: 2))".unicodeScalars)
    roomForMarks = 0
  }

  mutating func finish() -> String {
    if hasPendingBackslash { append(CollectionOfOne("\\")) }
    if isFull {
      output.removeSubrange(cut...)
      output.append(contentsOf: ellipsis.unicodeScalars.prefix(limit))
    }
    return String(output)
  }

  /// A backslash is doubled before anything that could be the second character of an escape, or an escape itself.
  private mutating func settleBackslash(before next: Unicode.Scalar) {
    guard hasPendingBackslash else { return }
    hasPendingBackslash = false
    let startsEscape: Bool
    switch next {
    case "\\", "n", "r", "t", "x", "u": startsEscape = true
    default: startsEscape = SafeTextClass(next, isASCIIOnly: isASCIIOnly) != .shown
    }
    append((startsEscape ? "\\\\" : "\\").unicodeScalars)
  }

  private mutating func append(_ piece: some Collection<Unicode.Scalar>) {
    output.append(contentsOf: piece)
    count += piece.count
    if count <= limit - ellipsis.unicodeScalars.count { cut = output.endIndex }
  }

  private func escape(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where scalar.isASCII: "\\x\(hexadecimal(scalar.value, digits: 2))"
    default: "\\u{\(hexadecimal(scalar.value, digits: 1))}"
    }
  }

  private func hexadecimal(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
