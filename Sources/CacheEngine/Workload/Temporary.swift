struct ArrivalProcess: Sendable {
  init(_ a: WorkloadDefinition.Arrivals, perSecond: Double, startingAt: Timestamp, generator: SeededGenerator) {
    rate = perSecond; at = startingAt; self.generator = generator
  }
  var rate: Double
  var at: Timestamp
  var generator: SeededGenerator
  mutating func next() -> Timestamp {
    at = at.advanced(by: .nanoseconds(Int64(1e9 / rate * 2 * generator.nextUnit())))
    return at
  }
  mutating func skip(to now: Timestamp) { at = now }
}
struct KeySampler: Sendable {
  var cdf: [Double] = []
  init(_ c: KeyChoice) { count = c.largest
    var sum = 0.0
    for i in 0..<count { sum += 1 / Double(i + 1); cdf.append(sum) }
    for i in 0..<count { cdf[i] /= sum }
  }
  var count: Int
  mutating func next(using generator: inout SeededGenerator) -> Int {
    let u = generator.nextUnit()
    var low = 0, high = count - 1
    while low < high { let mid = (low + high) / 2; if cdf[mid] < u { low = mid + 1 } else { high = mid } }
    return low + 1
  }
}
extension LatencyModel {
  func draw(using generator: inout SeededGenerator) -> Duration { median }
}
extension SeededGenerator {
  func split(_ label: String) -> SeededGenerator { var s = self; return SeededGenerator(seed: s.next() ^ Fingerprint.of(label)) }
}
