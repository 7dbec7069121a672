#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Follows the bytes of replies from one to the next, and stops what a reply reader should never be given.
///
/// Lengths are judged when they are announced, before anybody sets memory aside for them. Pure; works for any split of the
/// bytes. Source: Redis documentation, "Redis serialization protocol specification" (RESP2).
struct ReplyGauge {
  /// Bytes of one reply.
  static let mostBytes = 8 << 20
  /// Elements of one reply, those of arrays in arrays included.
  static let mostElements = 65_536
  /// Arrays in arrays; hiredis 0.14 can follow no more.
  static let mostDepth = 7

  private enum Place {
    case type
    /// In the line of a status, an error or an integer.
    case line(endsWithReturn: Bool)
    /// In the length of a bulk string or an array, with its digits so far.
    case length(of: UInt8, value: Int, digits: Int, isNegative: Bool)
    case lengthEnd(of: UInt8, value: Int)
    case body(left: Int)
    case bodyEnd(UInt8)
  }

  private var place = Place.type
  /// Elements that are still to come, of each array that is not complete.
  private var open: [Int] = []
  private var bytes = 0
  private var elements = 0
  /// The very first bytes, for a server that turns out to be none.
  private var beginning: [UInt8] = []
  private var hasSeenReply = false

  /// - Throws: why the stream cannot be trusted, or is too much. The gauge is of no use after.
  mutating func check(_ chunk: UnsafeRawBufferPointer) throws(RedisFailure) {
    if !hasSeenReply { beginning += chunk.prefix(40 - beginning.count) }
    var index = 0
    while index < chunk.count {
      switch place {
      case .body(let left):
        let taken = min(left, chunk.count - index)
        index += taken
        try count(taken)
        place = left == taken ? .bodyEnd(0x0D) : .body(left: left - taken)
      case .line(let endsWithReturn):
        let rest = UnsafeRawBufferPointer(rebasing: chunk[index...])
        let (length, ends) = try Self.line(rest, after: endsWithReturn)
        index += length
        try count(length)
        if ends { complete() } else { place = .line(endsWithReturn: rest[length - 1] == 0x0D) }
      default:
        try follow(chunk[index])
        index += 1
        try count(1)
      }
      if case .type = place, open.isEmpty { (bytes, elements, hasSeenReply) = (0, 0, true) }
    }
  }

  /// How many bytes belong to the line, and whether its end is among them. A line feed alone ends nothing for a reply
  /// reader, which would then find lengths where none is judged: it is refused.
  private static func line(
    _ bytes: UnsafeRawBufferPointer, after endsWithReturn: Bool
  ) throws(RedisFailure) -> (length: Int, ends: Bool) {
    guard let start = bytes.baseAddress, let end = memchr(start, 0x0A, bytes.count) else { return (bytes.count, false) }
    let length = UnsafeRawPointer(start).distance(to: UnsafeRawPointer(end))
    guard length > 0 ? bytes[length - 1] == 0x0D : endsWithReturn else {
      throw RedisFailure("protocol error: a line feed in a line")
    }
    return (length + 1, true)
  }

  private mutating func count(_ number: Int) throws(RedisFailure) {
    bytes += number
    if bytes > Self.mostBytes { throw RedisFailure("reply larger than \(Self.mostBytes >> 20) MiB") }
  }

  private mutating func follow(_ byte: UInt8) throws(RedisFailure) {
    switch place {
    case .type:
      switch byte {
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"): place = .line(endsWithReturn: false)
      case UInt8(ascii: "$"), UInt8(ascii: "*"): place = .length(of: byte, value: 0, digits: 0, isNegative: false)
      default: throw unknown(byte)
      }
    case .length(let type, let value, let digits, let isNegative):
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where digits < 19:
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
        if overflow || carry { throw tooLong(type) }
        place = .length(of: type, value: sum, digits: digits + 1, isNegative: isNegative)
      case UInt8(ascii: "-") where digits == 0 && !isNegative:
        place = .length(of: type, value: 0, digits: 0, isNegative: true)
      case 0x0D where digits > 0 && (!isNegative || value == 1):
        place = .lengthEnd(of: type, value: isNegative ? -1 : value)
      default: throw RedisFailure("protocol error: a length that is no number")
      }
    case .lengthEnd(let type, let value):
      guard byte == 0x0A else { throw RedisFailure("protocol error: a line that does not end") }
      try announce(type, value)
    case .line, .body: break
    case .bodyEnd(let expected):
      guard byte == expected else { throw RedisFailure("protocol error: a value longer than it says") }
      if expected == 0x0A { complete() } else { place = .bodyEnd(0x0A) }
    }
  }

  private mutating func announce(_ type: UInt8, _ length: Int) throws(RedisFailure) {
    if type == UInt8(ascii: "$") {
      if length > Self.mostBytes { throw tooLong(type) }
      if length < 0 { complete() } else { place = length == 0 ? .bodyEnd(0x0D) : .body(left: length) }
      return
    }
    guard length > 0 else { return complete() }
    if length > Self.mostElements - elements { throw tooLong(type) }
    elements += length
    open.append(length)
    if open.count > Self.mostDepth { throw RedisFailure("protocol error: arrays nested deeper than \(Self.mostDepth)") }
    place = .type
  }

  /// An element came to its end, and maybe the arrays around it.
  private mutating func complete() {
    place = .type
    while let left = open.popLast() {
      guard left == 1 else { return open.append(left - 1) }
    }
  }

  private func tooLong(_ type: UInt8) -> RedisFailure {
    type == UInt8(ascii: "$")
      ? RedisFailure("reply larger than \(Self.mostBytes >> 20) MiB")
      : RedisFailure("reply of more than \(Self.mostElements) elements")
  }

  /// The first reply tells whether there is a Redis server at all.
  private func unknown(_ byte: UInt8) -> RedisFailure {
    if hasSeenReply { return RedisFailure("protocol error: a reply of the unknown type \(text(of: [byte]))") }
    // A TLS record of the alert or the handshake kind, with its version.
    if beginning.starts(with: [0x15, 0x03]) || beginning.starts(with: [0x16, 0x03]) {
      return RedisFailure("not a Redis server: it speaks TLS (rediss://)", .refused)
    }
    let line = beginning.prefix { $0 != 0x0D && $0 != 0x0A }
    return RedisFailure("not a Redis server: it says \(text(of: Array(line)))", .refused)
  }

  private func text(of bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
