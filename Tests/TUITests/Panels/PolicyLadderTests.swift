import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The values of a setting that a key steps through")
struct PolicyLadderTests {
  struct Step: Sendable, CustomTestStringConvertible {
    var row: PolicyRow
    var policy = CachePolicy()
    var load = LatencyModel.fixed(.seconds(2))
    var below: PolicySetting?
    var above: PolicySetting?

    var testDescription: String { "\(row.rawValue) \(row.value(of: policy, load: load))" }
  }

  static let steps: [Step] = [
    Step(row: .ttl, below: .ttl(.seconds(30)), above: .ttl(.seconds(120))),
    Step(row: .ttl, policy: CachePolicy(ttl: nil), below: .ttl(.seconds(3_600)), above: nil),
    Step(row: .ttl, policy: CachePolicy(ttl: .milliseconds(1)), below: nil, above: .ttl(.seconds(1))),
    Step(row: .ttl, policy: CachePolicy(ttl: .seconds(7)), below: .ttl(.seconds(5)), above: .ttl(.seconds(10))),
    Step(row: .jitter, below: nil, above: .jitter(.share(0.05))),
    Step(
      row: .jitter, policy: CachePolicy(jitter: .upTo(.seconds(6))), below: .jitter(.share(0.05)),
      above: .jitter(.share(0.2))),
    Step(row: .protection, below: nil, above: .protection(.singleFlight)),
    Step(
      row: .protection, policy: CachePolicy(protection: .lease(.seconds(3))), below: .protection(.lease(.seconds(2))),
      above: .protection(.lease(.seconds(5)))),
    Step(
      row: .protection, policy: CachePolicy(protection: .earlyRefresh(beta: 1, isLocked: true)),
      below: .protection(.earlyRefresh(beta: 2, isLocked: false)), above: nil),
    Step(
      row: .refreshAhead, policy: CachePolicy(refreshAhead: 0.8), below: .refreshAhead(0.7), above: .refreshAhead(0.9)),
    Step(
      row: .staleIfError,
      policy: CachePolicy(staleIfError: StaleIfError(keep: .seconds(30), retryAfter: .seconds(3))),
      below: .staleIfError(StaleIfError(keep: .seconds(10), retryAfter: .seconds(3))),
      above: .staleIfError(StaleIfError(keep: .seconds(60), retryAfter: .seconds(3)))),
    Step(
      row: .loadTimeout, policy: CachePolicy(loadTimeout: LoadTimeout(hard: .seconds(5))),
      below: .loadTimeout(LoadTimeout(hard: .seconds(2))),
      above: .loadTimeout(LoadTimeout(soft: .milliseconds(100)))),
    Step(row: .write, below: nil, above: .write(.writeThrough)),
    Step(row: .write, policy: CachePolicy(write: .forget), below: .write(.writeAround(deletes: false)), above: nil),
    Step(row: .load, below: .load(.fixed(.seconds(1))), above: .load(.fixed(.seconds(3)))),
    Step(
      row: .load, load: .logNormal(median: .milliseconds(80), sigma: 0.8),
      below: .load(.logNormal(median: .milliseconds(50), sigma: 0.8)),
      above: .load(.logNormal(median: .milliseconds(100), sigma: 0.8))),
    Step(
      row: .load, load: .uniform(.seconds(1), .seconds(3)), below: .load(.uniform(.milliseconds(500), .seconds(1.5))),
      above: .load(.uniform(.seconds(1.5), .seconds(4.5)))),
  ]

  @Test("are the next ones on both sides", arguments: steps)
  func neighbours(step: Step) {
    let ladder = PolicyLadder(step.row, of: step.policy, load: step.load)
    #expect(ladder.below == step.below)
    #expect(ladder.above == step.above)
  }

  @Test("lead from one end to the other and back, for every setting", arguments: PolicyRow.allCases)
  func wholeLadder(row: PolicyRow) {
    var policy = CachePolicy()
    var load = LatencyModel.fixed(.seconds(2))
    func walk(_ next: (PolicyLadder) -> PolicySetting?) -> Int {
      var steps = 0
      while steps < 50, let setting = next(PolicyLadder(row, of: policy, load: load)) {
        policy = policy.changed(by: PolicyChange(setting))
        if case .load(let model) = setting { load = model }
        steps += 1
      }
      return steps
    }
    _ = walk(\.below)
    let up = walk(\.above)
    #expect(up >= 3 && up < 50)
    #expect(walk(\.below) == up)
  }

  @Test("are sensible together in every pattern, whatever stood before", arguments: PolicyPreset.allCases)
  func presets(preset: PolicyPreset) {
    for before in [
      CachePolicy(ttl: nil), CachePolicy(refreshAhead: 0.8),
      CachePolicy(staleIfError: StaleIfError(keep: .seconds(9)), loadTimeout: LoadTimeout(soft: .seconds(1))),
    ] {
      let policy = before.changed(by: preset.change(of: before))
      #expect(policy.contradiction == nil)
      #expect(policy.ttl == before.ttl ?? .seconds(60))
    }
  }
}
