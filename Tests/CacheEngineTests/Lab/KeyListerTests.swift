import TestSupport
import Testing

@testable import CacheEngine

@Suite("Key lister") struct KeyListerTests {
  let clock = ManualClock()
  let store = FaultyStore(MemoryStore())

  private func fill(_ count: Int) async throws {
    for number in 0..<count {
      try await store.set(CacheKey("k\(number)"), EncodedValue(bytes: []), ttl: nil, at: clock.now)
    }
  }

  @Test("a round reads all pages and is then complete")
  func completeRound() async throws {
    try await fill(250)
    let lister = KeyLister(store: store.base, clock: clock, patience: clock)
    #expect(!lister.listing.isComplete)
    await lister.readRound()
    let listing = lister.listing
    #expect(Set(listing.entries.map(\.key.text)) == Set((0..<250).map { "k\($0)" }))
    #expect(listing.entries.count == 250)
    #expect((listing.isComplete, listing.isTruncated) == (true, false))
    #expect((listing.total, listing.examined) == (250, 250))
  }

  @Test("a list is bounded, and says that it is")
  func bounded() async throws {
    try await fill(KeyLister.longestList + 500)
    let lister = KeyLister(store: store.base, clock: clock, patience: clock)
    await lister.readRound()
    #expect(lister.listing.entries.count == KeyLister.longestList)
    #expect(lister.listing.isTruncated)
    #expect(!lister.listing.isComplete)
    #expect(lister.listing.total == KeyLister.longestList + 500)
  }

  @Test("a store that fails leaves the old list with its error, and the next good round takes the error away")
  func failingStore() async throws {
    try await fill(3)
    let lister = KeyLister(store: store, clock: clock, patience: clock)
    await lister.readRound()
    store.faults.withLock { $0.get = .unavailable("gone") }
    await lister.readRound()
    #expect(lister.listing.entries.count == 3)
    #expect(lister.listing.error == .unavailable("gone"))
    store.faults.withLock { $0.get = nil }
    await lister.readRound()
    #expect(lister.listing.error == nil)
  }

  @Test("rounds come at their pace, sooner after a write, until cancelled")
  func pace() async throws {
    let lister = KeyLister(store: store.base, clock: clock, patience: clock)
    let running = Task { await lister.run() }
    await clock.untilSleeping(count: 1)
    try await fill(1)
    // Nobody says that something changed: the list waits its turn, a second after the round before.
    for _ in 0..<9 {
      clock.advance(by: .milliseconds(100))
      await clock.untilSleeping(count: 1)
      #expect(lister.listing.entries.isEmpty)
    }
    clock.advance(by: .milliseconds(100))
    await clock.untilSleeping(count: 1)
    #expect(lister.listing.entries.count == 1)
    try await fill(2)
    lister.wake()
    clock.advance(by: .milliseconds(100))
    await clock.untilSleeping(count: 1)
    #expect(lister.listing.entries.count == 2)
    running.cancel()
    await running.value
  }
}
