import TestSupport
import Testing

@testable import CacheEngine

@Suite("Stores that fail") struct StoreFailureTests {
  let bench = CacheBench()

  @Test(
    "a store that does not answer is bypassed: the caller gets a fresh result",
    arguments: [StoreError.unavailable("connection refused"), .closed])
  func unavailable(error: StoreError) async throws {
    let function = bench.counting()
    bench.store.faults.withLock { ($0.get, $0.set) = (error, error) }
    #expect(try await function(5) == 1)
    #expect(try await function(5) == 2)
    let record = try #require(bench.lastRecord)
    #expect(record.outcome == .bypass)
    #expect(record.cause == nil)
    #expect(record.remarks == [.storeFailed(error.description), .writeFailed(error.description)])
    #expect(record.expiry == nil)
    #expect(bench.snapshot.total.hitRate == nil)
    #expect(bench.snapshot.total.notStored == 2)
  }

  @Test("a store that answers with an error of its own is a miss of that cause")
  func rejected() async throws {
    let function = bench.counting()
    bench.store.faults.withLock { $0.get = .rejected("WRONGTYPE") }
    #expect(try await function(5) == 1)
    let record = try #require(bench.lastRecord)
    #expect(record.outcome == .miss)
    #expect(record.cause == .storeError)
    #expect(record.remarks == [.storeFailed("store answered: WRONGTYPE")])
  }

  @Test("a write that fails loses nothing but the entry")
  func writeFails() async throws {
    let function = bench.counting()
    bench.store.faults.withLock { $0.set = .rejected("OOM") }
    #expect(try await function(5) == 1)
    let record = try #require(bench.lastRecord)
    #expect(record.outcome == .miss)
    #expect(!record.wrote)
    #expect(record.expiry == nil)
    #expect(record.remarks == [.writeFailed("store answered: OOM")])
    #expect(try await function(5) == 2)
  }

  @Test("an entry larger than the whole store is returned and not stored")
  func tooLarge() async throws {
    let bench = CacheBench(limits: MemoryLimits(entries: 10, bytes: 20))
    let function = cached("f", ttl: nil, cache: bench.cache) { (length: Int) in String(repeating: "x", count: length) }
    #expect(try await function(100).count == 100)
    #expect(bench.lastRecord?.wrote == false)
    #expect(bench.memory.status(at: .zero).entries == 0)
  }

  @Test("invalidating on a store that fails is an error, for the entry may still be there")
  func invalidateFails() async throws {
    let function = bench.counting()
    _ = try await function(5)
    bench.store.faults.withLock { $0.delete = .unavailable("timeout") }
    await #expect(throws: StoreError.unavailable("timeout")) { try await function.invalidate(5) }
    #expect(try await function(5) == 1)
  }

  @Test("a caller whose read was cancelled gets CancellationError, and nothing is loaded")
  func cancelledRead() async throws {
    let function = bench.counting()
    bench.store.faults.withLock { $0.get = .cancelled }
    await #expect(throws: CancellationError.self) { try await function(5) }
    #expect(bench.lastRecord?.outcome == .cancelled)
    #expect(bench.calls.withLock { $0 } == 0)
    #expect(bench.snapshot.total.isBalanced)
  }
}
