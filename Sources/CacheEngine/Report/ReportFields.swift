/// The figures of a report that an expectation can name, as paths from the outside in.
///
/// The wall time is not among them: whether a run keeps what it promises must not depend on the machine.
public enum ReportFields {
  /// Of one endpoint, below `endpoints.NAME.`, and of the whole run alike.
  public static let ofEndpoint: [String] =
    ["requests", "hits", "misses", "hit_rate"]
    + below("outcomes", ["hit", "stale", "negative", "miss", "shared", "bypass", "error"])
    + below(
      "miss_causes",
      ["cold", "expired", "evicted", "invalidated", "cleared", "version", "undecodable", "store_error"])
    + below("latency", percentiles) + below("latency_hit", percentiles) + below("latency_miss", percentiles)
    + below("service", percentiles)
    + below("database", ["queries", "failures", "max_concurrent", "max_queue", "busy_s", "queries_saved"])
    + below("stale", ["served", "max_age_s", "mean_age_s"])
    + below("writes", ["accepted", "at_risk", "lost", "to_database"]) + ["store_commands"]
    + below("bill", ["refreshes", "failed_refreshes", "errors_avoided", "waits_avoided", "time_saved_s"])

  /// Of the whole run.
  public static let ofRun = ofEndpoint + ["evictions", "expirations", "dropped", "virtual_time_s"]

  /// Which figures there are, in a sentence: those of the section that a path begins with, else the sections.
  static func overview(near path: String) -> String {
    let names = path.split(separator: ".")
    let section = names.dropFirst(names.first == "endpoints" ? 2 : 0).first.map { "\($0)." } ?? ""
    let inSection = ofRun.filter { $0.hasPrefix(section) && section.count > 1 }
    if !inSection.isEmpty { return "in this section there are \(inSection.joined(separator: ", "))" }
    var sections: [String] = []
    for figure in ofRun {
      let parts = figure.split(separator: ".")
      let section = parts.count == 1 ? figure : "\(parts[0]).…"
      if sections.last != section { sections.append(section) }
    }
    return "there are \(sections.joined(separator: ", ")), and endpoints.NAME.…"
  }

  private static let percentiles = ["p50_s", "p90_s", "p99_s", "p999_s", "max_s", "mean_s"]

  private static func below(_ section: String, _ names: [String]) -> [String] {
    names.map { "\(section).\($0)" }
  }
}
