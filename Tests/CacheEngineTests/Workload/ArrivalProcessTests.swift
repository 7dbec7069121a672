import Testing

@testable import CacheEngine

@Suite("Arrivals") struct ArrivalProcessTests {
  private func process(
    _ arrivals: WorkloadDefinition.Arrivals, _ perSecond: Double, from start: Int64 = 0, seed: UInt64 = 1
  ) -> ArrivalProcess {
    ArrivalProcess(
      arrivals, perSecond: perSecond, startingAt: Timestamp(nanoseconds: start),
      generator: SeededGenerator(seed: seed))
  }

  private func instants(_ process: inout ArrivalProcess, _ count: Int) -> [Int64] {
    (0..<count).map { _ in process.next().nanoseconds }
  }

  @Test(
    "evenly spaced arrivals begin one gap after the start",
    arguments: [
      (.constant, 100, 0, [10_000_000, 20_000_000, 30_000_000]),
      (.constant, 3, 5, [333_333_338, 666_666_672, 1_000_000_005]),
      (.constant, 0.1, 0, [10_000_000_000, 20_000_000_000, 30_000_000_000]),
      (.constant, 1e9, 0, [1, 2, 3]), (.constant, 7e8, 0, [1, 3, 4, 6, 7, 9, 10]), (.constant, 1e300, 0, [1, 2, 3]),
      (.burst(3), 2, 1, [500_000_001, 500_000_001, 500_000_001, 1_000_000_001]),
      (.burst(1), 2, 0, [500_000_000, 1_000_000_000]), (.burst(0), 2, 0, [500_000_000, 1_000_000_000]),
    ] as [(WorkloadDefinition.Arrivals, Double, Int64, [Int64])])
  func even(arrivals: WorkloadDefinition.Arrivals, perSecond: Double, start: Int64, expected: [Int64]) {
    var process = process(arrivals, perSecond, from: start)
    #expect(instants(&process, expected.count) == expected)
  }

  @Test("even spacing does not drift: every arrival is n/rate, rounded once", arguments: [3, 7, 997, 1_000_003])
  func drift(rate: Int64) {
    var beat = Beat(perSecond: Double(rate))
    var time: Int64 = 0
    for n in 1...(1_000_000 as Int64) {
      time += beat.next()
      let exact = (n * 1_000_000_000 + rate / 2) / rate
      if time != exact {
        Issue.record("arrival \(n) at \(time), not \(exact)")
        return
      }
    }
  }

  @Test("ten million arrivals later, even spacing is where it should be")
  func longDrift() {
    var process = process(.constant, 700_001)
    var last = Timestamp.zero
    for _ in 0..<10_000_000 { last = process.next() }
    // 10^16 / 700001, rounded.
    #expect(last.nanoseconds == (10_000_000_000_000_000 + 350_000) / 700_001)
  }

  @Test(
    "without a rate nothing ever arrives",
    arguments: [0, -1, .nan, -.infinity, 1e-10, .leastNonzeroMagnitude] as [Double],
    [.constant, .poisson, .burst(5)] as [WorkloadDefinition.Arrivals])
  func silence(perSecond: Double, arrivals: WorkloadDefinition.Arrivals) {
    var process = process(arrivals, perSecond)
    #expect(process.next() == .distantFuture)
    process.skip(to: Timestamp(nanoseconds: 1_000))
    #expect(process.next() == .distantFuture)
  }

  @Test("a schedule that reaches the end of time stays there")
  func end() {
    for arrivals in [.constant, .poisson, .burst(1)] as [WorkloadDefinition.Arrivals] {
      var process = process(arrivals, 1e-9, from: .max - 1)
      #expect(instants(&process, 3) == [.max, .max, .max])
    }
  }

