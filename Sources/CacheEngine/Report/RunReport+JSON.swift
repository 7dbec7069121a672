extension RunReport {
  /// The report as programs read it. Names and order of the fields are part of the command line.
  public var json: JSONValue {
    var fields = [
      JSONField("name", .string(name)),
      JSONField("seed", .count(seed)),
      JSONField("store", .string(store)),
      JSONField("virtual_time_s", .seconds(virtualTime)),
      JSONField("wall_time_s", .seconds(wallTime)),
    ]
    fields += total.fields
    fields += [
      JSONField("evictions", .count(evictions)),
      JSONField("expirations", .count(expirations)),
      JSONField("dropped", .count(dropped)),
      JSONField("endpoints", .object(endpoints.map { JSONField($0.name, .object($0.figures.fields)) })),
      JSONField("expectations", .array(expectations.map(\.json))),
    ]
    return .object(fields)
  }
}

extension ReportFigures {
  /// The fields that an endpoint and the whole run have in common.
  var fields: [JSONField] {
    [
      JSONField("requests", .count(requests)),
      JSONField("hits", .count(counts.served)),
      JSONField("misses", .count(misses)),
      JSONField("hit_rate", .figure(counts.hitRate)),
      JSONField("outcomes", counts.outcomesJSON),
      JSONField("miss_causes", counts.causes.json),
      JSONField("latency", latency.json),
      JSONField("latency_hit", hitLatency.json),
      JSONField("latency_miss", missLatency.json),
      JSONField("service", service.json),
      JSONField("database", databaseJSON),
      JSONField("stale", counts.stale.json),
      JSONField("writes", counts.writes.json),
      JSONField("store_commands", .count(counts.storeOperations)),
      JSONField("bill", counts.bill.json),
    ]
  }

  private var databaseJSON: JSONValue {
    .object([
      JSONField("queries", .count(database.queries)),
      JSONField("failures", .count(database.failures)),
      JSONField("max_concurrent", .integer(database.mostRunning)),
      JSONField("max_queue", .integer(database.mostWaiting)),
      JSONField("busy_s", .seconds(database.busy)),
      JSONField("queries_saved", .count(queriesSaved)),
    ])
  }
}

extension LookupCounts {
  fileprivate var outcomesJSON: JSONValue {
    .object([
      JSONField("hit", .count(hits)),
      JSONField("stale", .count(staleHits)),
      JSONField("negative", .count(negativeHits)),
      JSONField("miss", .count(misses)),
      JSONField("shared", .count(shared)),
      JSONField("bypass", .count(bypasses)),
      JSONField("error", .count(errors)),
    ])
  }
}

extension MissCauseCounts {
  /// The causes by the names that reports use, in their order.
  var named: [(name: String, count: UInt64)] {
    [
      ("cold", cold), ("expired", expired), ("evicted", evicted), ("invalidated", invalidated), ("cleared", cleared),
      ("version", version), ("undecodable", undecodable), ("store_error", storeError),
    ]
  }

  fileprivate var json: JSONValue {
    .object(named.map { JSONField($0.name, .count($0.count)) })
  }
}

extension LatencySummary {
  fileprivate var json: JSONValue {
    let figures = [
      ("p50_s", p50), ("p90_s", p90), ("p99_s", p99), ("p999_s", p999), ("max_s", greatest), ("mean_s", mean),
    ]
    return .object(figures.map { JSONField($0.0, count == 0 ? .null : .seconds($0.1)) })
  }
}

extension StaleCounts {
  fileprivate var json: JSONValue {
    .object([
      JSONField("served", .count(served)),
      JSONField("max_age_s", .seconds(mostAge)),
      JSONField("mean_age_s", meanAge.map { .seconds($0) } ?? .null),
    ])
  }
}

extension Bill {
  fileprivate var json: JSONValue {
    .object([
      JSONField("refreshes", .count(refreshes)),
      JSONField("failed_refreshes", .count(failedRefreshes)),
      JSONField("errors_avoided", .count(errorsAvoided)),
      JSONField("waits_avoided", .count(waitsAvoided)),
      JSONField("time_saved_s", .seconds(timeSaved)),
    ])
  }
}

extension WriteCounts {
  fileprivate var json: JSONValue {
    .object([
      JSONField("accepted", .count(accepted)),
      JSONField("at_risk", .count(atRisk)),
      JSONField("lost", .count(lost)),
      JSONField("to_database", .count(toDatabase)),
    ])
  }
}

extension ExpectationResult {
  fileprivate var json: JSONValue {
    .object([
      JSONField("text", .string(expectation.text)),
      JSONField("value", .figure(value)),
      JSONField("met", .bool(isMet)),
    ])
  }
}
