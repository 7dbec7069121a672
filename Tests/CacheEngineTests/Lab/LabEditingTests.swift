import TestSupport
import Testing

@testable import CacheEngine

@Suite("Editing entries by hand") struct LabEditingTests {
  let bench: LabBench
  let key = CacheKey("a")

  init() throws {
    bench = try LabBench()
  }

  private func write(ttl: TTL? = .seconds(60)) async throws {
    try await bench.lab.store.set(
      key, EncodedValue(bytes: [1, 2], serializer: "json"), ttl: ttl, at: bench.clock.now)
  }

  private func timeLeft() async throws -> TimeLeft {
    try await bench.lab.store.timeLeft(key, at: bench.clock.now)
  }

  @Test("a deletion taken back gives the entry the time it would have left")
  func undoDelete() async throws {
    try await write()
    #expect(try await bench.lab.delete(key))
    #expect(bench.lab.snapshot().canUndo)
    bench.clock.advance(by: .seconds(20))
    #expect(try await timeLeft() == .absent)
    #expect(try await bench.lab.undo() == .back(key))
    #expect(try await timeLeft() == .limited(.seconds(40)))
    let preview = try #require(try await bench.lab.inspect(key, limit: 1))
    #expect(preview.bytes == [1])
    #expect(preview.summary.serializer == "json")
    #expect(!bench.lab.snapshot().canUndo)
    #expect(try await bench.lab.undo() == .nothingToTakeBack)
  }

  @Test("a deletion taken back after the entry's time leaves it gone")
  func undoTooLate() async throws {
    try await write()
    _ = try await bench.lab.delete(key)
    bench.clock.advance(by: .seconds(60))
    #expect(try await bench.lab.undo() == .back(key))
    #expect(try await timeLeft() == .absent)
  }

  @Test("a new TTL counts from now, and is taken back to the old deadline")
  func undoTTL() async throws {
    try await write()
    bench.clock.advance(by: .seconds(10))
    #expect(try await bench.lab.setTTL(.seconds(500), of: key))
    #expect(try await timeLeft() == .limited(.seconds(500)))
    #expect(try await bench.lab.setTTL(nil, of: key))
    #expect(try await timeLeft() == .unlimited)
    _ = try await bench.lab.undo()
    #expect(try await timeLeft() == .limited(.seconds(500)))
    _ = try await bench.lab.undo()
    #expect(try await timeLeft() == .limited(.seconds(50)))
  }

  @Test("an entry made to expire is called expired, and lives again when that is taken back")
  func undoExpireNow() async throws {
    try await write()
    #expect(try await bench.lab.expireNow(key))
    bench.clock.advance(by: .milliseconds(1))
    guard case .absent(.left(.expired, _)) = try await bench.lab.store.get(key, at: bench.clock.now) else {
      Issue.record("not expired")
      return
    }
    _ = try await bench.lab.undo()
    #expect(try await timeLeft() == .limited(.seconds(60) - .milliseconds(1)))
  }

  @Test("where there is no entry, nothing is changed and nothing can be taken back")
  func absent() async throws {
    #expect(try await !bench.lab.delete(key))
    #expect(try await !bench.lab.setTTL(.seconds(1), of: key))
    #expect(try await !bench.lab.expireNow(key))
    #expect(!bench.lab.snapshot().canUndo)
    #expect(try await bench.lab.inspect(key, limit: 10) == nil)
  }

  @Test("as many steps can be taken back as are kept")
  func depth() async throws {
    try await write()
    for second in 1...Lab.undoDepth + 5 { _ = try await bench.lab.setTTL(.seconds(Double(second)), of: key) }
    var steps = 0
    while try await bench.lab.undo() != .nothingToTakeBack { steps += 1 }
    #expect(steps == Lab.undoDepth)
  }

  @Test("a clear removes everything and counts it")
  func clear() async throws {
    try await write()
    #expect(try await bench.lab.clear() == 1)
    #expect(try await timeLeft() == .absent)
  }
}
