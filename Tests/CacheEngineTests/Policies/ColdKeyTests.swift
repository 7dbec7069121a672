import Testing

@testable import CacheEngine

@Suite("Many callers of one cold key") struct ColdKeyTests {
  /// What holds callers together, with how many seeds; leases last longer than the load.
  static let protections: [(protection: Protection, seeds: UInt64)] = [
    (.singleFlight, 1_000), (.lease(.seconds(10)), 200), (.leaseToken(.seconds(10)), 200),
  ]

  /// In every other seed a tenth of the callers go away, the leader among them.
  private func crowd(_ seed: UInt64, of callers: Int, _ protection: Protection) -> Crowd {
    Crowd(seed: seed, callers: callers, protection: protection, cancelled: seed.isMultiple(of: 2) ? 0.1 : 0)
  }

  @Test("a hundred make one load, also when a tenth go away, the leader among them", arguments: protections)
  func hundred(_ protection: Protection, seeds: UInt64) async {
    for seed in 1...seeds {
      let crowd = crowd(seed, of: 100, protection)
      guard isOneLoad(await crowd.run(), of: crowd) else { return }
    }
  }

  @Test("ten thousand make one load, also when a tenth go away, the leader among them", arguments: protections)
  func tenThousand(_ protection: Protection, seeds: UInt64) async {
    for seed in 1...max(2, seeds / 100) {
      let crowd = crowd(seed, of: 10_000, protection)
      guard isOneLoad(await crowd.run(), of: crowd) else { return }
    }
  }

  @Test("a failing load reaches each who waits once and is not kept", arguments: protections)
  func failing(_ protection: Protection, seeds: UInt64) async {
    for seed in 1...(seeds / 10) {
      let ending = await Crowd(seed: seed, callers: 50, protection: protection, fails: true).run()
      // A lease keeps a failure to its holder: the others try for themselves.
      let isRight =
        ending.failures == 50 && ending.counts.errors == 50 && ending.entries == 0 && ending.loadsOfNext == 1
        && ending.counts.isBalanced && ending.counts.inFlight == 0
        && (protection != .singleFlight || ending.loads == 1)
      #expect(isRight, "seed \(seed): \(ending)")
      if !isRight { return }
    }
  }

  @Test("without protection each of them loads")
  func unprotected() async {
    let ending = await Crowd(seed: 1, callers: 100, protection: .none).run()
    #expect((ending.loads, ending.values, ending.counts.misses) == (100, 100, 100))
  }

  private func isOneLoad(_ ending: Crowd.Ending, of crowd: Crowd) -> Bool {
    let counts = ending.counts
    let isRight =
      ending.loads == 1 && counts.loads == 1 && ending.loadsOfNext == 0 && ending.entries == 1
      && ending.failures == 0 && counts.errors == 0 && ending.cancelled == crowd.leavers
      && ending.values == crowd.callers - crowd.leavers
      && counts.misses + counts.shared == UInt64(ending.values) && counts.isBalanced && counts.inFlight == 0
    #expect(isRight, "seed \(crowd.seed), \(crowd.callers) callers: \(ending)")
    return isRight
  }
}
