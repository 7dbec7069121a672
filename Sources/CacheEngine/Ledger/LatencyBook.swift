/// The histograms of all functions, hits and waits apart: two populations that must never share a column.
struct LatencyBook {
  private var functions: [Pair] = []
  private var all = Pair()

  private struct Pair {
    var hits = LatencyHistogram()
    var waits = LatencyHistogram()

    mutating func record(_ latency: LedgerStripe.PendingLatency) {
      if latency.isHit {
        hits.record(nanoseconds: latency.nanoseconds)
      } else {
        waits.record(nanoseconds: latency.nanoseconds)
      }
    }

    var summary: LatencyPair {
      var pair = LatencyPair()
      pair.hits = hits.summary
      pair.waits = waits.summary
      return pair
    }
  }

  mutating func record(_ latencies: [LedgerStripe.PendingLatency]) {
    for latency in latencies {
      while functions.count <= latency.function.index { functions.append(Pair()) }
      functions[latency.function.index].record(latency)
      all.record(latency)
    }
  }

  var total: LatencyPair { all.summary }

  func latency(of index: Int) -> LatencyPair {
    index < functions.count ? functions[index].summary : LatencyPair()
  }
}
