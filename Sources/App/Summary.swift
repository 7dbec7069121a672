import CacheEngine
import TUI

/// What is left on the shell's screen when the dashboard closes.
enum Summary {
  static func text(of snapshot: LabSnapshot) -> String {
    let counts = snapshot.ledger.total
    var parts = ["\(Figures.count(counts.started)) requests"]
    let outcomes: [(UInt64, String)] = [
      (counts.hits, "hits"), (counts.misses, "misses"), (counts.bypasses, "bypassed"), (counts.errors, "errors"),
      (counts.cancelled, "cancelled"), (counts.inFlight, "in flight"),
    ]
    parts += outcomes.filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.1)" }
    if let rate = counts.hitRate { parts.append("hit rate \(Figures.percent(rate))%") }
    parts.append("database \(Figures.count(snapshot.database.queries)) queries")
    return "ttlscope: " + parts.joined(separator: ", ")
  }
}
