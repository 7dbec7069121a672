/// Durations that make sense somewhere.
struct DurationBounds {
  let range: ClosedRange<Duration>
  /// "from 1ms to 366d"
  let words: String

  static let longest = Duration.seconds(366 * 86_400)
  static let anyTime = DurationBounds(range: .zero...longest, words: "from 0s to 366d")
  static let someTime = DurationBounds(range: .milliseconds(1)...longest, words: "from 1ms to 366d")
  static let timeToLive = DurationBounds(range: TTL.shortest...TTL.longest, words: "from 1ms to 3650d")
}

extension ScenarioField {
  /// - Parameter alternative: What else the field may hold: ", or none".
  func duration(_ bounds: DurationBounds, alternative: String = "") throws(ScenarioError) -> Duration {
    let example = "write e.g. 250ms, 30s, 1m30s\(alternative)"
    guard let characters else { throw mismatch("a duration", example) }
    let duration: Duration
    do throws(DurationError) {
      duration = try DurationParser.duration(of: characters)
    } catch {
      switch error {
      case .noUnit: throw self.error("\(standing) has no unit", allowed: example)
      case .tooLong: throw self.error("\(standing) is out of range", allowed: "write a duration \(bounds.words)")
      case .empty, .notADuration, .unknownUnit: throw mismatch("a duration", example)
      }
    }
    guard bounds.range.contains(duration) else {
      throw error("\(standing) is out of range", allowed: "write a duration \(bounds.words)\(alternative)")
    }
    return duration
  }
}
