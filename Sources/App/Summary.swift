import CacheEngine
import TUI

/// What is left on the shell's screen when the dashboard closes.
enum Summary {
  static func text(of snapshot: LabSnapshot) -> String {
    if let watch = snapshot.watch { return text(of: watch, snapshot) }
    let counts = snapshot.ledger.total
    var parts = [amount(counts.started, "request", "requests")]
    let outcomes: [(UInt64, String, String)] = [
      (counts.hits, "hit", "hits"), (counts.staleHits, "stale", "stale"),
      (counts.negativeHits, "negative", "negative"), (counts.misses, "miss", "misses"),
      (counts.bypasses, "bypassed", "bypassed"),
      (counts.errors, "error", "errors"), (counts.cancelled, "cancelled", "cancelled"),
      (counts.inFlight, "in flight", "in flight"),
    ]
    parts += outcomes.filter { $0.0 > 0 }.map { amount($0.0, $0.1, $0.2) }
    if let rate = counts.hitRate { parts.append("hit rate \(Figures.percent(rate))%") }
    parts.append("database " + amount(snapshot.database.queries, "query", "queries"))
    return "ttlscope: " + parts.joined(separator: ", ")
  }

  private static func text(of watch: WatchReading, _ snapshot: LabSnapshot) -> String {
    let changes = watch.counts.arrivals + watch.counts.expired + watch.counts.removed
    let time = Figures.timeLeft(Timestamp.zero.duration(to: snapshot.at))
    return
      "ttlscope: watched \(SafeText(limit: 200)(watch.pattern)) for \(time): "
      + amount(UInt64(snapshot.keys.entries.count), "key", "keys") + ", " + amount(changes, "change", "changes")
  }

  private static func amount(_ number: UInt64, _ one: String, _ many: String) -> String {
    "\(Figures.count(number)) \(number == 1 ? one : many)"
  }
}
