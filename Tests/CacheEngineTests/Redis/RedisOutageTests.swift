import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  /// `TTLSCOPE_OUTAGE_SECONDS` asks for outages at full length: one of so many seconds, twenty within a minute, and
  /// connections that are killed for so long. Without it they are short.
  @Suite("Outages under load", .timeLimit(.minutes(60)))
  struct RedisOutageTests {
    static let seconds = RedisCrowdTests.number("TTLSCOPE_OUTAGE_SECONDS")

    struct Restarts: Sendable, CustomTestStringConvertible {
      var count: Int
      /// How long the server is away, and how long it stays.
      var away: Duration
      var up: Duration

      var testDescription: String { "\(count) of \(away.text)" }
    }

    static let restarts =
      seconds.map {
        [
          Restarts(count: 20, away: .seconds(1), up: .seconds(2)),
          Restarts(count: 1, away: .seconds($0), up: .seconds(2)),
        ]
      } ?? [Restarts(count: 1, away: .milliseconds(300), up: .milliseconds(300))]

    @Test("a server that goes and comes back is found within a second, and not besieged meanwhile", arguments: restarts)
    func restarted(_ plan: Restarts) async throws {
      let server = try await RedisServer()
      let figures = try await OutageBench(server).run { untilHealed in
        for _ in 0..<plan.count {
          try await Task.sleep(for: plan.up)
          server.kill()
          try await Task.sleep(for: plan.away)
          try await server.start()
          try await untilHealed()
        }
        try await Task.sleep(for: plan.up)
      }
      print("\(plan.testDescription): \(figures)")
      check(figures)
      #expect(figures.healed.count == plan.count && figures.unserved > 0)
      // Less than a second by the schedule; the rest is for a machine that is busy with other things.
      #expect(figures.healed.allSatisfy { $0 < .seconds(3) }, "\(figures.healed)")
      #expect(Double(figures.attempts) <= 2 * figures.away.inSeconds + Double(2 * plan.count), "\(figures)")
    }

    @Test("connections that are killed ten times a second still serve nine in ten")
    func killed() async throws {
      let server = try await RedisServer()
      let figures = try await OutageBench(server).run { untilHealed in
        let end = ContinuousClock.now + .seconds(Self.seconds ?? 2)
        while ContinuousClock.now < end {
          try await Task.sleep(for: .milliseconds(100))
          _ = RawSocket.ask("CLIENT KILL TYPE normal SKIPME yes\r\n", path: server.socketPath)
        }
        try await untilHealed()
      }
      print("killed: \(figures)")
      check(figures)
      #expect(figures.unserved > 0)
      #expect(figures.servedShare >= 0.9, "\(figures)")
    }

    private func check(_ figures: OutageFigures) {
      #expect(figures.wrong == 0)
      #expect(figures.served > 100)
      #expect(figures.events <= 20)
      // Other suites run in this process too, unless this one was asked for alone.
      guard Self.seconds != nil else { return }
      #expect(figures.after.resident - figures.before.resident < 8 << 20, "\(figures)")
      #expect(figures.after.files <= figures.before.files, "\(figures)")
    }
  }
}
