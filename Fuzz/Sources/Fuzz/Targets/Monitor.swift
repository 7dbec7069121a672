@testable import CacheEngine

/// Any lines are commands or nothing, and a sample of them stays small.
func fuzzMonitor(_ bytes: [UInt8]) {
  var tally = MonitorTally(database: 0, pattern: "*", listing: KeyListing(), at: Timestamp(nanoseconds: 0))
  for line in bytes.split(separator: UInt8(ascii: "\n")) {
    if let read = MonitorLine(Array(line)) {
      promise(read.keys.count <= MonitorLine.mostWords, "a command with \(read.keys.count) keys")
    }
    tally.count(Array(line))
  }
  let sample = tally.sample(of: .seconds(1))
  promise(sample.patterns.count <= MonitorSample.mostPatterns, "a sample of \(sample.patterns.count) patterns")
}
