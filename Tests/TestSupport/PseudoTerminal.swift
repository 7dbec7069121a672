import CacheEngine
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A real terminal with a program in it, seen from the other side: what the program writes can be read, keys can be
/// pressed, the window can change its size, and the end of the program is known exactly.
///
/// Not `Sendable`: one test, one terminal.
public final class PseudoTerminal {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// How a process ended, told apart by the kernel.
  public enum Ending: Hashable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  public let processID: pid_t
  /// Everything the program has written and we have read.
  public private(set) var output: [UInt8] = []
  private var master: Int32
  private var slave: Int32
  private var ending: Ending?
  /// The modes before the program started.
  public let modesBefore: TerminalModes

  /// Starts `program`, leader of a session whose controlling terminal this is.
  public init(
    running program: String, arguments: [String] = [], environment: [String: String] = [:], width: Int = 80,
    height: Int = 24
  ) throws {
    var variables = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"]
    variables.merge(environment) { $1 }
    // One at a time: a child started between another terminal's opening and its marking as private would hold it open.
    (master, slave, modesBefore, processID) = try Self.starting.withLock { _ in
      let (master, slave, name) = try Self.open(width: width, height: height)
      let modes = TerminalModes(of: slave)
      let child = try Spawn.start(program, arguments: arguments, environment: variables, terminal: name)
      return (master, slave, modes, child)
    }
  }

  private static let starting = Lock<Void>(())

  private static func open(width: Int, height: Int) throws -> (master: Int32, slave: Int32, name: String) {
    var master: Int32 = -1
    var slave: Int32 = -1
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 256)
    guard openpty(&master, &slave, nil, nil, &size) == 0, ttyname_r(slave, &name, name.count) == 0 else {
      throw Failure(description: "no pseudo-terminal: errno \(errno)")
    }
    for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    return (master, slave, String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self))
  }

  deinit {
    if ending == nil {
      kill(processID, SIGKILL)
      var status: Int32 = 0
      waitpid(processID, &status, 0)
    }
    vanish()
  }

  /// Closes the terminal under the program, as when a window is closed or a line drops.
  public func vanish() {
    for descriptor in [master, slave] where descriptor >= 0 { close(descriptor) }
    (master, slave) = (-1, -1)
  }

  public var modes: TerminalModes { TerminalModes(of: slave) }

  public var text: String { String(decoding: output, as: UTF8.self) }

  public func press(_ keys: String) {
    var bytes = Array(keys.utf8)
    _ = write(master, &bytes, bytes.count)
  }

  public func send(signal: Int32) {
    kill(processID, signal)
  }

  public func resize(width: Int, height: Int) {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Reads until `text` appears in what is written from now on, or after `mark`. Returns where it ends.
  @discardableResult
  public func expect(_ text: String, after mark: Int = 0, within limit: Duration = .seconds(10)) throws -> Int {
    let wanted = Array(text.utf8)
    let end = ContinuousClock.now.advanced(by: limit)
    var start = mark
    while true {
      if let found = position(of: wanted, from: start) { return found + wanted.count }
      start = max(mark, output.count - wanted.count)
      guard ContinuousClock.now < end else { break }
      _ = readSome(within: 20)
    }
    throw Failure(description: "\(text.debugDescription) did not appear; written: \(self.text.debugDescription)")
  }

  /// Waits for the program's end, reading meanwhile unless the terminal is to be one that does not read.
  public func waitForEnd(within limit: Duration = .seconds(10), reading: Bool = true) throws -> Ending {
    if let ending { return ending }
    let end = ContinuousClock.now.advanced(by: limit)
    while true {
      var status: Int32 = 0
      if waitpid(processID, &status, WNOHANG) == processID {
        if reading { while readSome(within: 0) {} }
        let result: Ending = status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
        ending = result
        return result
      }
      guard ContinuousClock.now < end else { break }
      if reading { _ = readSome(within: 5) } else { usleep(5_000) }
    }
    throw Failure(description: "the program did not end; written: \(text.suffix(400).debugDescription)")
  }

  /// Waits until the program has been stopped by a signal.
  public func waitForStop(within limit: Duration = .seconds(10)) throws {
    let end = ContinuousClock.now.advanced(by: limit)
    while ContinuousClock.now < end {
      var status: Int32 = 0
      if waitpid(processID, &status, WNOHANG | WUNTRACED) == processID, status & 0xFF == 0x7F { return }
      _ = readSome(within: 5)
    }
    throw Failure(description: "the program did not stop")
  }

  /// Takes what the program has written so far, until it has been silent for `pause`.
  public func readUntilSilent(for pause: Duration = .milliseconds(60)) {
    while readSome(within: Int32(pause / .milliseconds(1))) {}
  }

  private func readSome(within milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(master, &buffer, buffer.count)
    if count > 0 {
      output += buffer[..<count]
      return true
    }
    return false
  }

  private func position(of wanted: [UInt8], from start: Int) -> Int? {
    guard !wanted.isEmpty, output.count >= start + wanted.count else { return nil }
    return (start...(output.count - wanted.count)).first { output[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }
}
