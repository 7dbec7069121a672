import Foundation
import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("Looking as a guest")
  struct GuestLookingTests {
    private static func lab(_ server: RedisServer, prefix: String) throws -> Lab {
      let store = try RedisStore(
        address: server.address, prefix: prefix, connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        writing: .unlessForeign, jitter: SeededGenerator(seed: 1))
      return Lab(Scenario(name: "", endpoints: []), clock: RealClock(), store: store)
    }

    /// Looks on for a while, as the dashboard does.
    private static func look(
      _ lab: Lab, at attention: Attention, for duration: Duration, until isDone: (LabSnapshot) -> Bool = { _ in false }
    ) async throws -> LabSnapshot {
      lab.attend(to: attention)
      let end = ContinuousClock.now + duration
      var snapshot = lab.snapshot()
      while ContinuousClock.now < end, !isDone(snapshot) {
        try await Task.sleep(for: .milliseconds(10))
        snapshot = lab.snapshot()
      }
      return snapshot
    }

    /// `count` keys `app:0`, `app:1`, …; more of them in a soak.
    private static func populated(_ count: Int, prefix: String = "app") async throws -> RedisServer {
      let server = try await RedisServer(
        options: RedisServer.debugging + ["--slowlog-log-slower-than", "1000", "--slowlog-max-len", "1000"])
      _ = RawRedis.ask("DEBUG POPULATE \(count) \(prefix) 16", server)
      _ = RawRedis.ask("SLOWLOG RESET", server)
      return server
    }

    private static var many: Int {
      ProcessInfo.processInfo.environment["TTLSCOPE_GUEST_KEYS"].flatMap { Int($0) } ?? 300_000
    }

    @Test("shows a first page at once, asks for little, and keeps nobody waiting")
    func firstPage() async throws {
      let server = try await Self.populated(Self.many)
      let lab = try Self.lab(server, prefix: "app:")
      // One for the whole test: what is asked is never cut off, so that all of it is counted.
      let looking = Task { await lab.listKeysUntilCancelled() }
      defer { looking.cancel() }
      _ = try await lab.store.exists("0", at: lab.clock.now)
      let start = ContinuousClock.now
      var shown = Attention()
      var page = try await Self.look(lab, at: shown, for: .seconds(10)) { $0.keys.entries.count >= 40 }
      shown.keys = page.keys.entries.prefix(40).map(\.key)
      page = try await Self.look(lab, at: shown, for: .seconds(10)) { snapshot in
        snapshot.keys.entries.prefix(40).allSatisfy { $0.memory != nil }
          && snapshot.keys.entries.prefix(40).count { $0.expiry == .never } >= 32
      }
      let firstPage = ContinuousClock.now - start
      #expect(page.keys.entries.prefix(40).allSatisfy { ($0.memory ?? 0) > 16 })
      #expect(page.keys.entries.count { $0.expiry == .never } == 32, "the rest of the page waits for its turn")
      #expect(firstPage < .seconds(4), "\(firstPage)")
      let commandsBefore = lab.snapshot().store.commands.forLooking
      let lasting = Duration.seconds(
        ProcessInfo.processInfo.environment["TTLSCOPE_GUEST_SECONDS"].flatMap(Int.init) ?? 4)
      page = try await Self.look(lab, at: shown, for: lasting)
      let rate = Double(page.store.commands.forLooking - commandsBefore) / lasting.inSeconds
      // What the first page left of the burst, over a short time.
      #expect(rate <= LookingBudget.perSecond + 100 / lasting.inSeconds, "\(rate)")
      #expect(page.keys.total == Self.many && !page.keys.isComplete)
      let slowest = RawRedis.slowest(server)
      let figures = "first page \(firstPage), \(rate) commands/s, slowest \(slowest.first.map { "\($0)" } ?? "< 1 ms")"
      print("\(Self.many) keys: \(figures)")
      await lab.store.close()
    }

    @Test("stops a search that finds nothing, says how far it came, and goes on when told to")
    func search() async throws {
      let server = try await Self.populated(60_000)
      let store = try RedisStore(
        address: server.address, prefix: "nothing:", connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        writing: .unlessForeign, jitter: SeededGenerator(seed: 1))
      // The budget's time is moved by hand: a search takes a minute of it.
      let patience = ManualClock()
      let clock = RealClock()
      let looker = ServerLooker(store: store, clock: clock, patience: patience, events: EventLog(clock: clock))
      var turns = 0
      while !looker.listing.isStopped, turns < 2_000 {
        await looker.look()
        patience.advance(by: .milliseconds(200))
        turns += 1
      }
      #expect(looker.listing.isStopped)
      #expect(looker.listing.examined == KeySurvey.mostExamined && looker.listing.total == 60_000)
      #expect(looker.listing.entries.isEmpty && !looker.listing.isComplete)
      let commands = store.status(at: clock.now).commands.forLooking
      for _ in 0..<20 {
        await looker.look()
        patience.advance(by: .milliseconds(100))
      }
      #expect(store.status(at: clock.now).commands.forLooking <= commands + 2, "only the clock is asked")
      looker.goOn()
      for _ in 0..<2_000 where !looker.listing.isComplete {
        await looker.look()
        patience.advance(by: .milliseconds(200))
      }
      #expect(looker.listing.isComplete)
      await store.close()
    }

    @Test("changes nobody's idle time, and says what it added to the server's hits")
    func observer() async throws {
      let server = try await RedisServer(options: ["--maxmemory-policy", "allkeys-lru"])
      for number in 0..<40 { _ = RawRedis.ask("SET app:\(number) value EX 1000", server) }
      let lab = try Self.lab(server, prefix: "app:")
      try await Task.sleep(for: .milliseconds(2_100))
      let hits = try #require(RawRedis.figure("keyspace_hits", server))
      // One for the whole test: what is asked is never cut off, so that all of it is counted.
      let looking = Task { await lab.listKeysUntilCancelled() }
      defer { looking.cancel() }
      var attention = Attention(wantsCounters: true)
      var page = try await Self.look(lab, at: attention, for: .seconds(10)) { $0.keys.entries.count == 40 }
      attention.keys = page.keys.entries.map(\.key)
      page = try await Self.look(lab, at: attention, for: .seconds(10)) { snapshot in
        snapshot.server?.counters.keyspaceHits != nil && snapshot.keys.entries.allSatisfy { $0.memory != nil }
      }
      page = try await Self.look(lab, at: attention, for: .milliseconds(2_500))
      let caused = try #require(RawRedis.figure("keyspace_hits", server)) - hits
      let store = try #require(lab.store as? RedisStore)
      #expect(caused == Int(store.lookupTraces.lookingHits), "all of it is ours, and counted")
      #expect((32...80).contains(caused), "two windows at most: \(caused)")
      #expect(page.server?.ofOthers.map { [$0.hits, $0.misses] } == [0, 0])
      for number in [0, 17, 39] {
        #expect((RawRedis.integer("OBJECT IDLETIME app:\(number)", server) ?? 0) >= 2)
      }
      await lab.store.close()
    }

    @Test(
      "adds no more than 40 hits and misses in any five seconds, from the first page on, following too",
      arguments: [false, true])
    func traces(follows: Bool) async throws {
      let server = try await RedisServer()
      for number in 0..<100 { _ = RawRedis.ask("SET app:\(number) value EX 1000", server) }
      let store = try RedisStore(
        address: server.address, prefix: "app:", connectTimeout: .seconds(20), commandTimeout: .seconds(20),
        writing: .unlessForeign, jitter: SeededGenerator(seed: 1))
      // The server's own counters, over a minute that is moved by hand.
      let clock = ManualClock()
      let looker = ServerLooker(
        store: store, clock: clock, patience: clock, events: EventLog(clock: clock), follows: follows)
      func lookups() -> Int {
        (RawRedis.figure("keyspace_hits", server) ?? 0) + (RawRedis.figure("keyspace_misses", server) ?? 0)
      }
      let first = lookups()
      var counts: [Int] = []
      for turn in 0..<600 {
        await looker.look()
        if turn % 10 == 0 { looker.attend(to: Attention(keys: looker.listing.entries.prefix(40).map(\.key))) }
        // Somebody scrolls, somebody wants to see values.
        if turn == 300 { looker.attend(to: Attention(keys: looker.listing.entries.suffix(40).map(\.key))) }
        if turn % 100 == 99 {
          for key in ["1", "2", "nothing"]
          where looker.state.withLock({
            $0.budget.admit(4, lookups: 3, at: clock.now)
          }) {
            _ = try await store.peek(CacheKey(key), limit: 100, at: clock.now)
          }
        }
        counts.append(lookups() - first)
        clock.advance(by: .milliseconds(100))
      }
      let windows = counts.indices.map { counts[$0] - ($0 < 50 ? 0 : counts[$0 - 50]) }
      #expect(windows.max() ?? 0 <= 40, "\(windows)")
      #expect(counts[2] >= 32, "a page is not kept waiting: \(counts.prefix(5))")
      #expect(counts[599] > 300, "and what is allowed is used: \(counts[599])")
      #expect(looker.listing.entries.count == 100)
      #expect(looker.listing.entries.prefix(40).allSatisfy { $0.expiry != .unknown })
      if follows { #expect(looker.listing.entries.count { $0.type == "string" } >= 60) }
      #expect(looker.listing.cost?.hits == store.lookupTraces.lookingHits)
      #expect(UInt64(counts[599]) == store.lookupTraces.lookingHits + store.lookupTraces.lookingMisses)
      await store.close()
    }

    @Test("names what is no string and never fetches it; of a long string only the beginning")
    func previews() async throws {
      let server = try await RedisServer()
      _ = RawRedis.ask("RPUSH app:list a b c", server)
      _ = RawRedis.ask("HSET app:hash f v", server)
      _ = RawRedis.ask("XADD app:stream * f v", server)
      _ = RawRedis.ask("SETRANGE app:long 33554432 x", server)
      _ = RawRedis.ask("SET app:short text", server)
      let lab = try Self.lab(server, prefix: "app:")
      for type in ["list", "hash", "stream"] {
        let preview = try #require(try await lab.inspect(CacheKey(type), limit: 4_096))
        #expect(preview.type == type && preview.bytes.isEmpty && (preview.summary.memory ?? 0) > 0)
      }
      let long = try #require(try await lab.inspect("long", limit: .max))
      #expect(long.type == nil && long.bytes.count == 4_096 && long.isPartial && long.summary.size == nil)
      #expect((long.summary.memory ?? 0) > 32 << 20)
      let short = try #require(try await lab.inspect("short", limit: 4_096))
      #expect(short.bytes == Array("text".utf8) && !short.isPartial && short.summary.size == 4)
      #expect(try await lab.inspect("absent", limit: 10) == nil)
      await lab.store.close()
    }

    @Test("counts down as the server does")
    func countdown() async throws {
      let server = try await RedisServer()
      for number in 0..<40 { _ = RawRedis.ask("SET app:\(number) value PX \(60_000 + number * 997)", server) }
      let lab = try Self.lab(server, prefix: "app:")
      // One for the whole test: what is asked is never cut off, so that all of it is counted.
      let looking = Task { await lab.listKeysUntilCancelled() }
      defer { looking.cancel() }
      let attention = Attention(keys: (0..<40).map { CacheKey("\($0)") })
      let page = try await Self.look(lab, at: attention, for: .seconds(10)) { snapshot in
        snapshot.keys.entries.count == 40 && snapshot.keys.entries.allSatisfy { $0.expiry != .unknown }
      }
      var worst = Duration.zero
      for entry in page.keys.entries {
        guard case .at(let deadline) = entry.expiry else { continue }
        let asked = lab.clock.now
        let left = try #require(RawRedis.integer("PTTL app:\(entry.key.text)", server))
        let answered = lab.clock.now
        let middle = asked.advanced(by: asked.duration(to: answered) / 2)
        let apart = middle.duration(to: deadline) - .milliseconds(left)
        worst = max(worst, max(apart, .zero - apart) - asked.duration(to: answered) / 2)
      }
      #expect(page.keys.entries.count == 40)
      #expect(worst <= .milliseconds(50), "\(worst)")
      await lab.store.close()
    }
  }
}
