#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Waiting for a socket, a deadline or the wake pipe, whichever comes first.
enum RedisWait {
  struct Readiness {
    var readable = false
    var writable = false
  }

  /// `until: nil` waits for as long as it takes. Being interrupted by a signal counts as being woken.
  static func poll(
    _ descriptor: Int32, reading: Bool = false, writing: Bool, until deadline: Int64?, wake: WakePipe
  ) throws(RedisFailure) -> Readiness {
    let events = (reading ? POLLIN : 0) | (writing ? POLLOUT : 0)
    var watched = (
      pollfd(fd: descriptor, events: Int16(events), revents: 0),
      pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0)
    )
    let timeout = deadline.map { MonotonicTime.pollTimeout(until: $0) } ?? -1
    let ready = withUnsafeMutableBytes(of: &watched) { bytes in
      systemPoll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress!, 2, timeout)
    }
    if ready < 0, errno != EINTR { throw RedisFailure(Socket.message(errno)) }
    guard ready > 0 else { return Readiness() }
    if watched.1.revents != 0 { wake.drain() }
    let happened = Int32(watched.0.revents)
    let broken = happened & Int32(POLLERR | POLLHUP | POLLNVAL) != 0
    return Readiness(
      readable: happened & Int32(POLLIN) != 0 || (reading && broken),
      writable: happened & Int32(POLLOUT) != 0 || (writing && broken))
  }

  /// `until: nil` sleeps until it is woken.
  static func sleep(until deadline: Int64?, wake: WakePipe) {
    var watched = pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0)
    let timeout = deadline.map { MonotonicTime.pollTimeout(until: $0) } ?? -1
    if systemPoll(&watched, 1, timeout) > 0 { wake.drain() }
  }
}

private func systemPoll(_ watched: UnsafeMutablePointer<pollfd>, _ count: Int, _ timeout: Int32) -> Int32 {
  poll(watched, nfds_t(count), timeout)
}
