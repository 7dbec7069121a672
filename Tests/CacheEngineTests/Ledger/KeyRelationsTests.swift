import Testing

@testable import CacheEngine

@Suite("What keys have to do with each other")
struct KeyRelationsTests {
  private func record(_ number: UInt64, _ key: String, _ request: String? = nil, function: Int = 0) -> LookupRecord {
    LookupRecord(
      id: RequestID(number), function: FunctionID(index: function), key: CacheKey(key), request: request,
      arrivedAt: .zero, startedAt: .zero, finishedAt: .zero, outcome: .hit)
  }

  @Test(
    "finds two keys for what looks like the same arguments",
    arguments: [
      ("item:1", "item:\"1\"", true), ("item:1", "item:'1'", true), ("item:5", "item:item_id=5", true),
      ("item:a=1:b=2", "item:1:2", true), ("item:1", "item:01", false), ("item:1", "item:2", false),
      ("item:1", "item:1:", false), ("item:1:2", "item:12", false),
    ])
  func likeKeys(left: String, right: String, isLike: Bool) {
    let records = [record(1, left), record(2, right)]
    #expect(KeyRelations(of: records[0], in: records).likeKey?.text == (isLike ? right : nil))
    #expect(KeyRelations(of: records[1], in: records).likeKey?.text == (isLike ? left : nil))
  }

  @Test("finds one key for different requests, and different keys for one request")
  func requests() {
    let shared = [
      record(1, "all", "GET /p?page=1"), record(2, "all", "GET /p?page=2"), record(3, "all", "GET /p?page=1"),
    ]
    #expect(KeyRelations(of: shared[0], in: shared).sameKey == "GET /p?page=2")
    #expect(KeyRelations(of: shared[0], in: [shared[0], shared[2]]) == KeyRelations(of: shared[0], in: []))
    let apart = [record(1, "a", "GET /p"), record(2, "b", "GET /p")]
    #expect(KeyRelations(of: apart[0], in: apart).likeKey?.text == "b")
  }

  @Test("compares only requests of one function")
  func functions() {
    let records = [record(1, "item:1"), record(2, "item:\"1\"", function: 1)]
    #expect(KeyRelations(of: records[0], in: records) == KeyRelations(of: records[0], in: []))
  }
}
