/// One line of `MONITOR`: a command that somebody sent, by its name and its keys. Values are never kept.
///
/// Source: Redis documentation, "MONITOR": `1339518083.107412 [0 127.0.0.1:60866] "GET" "key"`, words quoted as by
/// `sdscatrepr` in Redis 7.0, `src/sds.c`.
struct MonitorLine: Hashable, Sendable {
  enum Use: Hashable, Sendable { case read, write, delete, other }

  /// Words of a line that are looked at; MGET of more keys is cut.
  static let mostWords = 256

  var database: Int
  /// In capitals.
  var command: String
  var use: Use
  var keys: [[UInt8]]

  /// `nil` for anything that is no such line.
  init?(_ line: [UInt8]) {
    guard let open = line.firstIndex(of: UInt8(ascii: "[")), line.first.map({ (0x30...0x39).contains($0) }) == true,
      let blank = line[open...].firstIndex(of: UInt8(ascii: " ")),
      let database = Int(String(decoding: line[(open + 1)..<blank], as: UTF8.self)),
      // The address of a client can hold brackets itself (IPv6): what follows it cannot be mistaken.
      let start = Self.start(ofWordsIn: line, from: blank)
    else { return nil }
    var words = Self.words(in: line[start...])
    guard !words.isEmpty else { return nil }
    self.database = database
    command = String(decoding: words.removeFirst().prefix(32), as: UTF8.self).uppercased()
    let shape = Self.shape(of: command)
    use = shape.use
    keys = Array(words.prefix(shape.keys))
  }

  private static func start(ofWordsIn line: [UInt8], from place: Int) -> Int? {
    let sign = Array("] \"".utf8)
    guard line.count >= place + sign.count else { return nil }
    return (place...(line.count - sign.count)).first { line[$0..<$0 + sign.count].elementsEqual(sign) }.map { $0 + 2 }
  }

  /// The quoted words, unquoted; a word that is not closed ends with the line.
  private static func words(in text: ArraySlice<UInt8>) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8]?
    var place = text.startIndex
    while place < text.endIndex, words.count < mostWords {
      let byte = text[place]
      place += 1
      guard word != nil else {
        if byte == UInt8(ascii: "\"") { word = [] }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        words.append(word ?? [])
        word = nil
      case UInt8(ascii: "\\"): word?.append(unescaped(text, &place))
      default: word?.append(byte)
      }
    }
    if let word { words.append(word) }
    return words
  }

  private static func unescaped(_ text: ArraySlice<UInt8>, _ place: inout Int) -> UInt8 {
    guard place < text.endIndex else { return UInt8(ascii: "\\") }
    let sign = text[place]
    place += 1
    switch sign {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "a"): return 0x07
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "x"):
      let digits = String(decoding: text[place...].prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, let byte = UInt8(digits, radix: 16) else { return sign }
      place += 2
      return byte
    default: return sign
    }
  }

  /// How many of the words after the command are keys, and what is done with them. What this program asks itself, to look,
  /// counts as no read.
  private static func shape(of command: String) -> (use: Use, keys: Int) {
    switch command {
    case "GET", "GETEX", "HGET", "HMGET", "HGETALL": (.read, 1)
    case "MGET", "EXISTS": (.read, .max)
    case "SET", "SETEX", "PSETEX", "SETNX", "GETSET", "APPEND", "INCR", "INCRBY", "DECR", "DECRBY", "INCRBYFLOAT",
      "HSET",
      "HMSET", "HINCRBY", "SADD", "ZADD", "LPUSH", "RPUSH":
      (.write, 1)
    case "DEL", "UNLINK": (.delete, .max)
    case "GETDEL": (.delete, 1)
    case "EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT", "PERSIST", "TTL", "PTTL", "TYPE", "STRLEN", "GETRANGE":
      (.other, 1)
    default: (.other, 0)
    }
  }
}
