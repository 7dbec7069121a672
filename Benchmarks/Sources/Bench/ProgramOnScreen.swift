#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The program in a pseudo-terminal of its own.
final class ProgramOnScreen {
  private let leader: Int32
  private let child: Child
  private(set) var bytesSeen = 0
  private var tail: [UInt8] = []

  init(_ arguments: [String]) throws {
    var leader: Int32 = 0
    var follower: Int32 = 0
    var size = winsize(ws_row: 60, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&leader, &follower, nil, nil, &size) == 0 else { throw BenchError("no pseudo-terminal") }
    self.leader = leader
    _ = fcntl(leader, F_SETFL, fcntl(leader, F_GETFL) | O_NONBLOCK)
    child = try Child(arguments, files: [follower, follower, follower], environment: ["TERM": "xterm-256color"])
    close(follower)
  }

  deinit {
    close(leader)
  }

  func type(_ keys: String) {
    _ = keys.withCString { write(leader, $0, strlen($0)) }
  }

  /// Reads what the program draws until `text` appears, at most `seconds` long. False when it did not.
  @discardableResult
  func read(until text: String?, seconds: Double) -> Bool {
    let wanted = text.map { Array($0.utf8) }
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while clock.now < end {
      var poller = pollfd(fd: leader, events: Int16(POLLIN), revents: 0)
      guard poll(&poller, 1, 10) > 0 else { continue }
      let count = readBytes(leader, &buffer)
      guard count > 0 else { return false }
      bytesSeen += count
      tail = Array((tail + buffer[..<count]).suffix(131_072))
      if let wanted, contains(wanted) { return true }
    }
    return text == nil
  }

  /// What was drawn so far does not count for the next reading.
  func forget() {
    tail = []
  }

  /// What was drawn after `mark`, if that was drawn.
  func text(after mark: String) -> String {
    let text = String(decoding: tail, as: UTF8.self)
    return text.split(separator: mark).dropFirst().joined(separator: mark)
  }

  private func contains(_ wanted: [UInt8]) -> Bool {
    guard tail.count >= wanted.count else { return false }
    return (0...tail.count - wanted.count).contains { tail[$0] == wanted[0] && tail[$0...].starts(with: wanted) }
  }

  /// Processor time used so far, in seconds.
  var processorSeconds: Double {
    guard let file = fopen("/proc/\(child.pid)/stat", "r") else { return .nan }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 2_048)
    guard fgets(&line, Int32(line.count), file) != nil else { return .nan }
    let text = line.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return .nan }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}

private func readBytes(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
  read(descriptor, &buffer, buffer.count)
}
