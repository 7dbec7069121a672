import CacheEngine
import Foundation

/// A server that says what a test wants it to: the replies of a hostile, an old or a broken one.
public final class ScriptedServer: Sendable {
  /// The bytes to answer a command with (its words, with blanks between them); `nil` for silence.
  public typealias Script = @Sendable (_ command: String) -> [UInt8]?

  private struct State {
    var open: Set<Int32> = []
    var commands: [String] = []
  }

  private let path: String
  private let directory: String
  private let script: Script
  private let listening: Int32
  private let state = Lock(State())

  public init(_ script: @escaping Script) throws {
    var template = Array("/tmp/ttlscope-script-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw RedisServer.StartFailure(description: "cannot make a directory") }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = directory + "/s.sock"
    self.script = script
    listening = RawSocket.listen(path: path)
    guard listening >= 0 else { throw RedisServer.StartFailure(description: "cannot listen") }
    Thread.detachNewThread { [self] in acceptAll() }
  }

  public var address: RedisAddress { RedisAddress(.unix(path: path)) }
  /// Every command that came, in their order.
  public var commands: [String] { state.withLock { $0.commands } }

  /// What a server of any version says to a new client and to probes; `nil` for other commands.
  public static func courtesy(_ command: String) -> [UInt8]? {
    if command.hasPrefix("HELLO") {
      return Array("*4\r\n$6\r\nserver\r\n$5\r\nredis\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n".utf8)
    }
    if command == "PING" { return Array("+PONG\r\n".utf8) }
    if command.hasPrefix("ECHO ") {
      let word = command.dropFirst(5)
      return Array("$\(word.utf8.count)\r\n\(word)\r\n".utf8)
    }
    let isPlain = ["AUTH", "SELECT", "CLIENT", "SET "].contains { command.hasPrefix($0) }
    return isPlain ? Array("+OK\r\n".utf8) : nil
  }

  /// Ends all connections; new ones are taken as before.
  public func cut() {
    for socket in state.withLock({ $0.open }) { shutdown(socket, Int32(SHUT_RDWR)) }
  }

  public func close() {
    shutdown(listening, Int32(SHUT_RDWR))
    cut()
    unlink(path)
    rmdir(directory)
  }

  private func acceptAll() {
    while true {
      let client = accept(listening, nil, nil)
      guard client >= 0 else { break }
      state.withLock { _ = $0.open.insert(client) }
      Thread.detachNewThread { [self] in
        serve(client)
        state.withLock { _ = $0.open.remove(client) }
        systemClose(client)
      }
    }
    systemClose(listening)
  }

  private func serve(_ client: Int32) {
    var waiting: [UInt8] = []
    while let bytes = RawSocket.read(from: client) {
      waiting += bytes
      while let command = Self.nextCommand(in: &waiting) {
        state.withLock { $0.commands.append(command) }
        guard let answer = script(command) else { continue }
        guard RawSocket.write(answer, to: client) else { return }
      }
    }
  }

  /// Takes a complete array of bulk strings from the front.
  private static func nextCommand(in bytes: inout [UInt8]) -> String? {
    var rest = bytes[...]
    guard let count = number(after: "*", in: &rest) else { return nil }
    var words: [String] = []
    for _ in 0..<count {
      guard let length = number(after: "$", in: &rest), rest.count >= length + 2 else { return nil }
      words.append(String(decoding: rest.prefix(length), as: UTF8.self))
      rest = rest.dropFirst(length + 2)
    }
    bytes = Array(rest)
    return words.joined(separator: " ")
  }

  private static func number(after mark: Character, in rest: inout ArraySlice<UInt8>) -> Int? {
    guard rest.first == mark.asciiValue, let end = rest.firstIndex(of: 0x0D), end + 1 < rest.endIndex else {
      return nil
    }
    defer { rest = rest[(end + 2)...] }
    return Int(String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self))
  }
}

private func systemClose(_ socket: Int32) {
  close(socket)
}
