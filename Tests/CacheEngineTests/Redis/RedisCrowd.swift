import TestSupport
import Testing

@testable import CacheEngine

/// How requests of a ``RedisCrowd`` ended.
struct RedisCrowdCounts: Sendable {
  var started = 0
  var right = 0
  var wrong = 0
  var cancelled = 0
  var unavailable = 0
  var losses = 0

  mutating func add(_ other: RedisCrowdCounts) {
    started += other.started
    right += other.right
    wrong += other.wrong
    cancelled += other.cancelled
    unavailable += other.unavailable
    losses += other.losses
  }
}

/// Sixteen callers on one connection: half of them ask the store, half a cached function. Half of the requests are
/// cancelled at a random moment of their course, some of them too late, while the network loses the connection again and again.
final class RedisCrowd: Sendable {
  private enum Ending: Sendable {
    case right, wrong, cancelled, unavailable
  }

  private static let keys = 200
  private static let callers = 16
  /// Microseconds for which the network keeps every reply, so that there is time to cancel.
  private static let delay: UInt64 = 2_000
  private let client: RedisClient
  private let proxy: FaultProxy
  private let seed: UInt64
  private let ledger = Ledger()
  private let function: CachedFunction<String, Int>
  private let isOver = Lock(false)
  private let clock = RealClock()

  init(_ server: RedisServer, seed: UInt64) throws {
    proxy = try FaultProxy(to: server.socketPath)
    client = try RedisClient(proxy.address, seed: seed)
    self.seed = seed
    let cache = Cache(store: client.store, clock: clock, ledger: ledger)
    function = cached("f", ttl: .seconds(3_600), cache: cache) { (number: Int) in Self.value("f", number) }
  }

  /// Key and nonce.
  private static func value(_ kind: String, _ number: Int) -> String { "\(kind)\(number) nonce\(number * 7_919)" }

  func run(requests: Int, losses: Int) async throws -> RedisCrowdCounts {
    for number in 0..<Self.keys { try await client.set("k\(number)", Self.value("k", number)) }
    proxy.change { $0.delay = .microseconds(Self.delay) }
    async let lost = lose(losses)
    var total = await withTaskGroup(of: RedisCrowdCounts.self) { group in
      for caller in 0..<Self.callers { group.addTask { await self.ask(requests / Self.callers, caller: caller) } }
      return await group.reduce(into: RedisCrowdCounts()) { $0.add($1) }
    }
    total.losses = await lost
    checkLedger(total)
    await client.close()
    proxy.close()
    return total
  }

  private func lose(_ count: Int) async -> Int {
    var random = SeededGenerator(seed: seed).split("losses")
    for _ in 0..<count {
      try? await client.until { $0 == .up }
      let pause = random.next() % 4_000
      try? await Task.sleep(for: .microseconds(pause), tolerance: .zero)
      let before = proxy.accepted
      var rounds = 0
      while proxy.accepted == before {
        // Now and then a reset comes too early for a connection that was just made.
        if rounds.isMultiple(of: 100) { proxy.reset() }
        rounds += 1
        try? await Task.sleep(for: .milliseconds(1))
      }
    }
    isOver.withLock { $0 = true }
    return count
  }

  private func ask(_ least: Int, caller: Int) async -> RedisCrowdCounts {
    var random = SeededGenerator(seed: seed).split("caller \(caller)")
    var counts = RedisCrowdCounts()
    // How long requests took of late, in nanoseconds: a cancelled one is at any moment of its course, on any machine.
    var usual = Double(Self.delay) * 1_000
    while counts.started < least || !isOver.withLock({ $0 }) {
      // A request to a store that is known to be away ends at once: there would be nothing to cancel.
      guard client.health == .up else {
        try? await Task.sleep(for: .microseconds(500), tolerance: .zero)
        continue
      }
      let number = Int(random.next() % UInt64(Self.keys))
      let request = Task { await caller.isMultiple(of: 2) ? self.askStore(number) : self.askFunction(number) }
      let begun = clock.now
      let isToCancel = random.nextUnit() < 0.5
      if isToCancel {
        // Mostly early: on a busy machine the moment itself is late.
        let share = random.nextUnit()
        let moment = share * share * usual
        try? await Task.sleep(for: .nanoseconds(Int64(moment)), tolerance: .zero)
        request.cancel()
      }
      counts.started += 1
      let ending = await request.value
      if !isToCancel { usual += (Double(begun.duration(to: clock.now).wholeNanoseconds) - usual) / 8 }
      switch ending {
      case .right: counts.right += 1
      case .wrong: counts.wrong += 1
      case .cancelled: counts.cancelled += 1
      case .unavailable:
        counts.unavailable += 1
        try? await Task.sleep(for: .milliseconds(1))
      }
    }
    return counts
  }

  private func askStore(_ number: Int) async -> Ending {
    do throws(StoreError) {
      return try await client.get("k\(number)") == Self.value("k", number) ? .right : .wrong
    } catch {
      if case .unavailable = error { return .unavailable }
      return error == .cancelled ? .cancelled : .wrong
    }
  }

  /// Answers without its store as well: what went by is in the ledger.
  private func askFunction(_ number: Int) async -> Ending {
    do {
      return try await function(number) == Self.value("f", number) ? .right : .wrong
    } catch {
      return error is CancellationError ? .cancelled : .wrong
    }
  }

  private func checkLedger(_ total: RedisCrowdCounts) {
    let counts = ledger.snapshot(at: clock.now, records: 0).total
    #expect(counts.isBalanced && counts.inFlight == 0, "seed \(seed): \(counts)")
    #expect(counts.started == counts.hits + counts.misses + counts.bypasses + counts.errors + counts.cancelled)
    #expect(counts.errors == 0 && counts.causes.undecodable == 0 && counts.hits > 0 && counts.cancelled > 0)
  }
}
