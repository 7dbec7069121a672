#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ctrl-C for the commands that print lines: what has been printed stays, status 130.
enum Interrupts {
  static func endProgram() {
    signal(SIGINT) { _ in _exit(130) }
    signal(SIGPIPE, SIG_IGN)
  }
}
