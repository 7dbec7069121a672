import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension CursesTerminal {
  /// Returns early, with nothing, when the terminal can take a frame again after one was dropped.
  public func wait(atMost timeout: Duration) -> [TerminalEvent] {
    let end = ContinuousClock.now.advanced(by: max(.zero, timeout))
    var events: [TerminalEvent] = []
    repeat {
      let wake = min(end, decoder.deadline ?? end)
      let ready = pollDescriptors(within: ContinuousClock.now.duration(to: wake))
      ct_session_trim_capture(Self.captureLimit)
      output.flush()
      readSignals(into: &events)
      if ready.input { readInput(into: &events) }
      events += decoder.expire(at: .now).map(TerminalEvent.key)
      if ready.hangup || output.isBroken { reportHangup(into: &events) }
      if owesFrame, output.isEmpty {
        owesFrame = false
        break
      }
    } while events.isEmpty && ContinuousClock.now < end
    return events
  }

  private func pollDescriptors(within limit: Duration) -> (input: Bool, hangup: Bool) {
    // A negative descriptor is passed over: a terminal that is gone would be ready for ever, and one that is the
    // shell's at the moment must not be read.
    let readable = hasReportedHangup || isAway ? -1 : input
    let writable = hasReportedHangup || output.isEmpty ? -1 : output.descriptor
    var entries = [
      pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      pollfd(fd: readable, events: Int16(POLLIN), revents: 0),
      pollfd(fd: writable, events: Int16(POLLOUT), revents: 0),
    ]
    let patience = heldSignals.isEmpty ? limit.pollMilliseconds : 0
    guard poll(&entries, 3, patience) > 0 else { return (false, false) }
    let state = entries[1].revents
    return (state & Int16(POLLIN) != 0, (state | entries[2].revents) & Int16(POLLHUP | POLLERR | POLLNVAL) != 0)
  }

  private func readSignals(into events: inout [TerminalEvent]) {
    var arrived = heldSignals
    heldSignals = []
    while case let signal = ct_signals_next(), signal != 0 { arrived.append(signal) }
    for signal in arrived {
      switch signal {
      case SIGWINCH: if updateSize() { events.append(.resized) }
      case SIGTSTP: events.append(.suspendRequested)
      case SIGCONT:
        updateSize()
        reenter()
        events.append(.continued)
      default: events.append(.terminated(signal: signal))
      }
    }
  }

  private func readInput(into events: inout [TerminalEvent]) {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    // A terminal that sends without end must not keep us from drawing.
    for _ in 0..<16 {
      let count = read(input, &buffer, buffer.count)
      if count > 0 {
        events += decoder.feed(buffer[..<count], at: .now).map(TerminalEvent.key)
        if count < buffer.count { return }
      } else if count < 0, errno == EINTR {
        continue
      } else {
        let isGone = count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)
        if isGone { reportHangup(into: &events) }
        return
      }
    }
  }

  private func reportHangup(into events: inout [TerminalEvent]) {
    guard !hasReportedHangup else { return }
    hasReportedHangup = true
    events.append(.hangup)
  }
}
