import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The minutes before and after a change of policy")
struct PolicyEffectTests {
  /// One hit in each second before 100, three hits and a miss in each from then on; the last second is 127.
  private let strip = (0..<128).map { second in
    var counts = SecondCounts()
    counts.hits = second < 100 ? 1 : 3
    counts.misses = second < 100 ? 0 : 1
    counts.loads = second < 100 ? 0 : 1
    return counts
  }
  private let now = Snapshots.seconds(127.5)

  private func measured(at seconds: Double..., name: String = "a") -> PolicyEffect? {
    let events = seconds.map { LabEvent(at: Snapshots.seconds($0), kind: .policyChanged, text: "a: ttl 1s") }
    return PolicyEffect(of: name, events: events, strip: strip, now: now)
  }

  @Test(
    "leave out the change's own second, and the one that is running",
    arguments: [(100.5, 60, 26), (30, 30, 60), (127, 60, 0), (126, 60, 0), (0, 0, 60)] as [(Double, Int, Int)])
  func seconds(at moment: Double, before: Int, after: Int) throws {
    let effect = try #require(measured(at: moment))
    #expect((effect.before.seconds, effect.after.seconds) == (before, after))
  }

  @Test("give rates a second")
  func rates() throws {
    let effect = try #require(measured(at: 99.5))
    #expect((effect.before.hitRate, effect.before.loads, effect.before.misses) == (1, 0, 0))
    #expect((effect.after.hitRate, effect.after.loads, effect.after.misses) == (0.75, 1, 1))
  }

  @Test("take changes that follow each other closely as one")
  func burst() throws {
    let effect = try #require(measured(at: 50, 98, 100, 103))
    #expect((effect.before.seconds, effect.after.seconds) == (60, 23))
    #expect(effect.before.hitRate == 1)
  }

  @Test("are there only for the endpoint that was changed")
  func others() {
    #expect(measured(at: 100, name: "b") == nil)
    #expect(measured() == nil)
  }
}