  @Test(
    "after a stop, what was due in the meantime never arrives, and what is not due yet stays",
    arguments: [
      // Arrivals taken before the stop, the end of the stop, what comes next.
      (.constant, 1, 5_550, [6_550, 7_550]), (.constant, 1, 2_000, [2_000, 3_000]),
      (.constant, 1, 1_500, [2_000, 3_000]),
      (.constant, 0, 0, [1_000, 2_000]), (.constant, 3, 2_500, [4_000, 5_000]),
      (.burst(3), 1, 1_000, [1_000, 1_000, 2_000]), (.burst(3), 1, 1_001, [2_001, 2_001, 2_001, 3_001]),
      (.burst(3), 3, 1_500, [2_000, 2_000, 2_000, 3_000]), (.burst(3), 0, 9_000, [10_000, 10_000, 10_000, 11_000]),
    ] as [(WorkloadDefinition.Arrivals, Int, Int64, [Int64])])
  func skipping(arrivals: WorkloadDefinition.Arrivals, taken: Int, milliseconds: Int64, expected: [Int64]) {
    var process = process(arrivals, 1)
    _ = instants(&process, taken)
    process.skip(to: Timestamp(nanoseconds: milliseconds * 1_000_000))
    #expect(instants(&process, expected.count) == expected.map { $0 * 1_000_000 })
  }

  @Test("after a stop, independent arrivals go on at the same rate", arguments: 1...5 as ClosedRange<UInt64>)
  func skippingPoisson(seed: UInt64) {
    var process = process(.poisson, 1_000, seed: seed)
    var waits: [Double] = []
    for round in 1...(5_000 as Int64) {
      let now = Timestamp(nanoseconds: round * 50_000_000)
      process.skip(to: now)
      waits.append(now.duration(to: process.next()).inSeconds)
    }
    #expect(waits.allSatisfy { $0 >= 0 })
    #expect(Sample(waits).hasMean(0.001, deviation: 0.001), "seed \(seed): \(Sample(waits).mean)")
  }

  @Test(
    "the gaps of independent arrivals are exponential, at any rate", arguments: 1...3 as ClosedRange<UInt64>,
    [0.01, 10, 1e6, 1e9])
  func gaps(seed: UInt64, perSecond: Double) {
    var process = process(.poisson, perSecond, seed: seed)
    var last = 0.0
    var gaps: [Double] = []
    for _ in 0..<20_000 {
      let instant = Double(process.next().nanoseconds)
      gaps.append((instant - last) * 1e-9 * perSecond)
      last = instant
    }
    let sample = Sample(gaps)
    #expect(gaps.allSatisfy { $0 >= 0 })
    #expect(sample.hasMean(1, deviation: 1), "seed \(seed): \(sample.mean)")
    // At 10^9 a second the gaps are rounded to their own mean: only the mean can be right.
    guard perSecond < 1e9 else { return }
    #expect(sample.hasVariance(1, fourthMoment: 9), "seed \(seed): \(sample.variance)")
    #expect(sample.hasShare(0.99, below: 4.605_170_186), "seed \(seed)")
  }

  @Test("independent arrivals spread over the seconds as Poisson's do", arguments: 1...5 as ClosedRange<UInt64>)
  func dispersion(seed: UInt64) {
    var process = process(.poisson, 20, seed: seed)
    var counts = Array(repeating: 0.0, count: 2_000)
    while true {
      let second = Int(process.next().second)
      guard second < counts.count else { break }
      counts[second] += 1
    }
    let sample = Sample(counts)
    #expect(sample.hasMean(20, deviation: 20.0.squareRoot()), "seed \(seed): \(sample.mean)")
    // A Poisson count has variance λ and fourth central moment λ + 3λ².
    #expect(sample.hasVariance(20, fourthMoment: 20 + 3 * 400), "seed \(seed): \(sample.variance)")
  }

  @Test("a seed gives the same arrivals for ever")
  func golden() {
    var process = process(.poisson, 100, from: 1_000_000_000, seed: 7)
    #expect(instants(&process, 5) == [1_004_940_172, 1_005_109_480, 1_028_211_690, 1_036_956_709, 1_042_979_576])
  }
}
