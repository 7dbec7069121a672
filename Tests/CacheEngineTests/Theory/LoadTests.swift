import Testing

@testable import CacheEngine

@Suite("Load") struct LoadTests {
  @Test("bursts beyond what may be in flight lose exactly the surplus")
  func limit() async throws {
    // Eight at 1, 2 and 3 s, each taking half a second; five may be on their way.
    let scenario = try TheoryBench.scenario(
      lasting: .seconds(4), load: .fixed(.milliseconds(500)), cache: nil,
      requests: .open(perSecond: 1, .burst(8)))
    let time = VirtualTime()
    let lab = Lab(scenario, clock: time, store: MemoryStore(), mostInFlight: 5)
    await time.run {
      await lab.generator.run(until: Timestamp.zero.advanced(by: scenario.duration), factor: 1)
      try? await time.sleep(for: .seconds(1))
    }
    let report = lab.report()
    #expect((report.total.counts.bypasses, report.dropped) == (15, 9))
    #expect(report.total.database.mostRunning == 5)
  }

  @Test("clients wait for their response, think, and only then ask again")
  func clients() async throws {
    // Four clients that begin 250 ms apart and need 1 s for a response and 1 s to think: five requests each in 10 s.
    let scenario = try TheoryBench.scenario(
      lasting: .seconds(10), load: .fixed(.seconds(1)), cache: nil,
      requests: .closed(clients: 4, thinkTime: .seconds(1)))
    let total = await TheoryBench.run(scenario).report.total
    #expect(total.counts.bypasses == 20)
    #expect(total.database.mostRunning == 4)
    #expect(total.latency.greatest == .seconds(1))
  }

  /// A lab with ten requests a second whose time stands still; its load has begun, and waits for the first arrival.
  private func pausedLab() async throws -> (lab: Lab, clock: SteerableClock, start: Timestamp) {
    let clock = SteerableClock()
    clock.setPaused(true)
    let scenario = try TheoryBench.scenario(
      lasting: .seconds(60), cache: CachePolicy(ttl: nil), requests: .open(perSecond: 10, .constant)
    )
    let lab = Lab(scenario, clock: clock, store: MemoryStore())
    #expect(lab.step() == .nothingIsDue)
    let start = clock.now
    lab.startLoad()
    await untilWaiting(for: start.advanced(by: .milliseconds(100)), on: clock)
    return (lab, clock, start)
  }

  private func untilWaiting(for deadline: Timestamp, on clock: SteerableClock) async {
    while clock.nextDeadline != deadline { await Task.yield() }
  }

  @Test(
    "what should have arrived while the process was stopped is dropped and noted, not sent in a burst"
  )
  func gap() async throws {
    let (lab, clock, start) = try await pausedLab()
    clock.pause(at: start.advanced(by: .seconds(10)))
    await untilWaiting(for: start.advanced(by: .milliseconds(10_100)), on: clock)
    #expect(lab.snapshot().load?.dropped == 100)
    #expect(lab.snapshot().ledger.total.started == 0)
    #expect(lab.snapshot().events.map(\.kind) == [.loadStarted, .gap])
    await lab.stopLoad()
  }

  @Test("a step goes to the next arrival; load can be changed and stopped while time stands still")
  func steering() async throws {
    let (lab, clock, start) = try await pausedLab()
    let first = start.advanced(by: .milliseconds(100))
    #expect(lab.step() == .somethingGoesOn(at: first))
    #expect(clock.now == first)
    await untilWaiting(for: start.advanced(by: .milliseconds(200)), on: clock)
    while lab.snapshot().ledger.total.finished < 1 { await Task.yield() }
    #expect(lab.snapshot().ledger.total.misses == 1)
    await lab.setLoadFactor(2)
    #expect(lab.snapshot().load?.rate == 20)
    await untilWaiting(for: first.advanced(by: .milliseconds(50)), on: clock)
    #expect(lab.setSpeed(5) && lab.setPaused(true))
    #expect(lab.snapshot().clock.speed == 5)
    await lab.stopLoad()
    #expect(lab.snapshot().load?.isRunning == false)
    #expect(lab.snapshot().events.map(\.kind) == [.loadStarted, .rateChanged, .loadStopped])
    #expect(lab.step() == .nothingIsDue)
  }
}
