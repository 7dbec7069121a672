import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("A server whose clock is set")
  struct GuestClockTests {
    @Test("is noticed, and all countdowns go by its new time", arguments: [60, -3_600, 3_600])
    func step(seconds: Int) async throws {
      guard let shift = ShiftedClock() else { return }
      let server = try await RedisServer(environment: shift.environment)
      for number in 0..<10 { _ = RawRedis.ask("SET app:\(number) value EX 7200", server) }
      let store = try RedisStore(
        address: server.address, prefix: "app:", connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        writing: .unlessForeign, jitter: SeededGenerator(seed: 1))
      let lab = Lab(Scenario(name: "", endpoints: []), clock: RealClock(), store: store)
      lab.attend(to: Attention(keys: (0..<10).map { CacheKey("\($0)") }))
      let looking = Task { await lab.listKeysUntilCancelled() }
      try await Self.wait(for: lab) {
        $0.keys.entries.count == 10 && $0.keys.entries.allSatisfy { $0.expiry != .unknown }
      }
      shift.set(seconds: seconds)
      let start = ContinuousClock.now
      try await Self.wait(for: lab) { $0.events.contains { $0.kind == .serverClockMoved } }
      let noticed = ContinuousClock.now - start
      #expect(noticed <= .seconds(6), "\(noticed)")
      let event = lab.snapshot().events.first { $0.kind == .serverClockMoved }
      #expect(event?.text == "server clock moved by \(seconds > 0 ? "+" : "")\(seconds) s")
      let snapshot = lab.snapshot()
      for entry in snapshot.keys.entries {
        guard case .at(let deadline) = entry.expiry else { continue }
        let left = snapshot.at.duration(to: deadline).inSeconds
        #expect(left > 0 && abs(left - Double(7_200 - seconds)) < 30, "\(left)")
      }
      #expect(snapshot.keys.entries.count == 10)
      looking.cancel()
      await looking.value
      await store.close()
    }

    private static func wait(for lab: Lab, until isDone: (LabSnapshot) -> Bool) async throws {
      let end = ContinuousClock.now + .seconds(15)
      while !isDone(lab.snapshot()) {
        try #require(ContinuousClock.now < end, "it did not come to that")
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }
}
