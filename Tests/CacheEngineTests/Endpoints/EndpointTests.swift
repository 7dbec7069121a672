import TestSupport
import Testing

@testable import CacheEngine

@Suite("Tutorial endpoints") struct EndpointTests {
  @Test(
    "the body is byte for byte what the tutorial's application answers, loaded and from the cache",
    arguments: [
      ("/items/5", #"{"item_id": 5, "name": "Item 5", "description": "This is a cached item."}"#),
      ("/users", #"[{"user_id": 1, "name": "Alice"}, {"user_id": 2, "name": "Bob"}]"#),
      ("/orders/7", #"{"order_id": 7, "ordered_at": "2026-01-05T09:30:00Z"}"#),
      (
        "/products?page=2",
        #"{"page": 2, "products": [{"name": "The first product of page 2"}, {"name": "The second product of page 2"}]}"#
      ),
    ])
  func bodies(target: String, body: String) async throws {
    let bench = try LabBench()
    for _ in 0..<2 {
      let response = try await bench.answer(target)
      #expect(response.status == 200)
      #expect(String(decoding: response.body, as: UTF8.self) == body)
    }
  }

  @Test("an order holds a date: it is never stored, every request loads")
  func dateTrap() async throws {
    let bench = try LabBench()
    for _ in 0..<2 {
      let record = try #require(try await bench.answer("/orders/7").record)
      #expect(record.outcome == .miss)
      #expect(
        record.remarks == [.notEncodable("ordered_at is a date, which JSON cannot carry without a date strategy")])
    }
    #expect(bench.lab.snapshot().database.queries == 2)
  }

  @Test("products share one key: the page loaded first is served for all, and the record says so")
  func fixedKeyTrap() async throws {
    let bench = try LabBench()
    _ = try await bench.answer("/products?page=1")
    let response = try await bench.answer("/products?page=2")
    #expect(String(decoding: response.body, as: UTF8.self).hasPrefix(#"{"page": 1,"#))
    #expect(response.record?.remarks == [.sharedKey(filledFor: "page=1", askedFor: "page=2")])
  }

  @Test("bytes in the store that are not JSON are a miss, and never reach a client")
  func foreignBytes() async throws {
    let bench = try LabBench()
    try await bench.lab.store.set(CacheKey("all_users"), EncodedValue(bytes: [0x5B]), ttl: nil, at: .zero)
    let response = try await bench.answer("/users")
    #expect(response.record?.cause == .undecodable)
    #expect(response.body.count > 10)
  }

  @Test("every example in the catalogue is a request that its endpoint answers")
  func examples() async throws {
    let bench = try LabBench()
    for endpoint in bench.lab.snapshot().endpoints {
      let response = try await bench.answer(endpoint.example.target)
      #expect(response.status == 200)
      #expect(response.record?.request == "GET \(endpoint.example.target)")
    }
    #expect(bench.lab.snapshot().total == 4)
  }
}

extension LabSnapshot {
  fileprivate var total: UInt64 { ledger.total.finished }
}
