/// How long to wait before the next attempt to connect.
///
/// | what happened | from one attempt's beginning to the next |
/// |---|---|
/// | no answer, or the connection broke | full jitter over a span that doubles from 50 ms to 1 s |
/// | refused, by the system or by the server | 0.5 to 0.9 s, evenly spread: at most two attempts in any second |
/// | the server does not know us | no attempt until the user asks for one |
///
/// Waits are counted from the beginning of an attempt, so one that spent its second waiting in vain is followed at once: a
/// server that is back is found within a second, whatever the outage was. After a connection that served, the first
/// attempt comes within 50 ms, and at once where the connection had lasted that long. Pure: the randomness is given in.
///
/// Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015.
struct RedisBackoff: Sendable {
  static let shortest: Int64 = 50_000_000
  static let longest: Int64 = 1_000_000_000
  static let afterRefusal: ClosedRange<Int64> = 500_000_000...900_000_000

  private(set) var attempts = 0
  private var isAtOnce = false
  private var generator: SeededGenerator

  init(generator: SeededGenerator) {
    self.generator = generator
  }

  /// Counts a failed attempt that took `spent` nanoseconds. The result is the wait in nanoseconds, `nil` for ever.
  mutating func failed(_ kind: RedisFailure.Kind, spent: Int64) -> Int64? {
    attempts += 1
    defer { isAtOnce = false }
    switch kind {
    case .lost where isAtOnce: return 0
    case .lost:
      let span = min(Self.longest, Self.shortest << Int64(min(attempts - 1, 10)))
      return max(0, Int64(generator.nextUnit() * Double(span)) - spent)
    case .refused:
      let spread = Double(Self.afterRefusal.upperBound - Self.afterRefusal.lowerBound)
      return max(0, Self.afterRefusal.lowerBound + Int64(generator.nextUnit() * spread) - spent)
    case .unauthorized: return nil
    }
  }

  /// A connection did its work for `lasted` nanoseconds: the next failure begins with the shortest span again.
  mutating func succeeded(for lasted: Int64) {
    attempts = 0
    isAtOnce = lasted >= Self.shortest
  }
}
