#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes on their way to a terminal that takes them when it likes.
struct OutputQueue {
  private var bytes: [UInt8] = []
  private var sent = 0
  let descriptor: Int32
  private let isNonBlocking: Bool
  /// All bytes that the terminal has taken.
  private(set) var written: UInt64 = 0
  /// The terminal is gone; everything is discarded from then on.
  private(set) var isBroken = false

  init(descriptor: Int32) {
    self.descriptor = descriptor
    isNonBlocking = fcntl(descriptor, F_GETFL) & O_NONBLOCK != 0
  }

  var isEmpty: Bool { sent == bytes.count }

  var count: Int { bytes.count - sent }

  mutating func append(_ more: some Sequence<UInt8>) {
    if !isBroken { bytes.append(contentsOf: more) }
  }

  mutating func discard() {
    bytes.removeAll(keepingCapacity: true)
    sent = 0
  }

  /// Writes what the terminal takes now. Never blocks.
  mutating func flush() {
    while !isEmpty {
      // A descriptor that could block is asked first, and given little.
      if !isNonBlocking, !isWritable(within: .zero) { return }
      let limit = isNonBlocking ? count : min(count, 128)
      let taken = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + sent, limit) }
      if taken > 0 {
        sent += taken
        written += UInt64(taken)
      } else if taken < 0, errno == EINTR {
        continue
      } else {
        if taken < 0, errno != EAGAIN { isBroken = true }
        break
      }
    }
    if isEmpty || isBroken { discard() }
  }

  /// Writes everything, or gives up when the terminal takes nothing until `deadline`. True when all was taken.
  mutating func drain(until deadline: ContinuousClock.Instant) -> Bool {
    flush()
    while !isEmpty {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero, isWritable(within: left) else { return false }
      flush()
    }
    return !isBroken
  }

  private func isWritable(within limit: Duration) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&entry, 1, limit.pollMilliseconds) > 0 && entry.revents & Int16(POLLOUT) != 0
  }
}

extension Duration {
  /// Whole milliseconds for `poll`, rounded up so that it does not return just before the time.
  var pollMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    if seconds < 0 || attoseconds < 0 { return 0 }
    if seconds > 1_000_000 { return 1_000_000_000 }
    return Int32(seconds) * 1_000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
