import Testing

@testable import CacheEngine

@Suite("A server's counters") struct ServerCountersTests {
  @Test("are read from what INFO says")
  func reading() {
    let info = """
      # Server\r\nredis_version:7.0.15\r\n\r\n# Memory\r\nused_memory:1048576\r\nmaxmemory:0\r\n\
      maxmemory_policy:allkeys-lru\r\n# Stats\r\ninstantaneous_ops_per_sec:12\r\nkeyspace_hits:300\r\nkeyspace_misses:7\r\n\
      expired_keys:5\r\nevicted_keys:2\r\n# Clients\r\nconnected_clients:3\r\nunknown_field:1\r\n
      """
    let counters = ServerCounters(info: info.utf8)
    #expect(counters.version == "7.0.15")
    #expect(counters.keyspaceHits == 300 && counters.keyspaceMisses == 7)
    #expect(counters.expiredKeys == 5 && counters.evictedKeys == 2)
    #expect(counters.usedMemory == 1_048_576 && counters.maxMemory == 0 && counters.evictionPolicy == "allkeys-lru")
    #expect(counters.connectedClients == 3 && counters.commandsPerSecond == 12)
  }

  @Test(
    "are left out where they cannot be read",
    arguments: [
      "", ":", "\n\r\n", "keyspace_hits", "keyspace_hits:", "keyspace_hits:-1", "keyspace_hits:1.5",
      "keyspace_hits:99999999999999999999999", "keyspace_hits :1", "\u{0}:\u{0}", "KEYSPACE_HITS:1",
    ])
  func unreadable(text: String) {
    #expect(ServerCounters(info: text.utf8) == ServerCounters())
  }

  @Test("are bounded: no text is longer than 64 bytes, and no more than 256 KiB are read")
  func bounds() {
    let long = "redis_version:" + String(repeating: "9", count: 100_000)
    #expect(ServerCounters(info: long.utf8).version?.utf8.count == 64)
    let late = String(repeating: "#\n", count: 200_000) + "keyspace_hits:1\n"
    #expect(ServerCounters(info: late.utf8).keyspaceHits == nil)
  }

  @Test("can be made of any bytes")
  func anyBytes() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      let count = Int(generator.next() % 200)
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      _ = ServerCounters(info: Array("used_memory:".utf8) + bytes)
    }
  }

  @Test(
    "are shown without our own share, and not at all after the server began anew",
    arguments: [
      // At the first look, now, of our own, of others.
      ((10, 5), (110, 25), (40, 10), (60, 10)), ((10, 5), (10, 5), (0, 0), (0, 0)),
      // What was on its way when the server counted.
      ((10, 5), (11, 5), (3, 1), (0, 0)),
    ] as [((UInt64, UInt64), (UInt64, UInt64), (UInt64, UInt64), (UInt64, UInt64))])
  func share(first: (UInt64, UInt64), now: (UInt64, UInt64), own: (UInt64, UInt64), others: (UInt64, UInt64)) {
    func counters(_ pair: (UInt64, UInt64)) -> ServerCounters {
      var counters = ServerCounters()
      (counters.keyspaceHits, counters.keyspaceMisses) = pair
      return counters
    }
    var traces = LookupTraces()
    (traces.requestHits, traces.lookingMisses) = own
    var reading = ServerReading(counters: counters(now), first: counters(first), own: traces)
    #expect(reading.ofOthers.map { [$0.hits, $0.misses] } == [others.0, others.1])
    reading.counters = counters((first.0 - 1, 0))
    #expect(reading.ofOthers == nil)
  }
}
