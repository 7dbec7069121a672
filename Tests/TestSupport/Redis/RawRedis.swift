import CacheEngine
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A server asked without the code under test, for answers of any length.
public enum RawRedis {
  /// Sends one inline command and reads its answer: a bulk string to its end, anything else as far as it came.
  public static func ask(_ text: String, _ server: RedisServer) -> String {
    let socket = RawSocket.connectAsTester(path: server.socketPath)
    guard socket >= 0 else { return "" }
    defer { close(socket) }
    guard RawSocket.write(Array((text + "\r\n").utf8), to: socket) else { return "" }
    var bytes: [UInt8] = []
    repeat {
      guard let more = RawSocket.read(from: socket) else { break }
      bytes += more
    } while !isComplete(bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Of a bulk string whether all of it is there; everything else is short, or asked for in pieces.
  private static func isComplete(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == UInt8(ascii: "$"), let end = bytes.firstIndex(of: 0x0D),
      let count = Int(String(decoding: bytes[1..<end], as: UTF8.self)), count >= 0
    else { return true }
    return bytes.count >= end + 2 + count + 2
  }

  /// A figure of `INFO`.
  public static func figure(_ name: String, _ server: RedisServer) -> Int? {
    for line in ask("INFO all", server).split(whereSeparator: \.isNewline) where line.hasPrefix(name + ":") {
      return Int(line.dropFirst(name.count + 1))
    }
    return nil
  }

  public static func integer(_ text: String, _ server: RedisServer) -> Int? {
    let answer = ask(text, server)
    return answer.hasPrefix(":") ? Int(answer.dropFirst().prefix { !$0.isNewline }) : nil
  }

  /// A checksum of values and times of all keys but those that begin with `prefix`.
  public static func digest(of server: RedisServer, without prefix: String = "\u{1}") -> String {
    let script =
      "local keys=redis.call('KEYS','*') table.sort(keys) local s='' for _,k in ipairs(keys) do "
      + "if string.sub(k,1,#ARGV[1])~=ARGV[1] then "
      + "s=redis.sha1hex(s..k..redis.call('DUMP',k)..redis.call('PEXPIRETIME',k)) end end return s"
    return ask("EVAL \"\(script)\" 0 \"\(prefix)\"", server)
  }

  /// Microseconds of the commands in the slow log, slowest first, with the command's first word.
  public static func slowest(_ server: RedisServer) -> [(microseconds: Int, command: String)] {
    let answer = ask(
      "EVAL \"local r={} for _,e in ipairs(redis.call('SLOWLOG','GET','-1')) do r[#r+1]=e[3]..' '..e[4][1] end "
        + "return table.concat(r,'\\n')\" 0", server)
    return answer.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 2, let time = Int(words[0]) else { return nil }
      return (time, String(words[1]))
    }.sorted { $0.0 > $1.0 }
  }
}

/// What a server is asked, seen from the server.
public final class RedisMonitor: Sendable {
  private let socket: Int32
  private let bytes = Lock<[UInt8]>([])

  public init(_ server: RedisServer) {
    socket = RawSocket.connectAsTester(path: server.socketPath)
    _ = RawSocket.write(Array("MONITOR\r\n".utf8), to: socket)
    _ = RawSocket.read(from: socket)
    Thread.detachNewThread { [socket, bytes] in
      while let more = RawSocket.read(from: socket) { bytes.withLock { $0 += more } }
      close(socket)
    }
  }

  /// Ends it, and gives the words of every command that a client sent.
  public func stop() -> [[String]] {
    usleep(50_000)
    shutdown(socket, Int32(SHUT_RDWR))
    let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
    return text.split(separator: "\r\n").compactMap { line in
      // 1700000000.123456 [0 unix:/path] "GET" "key"
      guard let end = line.firstIndex(of: "]"), !line[..<end].hasSuffix(" lua") else { return nil }
      return line[line.index(after: end)...].split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
  }
}
