/// The lab's figures as a report.
extension Lab {
  /// Everything that has been counted so far; the times of the run are for whoever ran it to fill in.
  public func report() -> RunReport {
    let now = clock.now
    var snapshot = ledger.snapshot(at: now, records: 0)
    addWritesBehind(to: &snapshot)
    let latencies = ledger.latencyBook()
    let status = store.status(at: now)
    var report = RunReport(
      name: scenario.name, seed: scenario.seed, store: status.kind, virtualTime: .zero, wallTime: .zero,
      total: figures(snapshot.total, latencies.all, database.reading))
    report.endpoints = endpoints.map { endpoint in
      let index = snapshot.functions.firstIndex { $0.name == endpoint.definition.name }
      return EndpointReport(
        name: endpoint.definition.name,
        figures: figures(
          index.map { snapshot.functions[$0].counts } ?? LookupCounts(), latencies.pair(of: index ?? .max),
          database.reading(of: endpoint.client)))
    }
    report.evictions = status.departures.evicted
    report.expirations = status.departures.expired
    report.dropped = sender.requestsDropped
    return report
  }

  private func figures(
    _ counts: LookupCounts, _ latencies: LatencyBook.Pair, _ database: DatabaseReading
  ) -> ReportFigures {
    var figures = ReportFigures()
    figures.counts = counts
    figures.latency = latencies.latencyOfAll
    figures.hitLatency = latencies.hits.summary
    figures.missLatency = latencies.waits.summary
    figures.service = latencies.serviceOfAll
    figures.database = database
    return figures
  }
}
