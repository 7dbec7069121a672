import TUI
import TestSupport
import Testing

@testable import App
@testable import CacheEngine

/// Commands of the dashboard, carried out on a real lab whose database takes no time.
@Suite("The runner of the dashboard's commands")
struct LabRunnerTests {
  /// Stands still, so that no entry ends while a busy machine takes its time.
  private let clock = ManualClock()
  private let lab: Lab
  private let runner: LabRunner
  private let key = CacheKey("echo:5")

  init() throws {
    let echo = EndpointDefinition(
      name: "echo", route: try Route("/echo/{id:int}"), load: .fixed(.zero), response: .string("{id}"),
      example: "/echo/5")
    lab = Lab(clock: clock, store: MemoryStore(), endpoints: [echo])
    runner = LabRunner(lab)
  }

  private func replies(to command: LabCommand) async -> [LabReply] {
    await runner.run(command)
    return runner.takeReplies()
  }

  @Test("says in words what came of each")
  func replies() async throws {
    _ = await lab.respond(to: Request(target: "/echo/5"))
    #expect(await replies(to: .setTTL(.seconds(3_600), key)) == [.done("echo:5 lives 1h from now")])
    #expect(await replies(to: .setTTL(nil, key)) == [.done("echo:5 never expires")])
    #expect(await replies(to: .delete(key)) == [.done("echo:5 deleted (u takes it back)")])
    #expect(await replies(to: .delete(key)) == [.failed("echo:5 is gone already")])
    #expect(await replies(to: .expireNow(key)) == [.failed("echo:5 is gone already")])
    #expect(await replies(to: .inspect(key)) == [.noValue(key, "gone")])
    #expect(await replies(to: .undo) == [.done("echo:5 is back")])
    guard case .value(key, let preview) = await replies(to: .inspect(key)).first else {
      Issue.record("there is no value")
      return
    }
    #expect(preview.bytes == Array("5".utf8))
    #expect(await replies(to: .expireNow(key)) == [.done("echo:5 expired")])
    clock.advance(by: .milliseconds(1))
    _ = await lab.respond(to: Request(target: "/echo/6"))
    #expect(await replies(to: .clear) == [.done("1 entry cleared")])
    #expect(await replies(to: .resetCounters) == [.done("counters start anew")])
    #expect(runner.snapshot(records: 256).ledger.total == LookupCounts())
  }

  @Test("sends a burst at once, and says what it drops beyond its limit")
  func burst() async throws {
    // Nothing ends on a clock that stands still.
    let clock = ManualClock()
    let slow = EndpointDefinition(name: "slow", route: try Route("/slow/{id:int}"), load: .fixed(.seconds(1)))
    let lab = Lab(Scenario(name: "", endpoints: [slow]), clock: clock, store: MemoryStore(), mostInFlight: 20)
    let runner = LabRunner(lab)
    runner.send(.send(Request(target: "/slow/5"), count: 23))
    #expect(runner.takeReplies() == [.failed("3 requests dropped: too many are in flight")])
    await clock.untilSleeping(count: 20)
    #expect(runner.snapshot(records: 256).ledger.total.inFlight == 20)
  }
}
