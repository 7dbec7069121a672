#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Real time that passed since it was made: how much later than its request a server's answer came.
struct Stopwatch {
  private let started = MonotonicTime.nanoseconds

  func now(from moment: Timestamp) -> Timestamp {
    moment.advanced(by: .nanoseconds(MonotonicTime.nanoseconds - started))
  }
}

/// Which process this is, for names that a server shows to others.
enum ProcessIdentity {
  static var number: Int32 { getpid() }
}
