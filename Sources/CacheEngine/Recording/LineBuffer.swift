/// Bytes of JSON lines, put together without a tree: recording must cost a run little.
struct LineBuffer: Sendable {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  mutating func begin() {
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
  }

  mutating func end() {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func takeAll() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  mutating func put(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Puts a field's name, with the comma before it.
  mutating func name(_ name: StaticString) {
    put(isFirst ? "\"" : ", \"")
    isFirst = false
    put(name)
    put("\": ")
  }

  mutating func number(_ number: UInt64) {
    guard number >= 10 else { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
    let start = bytes.count
    var rest = number
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  /// Seconds with nine decimals, exact.
  mutating func seconds(_ nanoseconds: Int64) {
    if nanoseconds < 0 { put("-") }
    number(nanoseconds.magnitude / 1_000_000_000)
    put(".")
    var unit: UInt64 = 100_000_000
    let fraction = nanoseconds.magnitude % 1_000_000_000
    while unit > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(fraction / unit % 10))
      unit /= 10
    }
  }

  mutating func seconds(_ duration: Duration) {
    seconds(duration.wholeNanoseconds)
  }

  /// Everything outside printable ASCII is escaped, as ``JSONWriter`` does on a line.
  mutating func quoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    let isPlain = text.withUTF8 { $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C } }
    if isPlain {
      bytes.append(contentsOf: text.utf8)
    } else {
      bytes.append(contentsOf: JSONWriter.escaped(text))
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
