import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How much memory the program may map (`ulimit -v`).
enum AddressSpace {
  /// Stacks and arenas of a few threads, and the libraries. With less the system's thread pool waits for ever for a thread,
  /// and says nothing.
  static let least = 256 << 20

  static func endIfTooSmall() {
    var limit = rlimit()
    #if canImport(Glibc)
      let failure = getrlimit(__rlimit_resource_t(UInt32(RLIMIT_AS.rawValue)), &limit)
    #else
      let failure = getrlimit(RLIMIT_AS, &limit)
    #endif
    guard failure == 0, limit.rlim_cur < rlim_t(least) else { return }
    Output.message(
      "only \(limit.rlim_cur >> 10) KiB of memory may be mapped (ulimit -v), and \(least >> 10) are needed")
    TTLScope.exit(withError: ExitCode.tooLittleMemory)
  }
}
