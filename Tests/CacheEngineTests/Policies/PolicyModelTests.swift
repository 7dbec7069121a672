import Testing

@testable import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Everything that policies decide, asked of a lab and of a model written by another hand.
///
/// `TTLSCOPE_MODEL_SEED` replays one seed, `TTLSCOPE_MODEL_OPERATIONS` says how many operations each seed gets.
@Suite("Policies against their model") struct PolicyModelTests {
  static let seeds = number("TTLSCOPE_MODEL_SEED").map { [UInt64($0)] } ?? Array(1...8)
  static let operations = number("TTLSCOPE_MODEL_OPERATIONS") ?? 125_000

  private static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

  @Test("random requests, writes, policies, faults and clock moves come out as in the model", arguments: seeds)
  func operations(seed: UInt64) async throws {
    let time = VirtualTime()
    let ending = await time.run { () -> Result<[Outcome: UInt64], Difference> in
      do {
        var run = try PolicyModelRun(seed: seed, in: time)
        for number in 1...Self.operations {
          var difference = await run.step()
          if difference == nil, number.isMultiple(of: 500) { difference = await run.storeDifference() }
          if difference == nil, number.isMultiple(of: 10_000) { difference = run.ledgerDifference() }
          if let difference { throw Difference(text: "operation \(number), \(run.last): \(difference)") }
        }
        return .success(run.outcomes)
      } catch {
        return .failure(error as? Difference ?? Difference(text: "\(error)"))
      }
    }
    switch ending {
    case .failure(let difference): Issue.record("seed \(seed), \(difference.text)")
    case .success(let outcomes):
      // A run that does not come to all of them proves little.
      for outcome: Outcome in [.hit, .stale, .negative, .miss, .bypass, .error, .write, .refresh] {
        #expect(
          outcomes[outcome, default: 0] * 200 > UInt64(Self.operations),
          "seed \(seed): few of \(outcome.name), \(outcomes)")
      }
    }
  }

  private struct Difference: Error {
    var text: String
  }
}
