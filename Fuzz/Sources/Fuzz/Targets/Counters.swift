import CacheEngine

/// Any answer to `INFO` is read as far as it makes sense, and what is kept of it is short.
func fuzzCounters(_ bytes: [UInt8]) {
  let counters = ServerCounters(info: bytes)
  for text in [counters.version, counters.evictionPolicy].compactMap({ $0 }) {
    promise(text.unicodeScalars.count <= 64, "a counter keeps much: \(text)")
  }
  let twice = ServerReading(counters: counters, first: counters).ofOthers
  promise(twice.map { $0 == (0, 0) } ?? true, "others did something at no time")
  let fresh = ServerReading(counters: counters, first: ServerCounters(info: "keyspace_hits:1\nkeyspace_misses:1".utf8))
  _ = fresh.ofOthers
}
