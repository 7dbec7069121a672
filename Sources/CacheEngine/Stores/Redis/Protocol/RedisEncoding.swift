/// Takes the words of a command: either to put them on the wire or to show them.
protocol RedisWordSink {
  mutating func begin(words: Int)
  mutating func word(_ name: StaticString)
  mutating func word(_ bytes: [UInt8])
  mutating func word(_ number: Int64)
}

/// Writes commands as the protocol wants them: an array of bulk strings, each with its length before it.
///
/// Source: Redis documentation, "Redis serialization protocol specification" (RESP2).
struct RedisEncoder: RedisWordSink {
  var bytes: [UInt8] = []

  mutating func begin(words: Int) {
    bytes.append(UInt8(ascii: "*"))
    bytes.append(decimal: Int64(words))
    endLine()
  }

  mutating func word(_ name: StaticString) {
    length(name.utf8CodeUnitCount)
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    endLine()
  }

  mutating func word(_ word: [UInt8]) {
    length(word.count)
    bytes.append(contentsOf: word)
    endLine()
  }

  mutating func word(_ number: Int64) {
    length(number.decimalLength)
    bytes.append(decimal: number)
    endLine()
  }

  private mutating func length(_ count: Int) {
    bytes.append(UInt8(ascii: "$"))
    bytes.append(decimal: Int64(count))
    endLine()
  }

  private mutating func endLine() {
    bytes.append(0x0D)
    bytes.append(0x0A)
  }
}

/// Collects the words of a command, to show them.
struct RedisWordList: RedisWordSink {
  var words: [[UInt8]] = []

  mutating func begin(words count: Int) {
    words.reserveCapacity(count)
  }

  mutating func word(_ name: StaticString) {
    words.append(Array(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)))
  }

  mutating func word(_ bytes: [UInt8]) {
    words.append(bytes)
  }

  mutating func word(_ number: Int64) {
    words.append(Array(String(number).utf8))
  }
}

extension RedisCommand {
  var encoded: [UInt8] {
    var encoder = RedisEncoder()
    write(to: &encoder)
    return encoder.bytes
  }

  var words: [[UInt8]] {
    var list = RedisWordList()
    write(to: &list)
    return list.words
  }
}

extension [UInt8] {
  /// Appends a number in decimal digits, without making a string of it.
  fileprivate mutating func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let magnitude = number.magnitude
    var place: UInt64 = 1
    while magnitude / place >= 10 { place *= 10 }
    while place > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / place % 10))
      place /= 10
    }
  }
}

extension Int64 {
  fileprivate var decimalLength: Int {
    var digits = self < 0 ? 2 : 1
    var rest = magnitude / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    return digits
  }
}
