import Testing

@testable import CacheEngine

@Suite("The budget of looking") struct LookingBudgetTests {
  private static func at(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

  @Test(
    "lets a first page through at once, and then so many commands a second",
    arguments: [
      // Wanted at each tenth of a second: at once, and over the minute that follows.
      (LookingBudget.Kind.timeLeft, 40, 8.0), (.scan, 16, 8.0), (.other, 100, 20.0),
    ])
  func sustained(kind: LookingBudget.Kind, burst: Int, rate: Double) {
    var budget = LookingBudget()
    #expect(budget.take(kind, 1_000, at: Self.at(0)) == burst)
    #expect(budget.take(kind, 1_000, at: Self.at(0)) == 0)
    let spent = (1...600).reduce(0) { $0 + budget.take(kind, 1_000, at: Self.at(Double($1) / 10)) }
    #expect(abs(Double(spent) - rate * 60) <= 1, "\(spent)")
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
    _ = budget.take(.timeLeft, 40, at: Self.at(0))
    #expect(budget.take(.timeLeft, 1_000, at: Self.at(3_600)) == 40)
    #expect(budget.take(.timeLeft, 1_000, at: Self.at(0)) == 0)
    #expect(budget.take(.timeLeft, 1_000, at: Self.at(3_600)) == 0)
  }

  @Test("makes looking wait for what a person asked for beyond it")
  func charging() {
    var budget = LookingBudget()
    budget.charge(.other, 140, at: Self.at(0))
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
