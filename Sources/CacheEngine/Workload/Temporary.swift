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
  init(_ c: KeyChoice) { count = c.largest }
  var count: Int
  mutating func next(using generator: inout SeededGenerator) -> Int { 1 + Int(generator.nextUnit() * Double(count)) }
}
extension LatencyModel {
  func draw(using generator: inout SeededGenerator) -> Duration { median }
}
extension SeededGenerator {
  func split(_ label: String) -> SeededGenerator { var s = self; return SeededGenerator(seed: s.next() ^ Fingerprint.of(label)) }
}
