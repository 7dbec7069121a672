import CTerminal

/// Ends the process by `signal` itself, once the terminal is closed, so that the parent sees the true status.
public func endProcess(bySignal signal: Int32) -> Never {
  ct_die_of_signal(signal)
}
