#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The machine's own time, which nobody steers: a lab may run faster or stand still, a network and a user do not.
enum MonotonicTime {
  static var nanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Milliseconds until `deadline` as `poll` takes them: rounded up, so that waking early does not make it spin.
  static func pollTimeout(until deadline: Int64) -> Int32 {
    let left = deadline - nanoseconds
    return left <= 0 ? 0 : Int32(min((left + 999_999) / 1_000_000, 60_000))
  }
}
