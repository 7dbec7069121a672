import Testing

@testable import CacheEngine

@Suite("The budget of looking") struct LookingBudgetTests {
  private static func at(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

  @Test(
    "lets a first page through at once, and then so many commands a second",
    arguments: [
      // Wanted at each tenth of a second: at once, and over the minute that follows.
      (LookingBudget.Kind.scan, 16, 8.0), (.other, 100, 20.0),
    ])
  func sustained(kind: LookingBudget.Kind, burst: Int, rate: Double) {
    var budget = LookingBudget()
    #expect(budget.take(kind, 1_000, at: Self.at(0)) == burst)
    #expect(budget.take(kind, 1_000, at: Self.at(0)) == 0)
    let spent = (1...600).reduce(0) { $0 + budget.take(kind, 1_000, at: Self.at(Double($1) / 10)) }
    #expect(abs(Double(spent) - rate * 60) <= 1, "\(spent)")
  }

  @Test("lets 40 lookups through in any five seconds, from the first on, whoever asks and whenever", arguments: 1...5)
  func lookups(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var budget = LookingBudget()
    var (now, recent, all, shown, most) = (0.0, [(at: Double, count: Int)](), 0, 0, 0)
    for _ in 0..<1_000 {
      now += Double.random(in: 0...0.4, using: &generator)
      let wanted = Int.random(in: 0...45, using: &generator)
      var count = 0
      if wanted % 9 == 0 {
        if budget.admit(4, lookups: 3, at: Self.at(now)) { (count, shown) = (3, shown + 1) }
      } else {
        count = budget.take(.lookup, wanted, at: Self.at(now))
      }
      recent.removeAll { $0.at <= now - 5 }
      recent.append((now, count))
      all += count
      most = max(most, recent.reduce(0) { $0 + $1.count })
    }
    #expect(most <= 40, "seed \(seed)")
    // What is allowed is used: at least what looking by itself may.
    #expect(Double(all) / now > 5.5, "\(Double(all) / now), seed \(seed)")
    #expect(shown > 25, "seed \(seed)")
  }

  @Test("keeps some lookups back for whoever wants to see a value, who waits behind no list")
  func reserve() {
    var budget = LookingBudget()
    #expect(budget.take(.lookup, 1_000, at: Self.at(0)) == 32)
    let admitted = [0.0, 1, 1].map { budget.admit(4, lookups: 3, at: Self.at($0)) }
    #expect(admitted == [true, true, false])
    #expect(budget.take(.lookup, 1, at: Self.at(5.2)) == 0)
    #expect(budget.take(.lookup, 1_000, at: Self.at(5.3)) == 29)
  }

  @Test("holds for all kinds together")
  func together() {
    var budget = LookingBudget()
    for kind in LookingBudget.Kind.allCases { _ = budget.take(kind, 1_000, at: Self.at(0)) }
    let spent = (1...3_000).reduce(0) { sum, tick in
      LookingBudget.Kind.allCases.reduce(sum) { $0 + budget.take($1, 1_000, at: Self.at(Double(tick) / 10)) }
    }
    #expect(Double(spent) <= LookingBudget.perSecond * 300 + 1, "\(spent)")
    #expect(Double(spent) >= LookingBudget.perSecond * 300 - 2, "\(spent)")
  }

  @Test("saves nothing up beyond a page, and takes no time that goes backwards for new")
  func noHoard() {
    var budget = LookingBudget()
    for (kind, burst) in [(LookingBudget.Kind.other, 100), (.lookup, 32)] {
      budget = LookingBudget()
      _ = budget.take(kind, burst, at: Self.at(0))
      #expect(budget.take(kind, 1_000, at: Self.at(3_600)) == burst)
      #expect(budget.take(kind, 1_000, at: Self.at(0)) == 0)
      #expect(budget.take(kind, 1_000, at: Self.at(3_600)) == 0)
    }
  }

  @Test("makes looking wait for what a person asked for beyond it")
  func charging() {
    var budget = LookingBudget()
    _ = budget.take(.other, 99, at: Self.at(0))
    let isAdmitted = budget.admit(41, lookups: 0, at: Self.at(0))
    #expect(isAdmitted)
    #expect(budget.take(.scan, 1, at: Self.at(1.9)) == 0)
    #expect(budget.take(.scan, 1, at: Self.at(2.1)) == 1)
  }

  @Test("tells commands a second over the last ten")
  func rate() {
    var budget = LookingBudget()
    #expect(budget.rate(at: Self.at(5)) == 0)
    _ = budget.take(.other, 50, at: Self.at(5))
    #expect(budget.rate(at: Self.at(14)) == 5)
    #expect(budget.rate(at: Self.at(15)) == 0)
  }
}
