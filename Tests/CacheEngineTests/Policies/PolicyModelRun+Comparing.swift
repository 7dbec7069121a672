@testable import CacheEngine

/// Comparing what there is at a moment.
extension PolicyModelRun {
  /// Compares the names in the store.
  mutating func storeDifference() async -> String? {
    model.forgetEnded()
    var names: [String] = []
    var cursor: ListCursor?
    repeat {
      guard let page = try? await lab.store.list(prefix: "", after: cursor, limit: 1_000, at: time.now) else {
        return "no list"
      }
      names += page.entries.map(\.key.text)
      cursor = page.next
    } while cursor != nil
    let expected = model.livingNames
    if names.sorted() == expected { return nil }
    return "in the store: \(Set(names).symmetricDifference(expected).sorted()) on one side only"
  }

  /// Compares the ledger with itself, and with the model.
  func ledgerDifference() -> String? {
    let counts = lab.ledger.snapshot(at: time.now).total
    let causes = counts.causes
    let causesInAll =
      causes.cold + causes.expired + causes.evicted + causes.invalidated + causes.cleared + causes.version
      + causes.undecodable + causes.storeError
    let bill = counts.bill
    let pairs: [(name: String, is: UInt64, expected: UInt64)] = [
      ("in flight", counts.inFlight, 0), ("started", counts.started, counts.finished + counts.inFlight),
      ("causes", causesInAll, counts.misses + counts.shared),
      ("stale reasons", bill.errorsAvoided + bill.waitsAvoided, counts.staleHits),
      ("requests", counts.started, model.counts.started), ("loads", counts.loads, model.counts.loads),
      ("hits", counts.hits, model.count(.hit)), ("stale", counts.staleHits, model.count(.stale)),
      ("negative", counts.negativeHits, model.count(.negative)), ("misses", counts.misses, model.count(.miss)),
      ("bypasses", counts.bypasses, model.count(.bypass)), ("errors", counts.errors, model.count(.error)),
      ("writes", counts.writes.accepted, model.count(.write)), ("refreshes", bill.refreshes, model.count(.refresh)),
      ("shared", counts.shared, 0), ("cancelled", counts.cancelled, 0),
    ]
    return pairs.first { $0.is != $0.expected }.map { "\($0.name): \($0.is), not \($0.expected)" }
  }

  /// How often each outcome came, to see that the run went everywhere.
  var outcomes: [Outcome: UInt64] { model.counts.outcomes }
}
