import TestSupport
import Testing

@testable import CacheEngine

extension RedisServerSuites {
  @Suite("A list of a cluster that lacks a node")
  struct ClusterGapTests {
    private let clock = RealClock()

    private func value(_ text: String) -> EncodedValue { EncodedValue(bytes: Array(text.utf8)) }

    private func list(_ store: RedisStore) async throws(StoreError) -> (keys: Set<String>, gap: ListGap?) {
      var (keys, gap, cursor) = (Set<String>(), ListGap?.none, ListCursor?.none)
      repeat {
        let page = try await store.list(prefix: "", after: cursor, limit: 100, at: clock.now)
        keys.formUnion(page.entries.map(\.key.text))
        (cursor, gap) = (page.next, page.gap ?? gap)
      } while cursor != nil
      return (keys, gap)
    }

    @Test("has what the others have, and says what part is missing, until that answers", .timeLimit(.minutes(2)))
    func gap() async throws {
      let servers = try await RedisClusterServers()
      let lost = servers.servers[1]
      let place = "127.0.0.1:\(lost.port ?? 0)"
      let store = try RedisStore(address: servers.address, prefix: "p:", jitter: SeededGenerator(seed: 1))
      let keys = (0..<60).map { "k\($0)" }
      try await store.setMany(keys.map { (CacheKey($0), value($0)) }, ttl: nil, at: clock.now)
      let elsewhere = Set(keys.filter { !(5_461...10_922).contains(HashSlot(of: Array("p:\($0)".utf8)).number) })
      #expect(elsewhere.count > 10 && elsewhere.count < 55)
      var whole = try await list(store)
      #expect(whole.keys == Set(keys) && whole.gap == nil)

      lost.kill()
      let part = try await list(store)
      #expect(part.keys == elsewhere)
      let gap = try #require(part.gap)
      #expect(gap.nodes == [place])
      #expect("\(gap)" == "1 of 3 nodes does not answer: 5462 slots are not listed")
      #expect(keys.allSatisfy { gap.covers(CacheKey($0)) != elsewhere.contains($0) })
      // What must be whole is none with a gap: clearing, and looking whether there is anything of others.
      await #expect(throws: StoreError.self) { try await store.clear(prefix: "", at: clock.now) }
      let careful = try RedisStore(
        address: servers.address, prefix: "q:", writing: .unlessForeign, jitter: SeededGenerator(seed: 1))
      await #expect(throws: StoreError.self) { try await careful.set("a", value("1"), ttl: nil, at: clock.now) }
      await careful.close()

      // Another server at the place of the one that is gone is not taken for it.
      let other = try await RedisServer(options: ["--port", "\(lost.port ?? 0)"])
      #expect(try await list(store).gap?.nodes == [place])
      let missing = try #require(keys.first { !elsewhere.contains($0) })
      await #expect(throws: StoreError.self) {
        try await store.set(CacheKey(missing), value("1"), ttl: nil, at: clock.now)
      }
      #expect(RawSocket.ask("DBSIZE\r\n", path: other.socketPath) == ":0\r\n")
      other.kill()

      try await lost.start()
      repeat { whole = try await list(store) } while whole.gap != nil
      #expect(whole.keys.isSubset(of: keys))

      // A single server in place of the node that was named, and that node again.
      servers.servers[0].kill()
      let single = try await RedisServer(options: ["--port", "\(servers.servers[0].port ?? 0)"])
      func isWritten() async -> Bool { (try? await store.set("alone", value("1"), ttl: nil, at: clock.now)) != nil }
      while store.connection.link.isCluster { try await Task.sleep(for: .milliseconds(5)) }
      while await !isWritten() { try await Task.sleep(for: .milliseconds(5)) }
      let alone = try await list(store)
      #expect(alone.keys == ["alone"] && alone.gap == nil)
      #expect(store.status(at: clock.now).place == servers.address.description)
      #expect(store.connection.link.cluster.map == nil && store.status(at: clock.now).health == .up)
      single.kill()
      try await servers.servers[0].start()
      func isWhole() async -> Bool {
        guard let found = try? await list(store) else { return false }
        return found.gap == nil && store.connection.link.isCluster
      }
      while await !isWhole() { try await Task.sleep(for: .milliseconds(5)) }
      #expect(store.status(at: clock.now).place.hasSuffix(", cluster of 3"))
      for server in servers.servers { server.kill() }
      await #expect(throws: StoreError.self) { try await list(store) }
      await store.close()
    }

    @Test("keeps in the dashboard what was known of the part that is missing")
    func survey() {
      var slots = SlotSet()
      slots.insert(HashSlot(of: Array("away".utf8)))
      slots.insert(HashSlot(of: Array("over".utf8)))
      let gap = ListGap(nodes: ["a:1"], of: 3, slots: slots, names: ServerNames(.watched(pattern: "*")))
      func at(_ second: Int64) -> Timestamp { .zero.advanced(by: .seconds(second)) }
      func entry(_ key: String, _ expiry: Expiry = .never) -> EntrySummary {
        EntrySummary(key: CacheKey(key), expiry: expiry)
      }
      var survey = KeySurvey()
      survey.saw(
        [entry("here"), entry("away"), entry("over", .at(at(4))), entry("gone")], next: nil, examined: 4, at: at(0))
      survey.startRound(at: at(9), isWoken: false)
      survey.saw([entry("here")], next: nil, gap: gap, examined: 4, at: at(9))
      #expect(survey.entries.map(\.key.text) == ["here", "away"])
      #expect(survey.gap == gap)
      survey.startRound(at: at(20), isWoken: false)
      survey.saw([entry("here")], next: nil, examined: 4, at: at(20))
      #expect(survey.entries.map(\.key.text) == ["here"] && survey.gap == nil)

      // What comes into sight with the part has not appeared, and what went out of it is not gone.
      var (whole, part) = (KeyListing(), KeyListing())
      whole.entries = [entry("here"), entry("away")]
      part.entries = [entry("here")]
      part.gap = gap
      #expect(KeyDiff(from: whole, to: part, at: at(1)).events.isEmpty)
      #expect(KeyDiff(from: part, to: whole, at: at(1)).events.isEmpty)
      part.gap = nil
      #expect(KeyDiff(from: whole, to: part, at: at(1)).events.map(\.kind) == [.gone])
    }
  }
}
