import Testing

@testable import CacheEngine

@Suite("Loads that need each other") struct CyclicLoadTests {
  /// A cached function that can be called before it is made.
  private final class Later: Sendable {
    private let function = Lock<CachedFunction<Int, Int>?>(nil)

    /// `nil` in the end: the function holds this object.
    func set(_ function: CachedFunction<Int, Int>?) { self.function.withLock { $0 = function } }

    nonisolated(nonsending) func callAsFunction(_ number: Int) async throws -> Int {
      guard let function = function.withLock({ $0 }) else { throw CancellationError() }
      return try await function(number)
    }
  }

  /// Two functions of which each loads for a second and then asks the other.
  private struct Pair: Sendable {
    var first: CachedFunction<Int, Int>
    var second: CachedFunction<Int, Int>
    let later: Later

    init(_ cache: Cache, _ time: VirtualTime, _ protection: Protection) {
      let second = Later()
      let first = cached("f", ttl: .seconds(60), cache: cache, protection: protection) { (number: Int) in
        try await time.sleep(for: .seconds(1))
        return try await second(number)
      }
      later = second
      self.first = first
      self.second = cached("g", ttl: .seconds(60), cache: cache, protection: protection) { (number: Int) in
        try await time.sleep(for: .seconds(1))
        return try await first(number)
      }
      second.set(self.second)
    }
  }

  static let protections: [Protection] = [
    .none, .singleFlight, .lease(.seconds(10)), .leaseToken(.seconds(10)), .earlyRefresh(beta: 1, isLocked: true),
  ]

  /// How calls ended that began at once; `nil` for one that had not within an hour.
  private func endings(
    _ protection: Protection, _ calls: @escaping @Sendable (Pair) -> [@Sendable () async throws -> Int]
  ) async -> (errors: [(any Error)?], counts: LookupCounts) {
    let time = VirtualTime()
    let cache = Cache(store: MemoryStore(), clock: time)
    return await time.run {
      let pair = Pair(cache, time, protection)
      defer { pair.later.set(nil) }
      let calls = calls(pair)
      let errors = Lock([(any Error)?](repeating: nil, count: calls.count))
      for (place, call) in calls.enumerated() {
        Task(executorPreference: time) {
          do {
            _ = try await call()
          } catch {
            errors.withLock { $0[place] = error }
          }
        }
      }
      try? await time.sleep(for: .seconds(3_600))
      return (errors.withLock { $0 }, cache.ledger.snapshot(at: time.now).total)
    }
  }

  @Test("a load that needs its own result is an error that names the path", arguments: protections)
  func cycle(_ protection: Protection) async throws {
    let (errors, counts) = await endings(protection) { pair in [{ try await pair.first(5) }] }
    let error = try #require(errors[0] as? CyclicLoadError)
    #expect(error.path == ["f:5", "g:5", "f:5"].map { CacheKey($0) })
    #expect(error.description == "a load needs its own result: f:5 → g:5 → f:5")
    #expect((counts.loads, counts.errors, counts.inFlight) == (2, 3, 0))
    #expect(counts.isBalanced)
  }

  @Test("a load of a function with other arguments is no cycle", arguments: protections)
  func otherArguments(_ protection: Protection) async {
    let time = VirtualTime()
    let cache = Cache(store: MemoryStore(), clock: time)
    let sum = await time.run { () -> Int? in
      let later = Later()
      let function = cached("sum", ttl: nil, cache: cache, protection: protection) { (number: Int) in
        number == 0 ? 0 : number + (try await later(number - 1))
      }
      later.set(function)
      defer { later.set(nil) }
      return try? await function(10)
    }
    #expect(sum == 55)
  }

  @Test("two loads that cross end with an error, and neither waits for ever", arguments: protections)
  func crossing(_ protection: Protection) async {
    let (errors, counts) = await endings(protection) { pair in
      [{ try await pair.first(5) }, { try await pair.second(5) }]
    }
    #expect(errors.count { $0 is CyclicLoadError } == 2)
    #expect(counts.inFlight == 0)
    #expect(counts.isBalanced)
  }

  @Test("a crowd on two loads that cross ends, every caller with the error")
  func crowd() async {
    let (errors, counts) = await endings(.singleFlight) { pair in
      (0..<50).map { number in { try await number.isMultiple(of: 2) ? pair.first(5) : pair.second(5) } }
    }
    #expect(errors.count { $0 is CyclicLoadError } == 50)
    #expect(counts.loads == 2)
    #expect(counts.inFlight == 0)
    #expect(counts.isBalanced)
  }
}
