/// The histograms of all functions, hits and waits apart: two populations that must never share a column.
struct LatencyBook {
  private(set) var functions: [Pair] = []
  private(set) var all = Pair()

  struct Pair {
    var hits = LatencyHistogram()
    var waits = LatencyHistogram()

    mutating func record(_ latency: LedgerStripe.PendingLatency) {
      if latency.isHit {
        hits.record(nanoseconds: latency.nanoseconds)
      } else {
        waits.record(nanoseconds: latency.nanoseconds)
      }
    }
  }

  mutating func record(_ latencies: [LedgerStripe.PendingLatency]) {
    for latency in latencies {
      while functions.count <= latency.function.index { functions.append(Pair()) }
      functions[latency.function.index].record(latency)
      all.record(latency)
    }
  }
}

/// Summaries of the histograms as they were last asked for: what nobody was added to since is not summed up again.
struct LatencySummaries {
  private var functions: [LatencyPair] = []
  private(set) var total = LatencyPair()

  mutating func update(from book: LatencyBook) {
    Self.update(&total, from: book.all)
    while functions.count < book.functions.count { functions.append(LatencyPair()) }
    for (index, pair) in book.functions.enumerated() { Self.update(&functions[index], from: pair) }
  }

  func latency(of index: Int) -> LatencyPair {
    index < functions.count ? functions[index] : LatencyPair()
  }

  private static func update(_ summaries: inout LatencyPair, from pair: LatencyBook.Pair) {
    if summaries.hits.count != pair.hits.count { summaries.hits = pair.hits.summary }
    if summaries.waits.count != pair.waits.count { summaries.waits = pair.waits.summary }
  }
}
