import TestSupport
import Testing

@testable import CacheEngine

@Suite("Cached functions") struct CachedFunctionTests {
  struct Failure: Error, Hashable { var number: Int }
  struct Unencodable: Codable, Hashable { var number: Double }

  let bench = CacheBench()

  @Test("functions of none, one and three arguments have their keys")
  func arities() async throws {
    let none = cached("none", ttl: .seconds(1), cache: bench.cache) { 7 }
    let three = cached("three", ttl: .seconds(1), cache: bench.cache) { (a: Int, b: String, c: Bool?) in "\(a)\(b)" }
    #expect(none.key().text == "none")
    #expect(three.key(1, "x:y", nil).text == "three:1:x\\:y:~")
    #expect(try await none() == 7)
    #expect(try await three(1, "b", true) == "1b")
    #expect(try await three(2, "b", true) == "2b")
    #expect(bench.snapshot.total.misses == 3)
    try await none.invalidate()
    try await three.invalidate(1, "b", true)
    #expect(try await three(2, "b", true) == "2b")
    #expect(bench.snapshot.total.hits == 1)
    #expect(try await none() == 7)
    #expect(bench.lastRecord?.cause == .invalidated)
  }

  @Test("what the loader throws passes through untouched and is not cached")
  func loaderError() async throws {
    let calls = bench.calls
    let function = cached("f", ttl: .seconds(1), cache: bench.cache) { (_: Int) -> Int in
      throw Failure(
        number: calls.withLock { calls in
          calls += 1
          return calls
        })
    }
    await #expect(throws: Failure(number: 1)) { try await function(5) }
    await #expect(throws: Failure(number: 2)) { try await function(5) }
    let record = try #require(bench.lastRecord)
    #expect(record.outcome == .error)
    #expect(record.cause == nil)
    #expect(record.remarks == [.loadFailed("Failure(number: 2)")])
    #expect(bench.store.faults.withLock { $0.sets } == 0)
    #expect(bench.snapshot.total.errors == 2)
    #expect(bench.snapshot.total.loads == 2)
    #expect(bench.snapshot.waiting.isEmpty)
  }

  @Test("a nil result is kept: the second call is a hit")
  func cachedNil() async throws {
    let calls = bench.calls
    let function = cached("f", ttl: .seconds(1), cache: bench.cache) { (_: Int) -> String? in
      calls.withLock { $0 += 1 }
      return nil
    }
    #expect(try await function(5) == nil)
    #expect(try await function(5) == nil)
    #expect(bench.lastRecord?.outcome == .hit)
    #expect(calls.withLock { $0 } == 1)
  }

  @Test("a result that cannot be encoded is returned and not stored")
  func notEncodable() async throws {
    let function = cached("f", ttl: .seconds(1), cache: bench.cache) { (_: Int) in Unencodable(number: .infinity) }
    #expect(try await function(5) == Unencodable(number: .infinity))
    let record = try #require(bench.lastRecord)
    #expect(record.outcome == .miss)
    #expect(!record.wrote)
    guard case .notEncodable = record.remarks.first else {
      Issue.record("\(record.remarks)")
      return
    }
    #expect(bench.snapshot.total.notStored == 1)
    #expect(bench.store.faults.withLock { $0.sets } == 0)
  }

  @Test("a result that the predicate excludes is returned and not stored")
  func excluded() async throws {
    let function = cached("f", ttl: .seconds(1), cache: bench.cache, stores: { $0 != 0 }) { (number: Int) in number }
    #expect(try await function(0) == 0)
    #expect(bench.lastRecord?.remarks == [.excluded])
    #expect(bench.lastRecord?.wrote == false)
    #expect(try await function(1) == 1)
    #expect(bench.lastRecord?.wrote == true)
    #expect(bench.snapshot.total.notStored == 0)
  }

  @Test("bypassing the read loads anew and writes what it loaded")
  func bypassingRead() async throws {
    let function = bench.counting()
    _ = try await function(5)
    #expect(try await function.bypassing(.read)(5) == 2)
    #expect(bench.lastRecord?.outcome == .bypass)
    #expect(bench.lastRecord?.remarks == [.readBypassed])
    #expect(bench.lastRecord?.phases.read == nil)
    #expect(try await function(5) == 2)
  }

  @Test("bypassing the write serves hits and stores nothing")
  func bypassingWrite() async throws {
    let function = bench.counting()
    #expect(try await function.bypassing(.write)(5) == 1)
    #expect(bench.lastRecord?.remarks == [.writeBypassed])
    #expect(try await function(5) == 2)
    #expect(try await function.bypassing(.write)(5) == 2)
    #expect(bench.lastRecord?.outcome == .hit)
  }

  @Test("bypassing both asks nothing of the store")
  func bypassingBoth() async throws {
    let function = bench.counting().bypassing(.read).bypassing(.write)
    #expect(try await function(5) == 1)
    #expect(try await function(5) == 2)
    let faults = bench.store.faults.withLock { $0 }
    #expect(faults.gets + faults.sets == 0)
    #expect(bench.lastRecord?.storeOperations == [])
  }

  @Test("a hit on an entry that was filled for other arguments says so, each time")
  func sharedKey() async throws {
    let function = bench.counting(keyBuilder: .fixed("all"))
    _ = try await function(1)
    _ = try await function(1)
    #expect(bench.lastRecord?.remarks == [])
    _ = try await function(2)
    #expect(bench.lastRecord?.remarks == [.sharedKey(filledFor: "1", askedFor: "2")])
    #expect(bench.snapshot.total.sharedKeyHits == 1)
    try await function.invalidate(1)
    _ = try await function(2)
    _ = try await function(2)
    #expect(bench.lastRecord?.remarks == [])
  }

  @Test("two functions of one name share their place in the ledger")
  func sameName() async throws {
    _ = try await bench.counting()(1)
    _ = try await bench.counting()(1)
    #expect(bench.snapshot.functions.map(\.name) == ["f"])
    #expect(bench.snapshot.functions.first?.counts.started == 2)
  }
}
