import Testing

@testable import CacheEngine

@Suite("Many callers of one cold key") struct ColdKeyTests {
  /// What holds callers together; leases last longer than the load.
  static let protections: [Protection] = [.singleFlight, .lease(.seconds(10)), .leaseToken(.seconds(10))]

  @Test("a hundred callers make one load, and nobody fails, in 1,000 seeds", arguments: protections)
  func hundred(_ protection: Protection) async {
    for seed: UInt64 in 1...1_000 {
      let crowd = Crowd(seed: seed, callers: 100, protection: protection)
      guard isOneLoad(await crowd.run(), of: crowd) else { return }
    }
  }

  @Test("a tenth of a hundred go away, the leader among them: one load, 1,000 seeds", arguments: protections)
  func hundredLeaving(_ protection: Protection) async {
    for seed: UInt64 in 1...1_000 {
      let crowd = Crowd(seed: seed, callers: 100, protection: protection, cancelled: 0.1)
      guard isOneLoad(await crowd.run(), of: crowd) else { return }
    }
  }

  @Test("10,000 callers make one load, also when a tenth go away, the leader among them", arguments: protections)
  func tenThousand(_ protection: Protection) async {
    for seed: UInt64 in 1...10 {
      let crowd = Crowd(seed: seed, callers: 10_000, protection: protection, cancelled: seed.isMultiple(of: 2) ? 0.1 : 0)
      guard isOneLoad(await crowd.run(), of: crowd) else { return }
    }
  }

  @Test("a failing load reaches each who waits once and is not kept, in 200 seeds", arguments: protections)
  func failing(_ protection: Protection) async {
    for seed: UInt64 in 1...200 {
      let ending = await Crowd(seed: seed, callers: 50, protection: protection, fails: true).run()
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
