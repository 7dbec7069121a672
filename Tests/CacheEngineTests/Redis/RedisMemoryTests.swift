import TestSupport
import Testing

extension RedisServerSuites {
  /// Requests for memory that fail, in hiredis: on the way of replies, and while connecting.
  @Suite(
    "A machine without memory", .enabled(if: FailingAllocations(every: 0) != nil, "needs a C compiler and LD_PRELOAD"))
  struct RedisMemoryTests {
    private static let requests = 400

    private struct Run {
      var right = 0
      var wrong = 0
      var unavailable = 0
      var healed = 0
      var reasons: [String] = []
      var failures = 0
    }

    /// A process of its own asks, as many times, while every so many-th request for memory fails.
    private func run(every: Int) async throws -> Run {
      let server = try await RedisServer()
      let allocations = try #require(FailingAllocations(every: every))
      let probe = try PipedProgram(
        running: BuiltProgram.path("StoreProbe"), arguments: [server.socketPath, "\(Self.requests)"],
        environment: allocations.environment)
      try #require(probe.status == 0, "ended with \(probe.status): \(probe.errors.prefix(300))")
      let numbers = probe.lines[0].split(separator: " ").compactMap { Int($0) }
      try #require(numbers.count == 4)
      return Run(
        right: numbers[0], wrong: numbers[1], unavailable: numbers[2], healed: numbers[3],
        reasons: Array(probe.lines.dropFirst()), failures: allocations.failures)
    }

    @Test("makes no difference as long as there is enough", .timeLimit(.minutes(1)))
    func enough() async throws {
      let run = try await run(every: 0)
      #expect(run.failures == 0 && run.wrong == 0 && run.unavailable == 0 && run.right > Self.requests * 3 / 4)
    }

    @Test(
      "is never connected to, and says why, while hardly any is to be had", .timeLimit(.minutes(1)), arguments: [1])
    func none(every: Int) async throws {
      let run = try await run(every: every)
      #expect(run.failures > 0 && run.wrong == 0 && run.right == 0)
      #expect(run.unavailable == Self.requests)
      #expect(run.reasons.contains { $0.lowercased().contains("out of memory") }, "\(run.reasons)")
    }

    @Test(
      "gets no wrong reply, and is served again, while some is to be had", .timeLimit(.minutes(1)),
      arguments: [61, 499])
    func some(every: Int) async throws {
      let run = try await run(every: every)
      print("every \(every)-th request for memory failed: \(run)")
      #expect(run.failures > 0 && run.wrong == 0)
      #expect(run.right > 0 && run.unavailable > 0 && run.healed > 0)
      #expect(run.reasons.allSatisfy { $0.lowercased().contains("memory") }, "\(run.reasons)")
    }
  }
}
