import Testing

@testable import App
@testable import CacheEngine

@Suite("The summary")
struct SummaryTests {
  @Test("names what happened, and nothing that did not")
  func text() {
    var ledger = LedgerSnapshot(at: .zero)
    let store = StoreStatus(kind: "memory", dialect: .memory)
    var snapshot = LabSnapshot(at: .zero, ledger: ledger, store: store)
    #expect(Summary.text(of: snapshot) == "ttlscope: 0 requests, database 0 queries")
    ledger.total.started = 1_205
    ledger.total.hits = 1_200
    ledger.total.misses = 3
    ledger.total.bypasses = 1
    ledger.total.inFlight = 1
    snapshot.ledger = ledger
    snapshot.database.queries = 5
    #expect(
      Summary.text(of: snapshot)
        == "ttlscope: 1 205 requests, 1 200 hits, 3 misses, 1 bypassed, 1 in flight, hit rate 99.8%, database 5 queries"
    )
  }
}
