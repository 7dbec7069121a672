import Foundation
import TestSupport
import Testing

/// The built program in a real terminal, with a limit on the memory that it may map.
@Suite("A limit on memory")
struct AddressSpaceTests {
  private func open(kibibytes: Int) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: "/bin/sh", arguments: ["-c", "ulimit -v \(kibibytes) && exec \(BuiltProgram.path("ttlscope"))"])
  }

  #if os(Linux)
    @Test(
      "that is too low is named in one line, with status 71", .timeLimit(.minutes(1)), arguments: [100_000, 262_143])
    func tooLow(kibibytes: Int) throws {
      let session = try open(kibibytes: kibibytes)
      #expect(try session.waitForEnd() == .exit(71))
      #expect(
        session.text
          == "ttlscope: only \(kibibytes) KiB of memory may be mapped (ulimit -v), and 262144 are needed\r\n")
      #expect(session.modes == session.modesBefore)
    }

    @Test("that is high enough does not show", .timeLimit(.minutes(1)))
    func enough() throws {
      let session = try open(kibibytes: 262_144)
      try session.expect("Endpoints")
      session.press("q")
      #expect(try session.waitForEnd() == .exit(0))
      #expect(session.modes == session.modesBefore)
    }

    @Test(
      "that is reached while the screen is up ends the program by a signal that shows, the terminal restored",
      .timeLimit(.minutes(1)))
    func reached() throws {
      let session = try open(kibibytes: 2_000_000)
      try session.expect("Endpoints")
      let limited = try PipedProgram(
        running: "/usr/bin/prlimit", arguments: ["--pid", "\(session.processID)", "--as=1048576"])
      try #require(limited.status == 0)
      // Every window size wants frames of its own, and larger ones more memory than was set aside.
      for width in stride(from: 200, through: 1_000, by: 100) { session.resize(width: width, height: width) }
      let ending = try session.waitForEnd()
      guard case .signal = ending else {
        Issue.record("\(ending)")
        return
      }
      #expect(session.modes == session.modesBefore)
      let left = try #require(session.text.range(of: "\u{1B}[?1049l", options: .backwards))
      #expect(!session.text[left.upperBound...].contains("\u{1B}[?1049h"))
    }
  #endif
}
