import Testing

@testable import CacheEngine

@Suite("Holding writes back")
struct WriteHoldTests {
  private static let second: Int64 = 1_000_000_000

  @Test("one write a second is tried, and none while one waits, until one is answered")
  func trying() {
    var hold = WriteHold()
    #expect(!hold.isHeld)
    hold.hold(at: 0)
    #expect(hold.isHeld && hold.mayTry(at: 1))
    #expect(hold.mayTry(at: 5 * Self.second) == false)
    hold.tried(.ignored, at: 5 * Self.second)
    #expect(hold.isHeld && hold.mayTry(at: 5 * Self.second))
    hold.tried(.ignored, at: 5 * Self.second + 1)
    #expect(hold.mayTry(at: 6 * Self.second - 1) == false)
    #expect(hold.mayTry(at: 6 * Self.second) == true)
    hold.tried(.answered, at: 6 * Self.second)
    #expect(!hold.isHeld)
  }

  @Test("it is said for five seconds after the last proof, and not of a server that cannot be reached")
  func saying() {
    var hold = WriteHold()
    hold.hold(at: 0)
    #expect(hold.isPaused(at: WriteHold.memory - 1) && !hold.isPaused(at: WriteHold.memory))
    #expect(hold.mayTry(at: 7 * Self.second) == true)
    hold.tried(.ignored, at: 8 * Self.second)
    #expect(hold.isPaused(at: 8 * Self.second + WriteHold.memory - 1))
    #expect(hold.mayTry(at: 9 * Self.second) == true)
    hold.tried(.unreached, at: 9 * Self.second)
    #expect(!hold.isHeld && !hold.isPaused(at: 9 * Self.second))
  }

  @Test("a suspicion that was wrong keeps the next one away for a while")
  func trusting() {
    var hold = WriteHold()
    #expect(hold.maySuspect(at: 0))
    hold.wasWrong(at: 0)
    #expect(!hold.maySuspect(at: WriteHold.trust - 1) && hold.maySuspect(at: WriteHold.trust))
  }
}
