/// The histograms of all functions, hits and waits apart: two populations that must never share a column.
struct LatencyBook: Sendable {
  private(set) var functions: [Pair] = []
  private(set) var all = Pair()

  /// Latencies from the intended arrival, and from being taken up.
  struct Pair: Sendable {
    var hits = LatencyHistogram()
    var waits = LatencyHistogram()
    /// `nil` as long as no request was taken up late: then they are the same as the others.
    private var serviceApart: (hits: LatencyHistogram, waits: LatencyHistogram)?

    var serviceHits: LatencyHistogram { serviceApart?.hits ?? hits }
    var serviceWaits: LatencyHistogram { serviceApart?.waits ?? waits }

    mutating func record(_ latency: LedgerStripe.PendingLatency) {
      if latency.lag > 0, serviceApart == nil { serviceApart = (hits, waits) }
      if latency.isHit {
        hits.record(nanoseconds: latency.nanoseconds)
        serviceApart?.hits.record(nanoseconds: latency.nanoseconds - latency.lag)
      } else {
        waits.record(nanoseconds: latency.nanoseconds)
        serviceApart?.waits.record(nanoseconds: latency.nanoseconds - latency.lag)
      }
    }

    /// Everything that got a response.
    var latencyOfAll: LatencySummary { hits.merged(with: waits).summary }
    var serviceOfAll: LatencySummary { serviceHits.merged(with: serviceWaits).summary }
  }

  mutating func record(_ latencies: [LedgerStripe.PendingLatency]) {
    for latency in latencies {
      while functions.count <= latency.function.index { functions.append(Pair()) }
      functions[latency.function.index].record(latency)
      all.record(latency)
    }
  }

  func pair(of index: Int) -> Pair {
    index < functions.count ? functions[index] : Pair()
  }
}

/// Summaries of the histograms as they were last asked for: what nobody was added to since is not summed up again.
struct LatencySummaries {
  struct Both {
    var latency = LatencyPair()
    var service = LatencyPair()
  }

  private var functions: [Both] = []
  private(set) var total = Both()

  mutating func update(from book: LatencyBook) {
    Self.update(&total, from: book.all)
    while functions.count < book.functions.count { functions.append(Both()) }
    for (index, pair) in book.functions.enumerated() { Self.update(&functions[index], from: pair) }
  }

  func summaries(of index: Int) -> Both {
    index < functions.count ? functions[index] : Both()
  }

  private static func update(_ both: inout Both, from pair: LatencyBook.Pair) {
    if both.latency.hits.count != pair.hits.count {
      both.latency.hits = pair.hits.summary
      both.service.hits = pair.serviceHits.summary
    }
    if both.latency.waits.count != pair.waits.count {
      both.latency.waits = pair.waits.summary
      both.service.waits = pair.serviceWaits.summary
    }
  }
}
