import Foundation
import TestSupport
import Testing

/// The built program, given a host's name on a machine whose name server never answers.
@Suite(
  "A name server that does not answer", .serialized,
  .enabled(if: DeadResolver.reasonAgainst == nil, "\(DeadResolver.reasonAgainst ?? "")"))
struct DeadResolverTests {
  private let resolver: DeadResolver

  init() throws {
    resolver = try #require(DeadResolver())
  }

  private func open() throws -> PseudoTerminal {
    let program = [BuiltProgram.path("ttlscope"), "--redis", "redis://cache.example:6379"]
    let words = resolver.launcher + program
    return try PseudoTerminal(running: words[0], arguments: Array(words.dropFirst()), width: 120, height: 40)
  }

  @Test("leaves the dashboard alive: it says what it waits for, then that it waited in vain", .timeLimit(.minutes(1)))
  func waiting() throws {
    let session = try open()
    try session.expect("looking up the host")
    let start = ContinuousClock.now
    session.press("2")
    try session.expect("[2 Keys]")
    let painted = ContinuousClock.now - start
    session.press("1")
    try session.expect("DOWN: no answer to looking up the host", within: .seconds(30))
    let gaveUp = ContinuousClock.now - start
    print("dead name server: a key is painted after \(painted), the wait given up after \(gaveUp)")
    // The system's resolver asks twice, five seconds each.
    #expect(painted < .seconds(4) && gaveUp < .seconds(8))
    let down = session.output.count
    session.press("\r")
    try session.expect("store unavailable", after: down, within: .seconds(30))
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
    #expect(session.text.contains("1 request, 1 bypassed, database 1 query"))
    #expect(session.modes == session.modesBefore)
  }

  @Test("does not hold up who leaves meanwhile", .timeLimit(.minutes(1)))
  func leaving() throws {
    let session = try open()
    try session.expect("looking up the host")
    let start = ContinuousClock.now
    session.press("q")
    #expect(try session.waitForEnd() == .exit(0))
    let left = ContinuousClock.now - start
    print("dead name server: left after \(left)")
    #expect(left < .seconds(4))
    #expect(session.modes == session.modesBefore)
  }
}
