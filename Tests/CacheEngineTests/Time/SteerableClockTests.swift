import TestSupport
import Testing

@testable import CacheEngine

@Suite("The clock that can be steered") struct SteerableClockTests {
  @Test("while paused the lab's time stands still and the watcher's goes on")
  func pausing() {
    let clock = SteerableClock()
    clock.setPaused(true)
    let moment = clock.now
    let watched = clock.status.watched
    while clock.status.watched == watched {}
    #expect(clock.now == moment)
    #expect(clock.status.isPaused)
    clock.setPaused(false)
    while clock.now == moment {}
    #expect(clock.now > moment)
  }

  @Test("time goes as many times as fast as was asked for, from the present on")
  func speed() {
    let clock = SteerableClock(speed: 1)
    clock.setPaused(true)
    let before = clock.now
    clock.setSpeed(100)
    #expect(clock.now == before)
    #expect(clock.status.speed == 100)
    clock.setPaused(false)
    let start = clock.reading
    var end = clock.reading
    while end.machine - start.machine < 2_000_000 { end = clock.reading }
    let passed = Double(end.now.nanoseconds - start.now.nanoseconds)
    #expect(abs(passed / Double(end.machine - start.machine) - 100) < 0.001)
  }

  @Test("speeds out of range are brought into it", arguments: [(0.0, 0.1), (-5, 0.1), (1e9, 1_000), (25, 25)])
  func clamping(asked: Double, given: Double) {
    #expect(SteerableClock(speed: asked).status.speed == given)
  }

  @Test("a sleeper of an hour wakes when time is made to jump there, and sees that moment")
  func jumping() async throws {
    let clock = SteerableClock()
    clock.setPaused(true)
    let deadline = clock.now.advanced(by: .seconds(3_600))
    let sleeper = Task {
      try await clock.sleep(until: deadline)
      return clock.now
    }
    while clock.nextDeadline == nil { await Task.yield() }
    #expect(clock.nextDeadline == deadline)
    clock.pause(at: deadline)
    #expect(try await sleeper.value == deadline)
    #expect(clock.nextDeadline == nil)
  }

  @Test("a playhead jumps back and forth, paused or not")
  func playhead() {
    let clock = SteerableClock()
    clock.setPaused(true)
    for seconds: Int64 in [100, 3, 50] {
      clock.jump(to: Timestamp(nanoseconds: seconds * 1_000_000_000))
      #expect(clock.now == Timestamp(nanoseconds: seconds * 1_000_000_000))
    }
    clock.setPaused(false)
    clock.jump(to: Timestamp(nanoseconds: 7))
    #expect(clock.now >= Timestamp(nanoseconds: 7) && clock.now < Timestamp(nanoseconds: 40_000_000_000))
  }

  @Test("speeding up wakes sleepers sooner: an hour at ×1000 takes seconds")
  func fastForward() async throws {
    let clock = SteerableClock()
    clock.setPaused(true)
    let deadline = clock.now.advanced(by: .seconds(100))
    let sleeper = Task { try await clock.sleep(until: deadline) }
    while clock.nextDeadline == nil { await Task.yield() }
    clock.setSpeed(1_000)
    clock.setPaused(false)
    try await sleeper.value
    #expect(clock.now >= deadline)
  }

  @Test("a cancelled sleeper wakes also while time is paused")
  func cancelling() async {
    let clock = SteerableClock()
    clock.setPaused(true)
    let sleeper = Task { try await clock.sleep(for: .seconds(1)) }
    while clock.nextDeadline == nil { await Task.yield() }
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
    #expect(clock.nextDeadline == nil)
  }

  @Test("housekeeping is nothing to step to")
  func dozing() async {
    let clock = SteerableClock()
    clock.setPaused(true)
    let dozer = Task { try await clock.doze(until: clock.now.advanced(by: .seconds(1))) }
    await Task.yield()
    #expect(clock.nextDeadline == nil)
    dozer.cancel()
    _ = await dozer.result
  }

  @Test("a line gives back the moment at which it shows a time", arguments: [0.1, 1, 3, 1_000])
  func line(slope: Double) throws {
    let line = TimeLine.Values(machine: 1_000, lab: 500, slope: slope)
    for lab in [500, 501, 12_345, 1_000_000_007] as [Int64] {
      let machine = try #require(line.machine(at: lab))
      #expect(line.lab(at: machine) >= lab)
      #expect(line.lab(at: machine - 2) < lab || machine <= 1_002)
    }
    #expect(TimeLine.Values(machine: 0, lab: 0, slope: 0).machine(at: 5) == nil)
  }
}
