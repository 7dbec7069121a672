/// How long to wait before the next attempt to connect: full jitter over a span that doubles from 50 ms to 1 s.
///
/// Pure: the randomness is given in. Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015.
struct RedisBackoff: Sendable {
  static let shortest: Int64 = 50_000_000
  static let longest: Int64 = 1_000_000_000

  private(set) var attempts = 0
  private var generator: SeededGenerator

  init(generator: SeededGenerator) {
    self.generator = generator
  }

  /// Counts a failed attempt; the result is the wait in nanoseconds.
  ///
  /// A server that answered and said no (a wrong password, say) is asked at most once a second.
  mutating func failed(refusedByServer: Bool) -> Int64 {
    attempts += 1
    let span = min(Self.longest, Self.shortest << Int64(min(attempts - 1, 10)))
    let wait = Int64(generator.nextUnit() * Double(span))
    return refusedByServer ? Self.longest + wait / 10 : wait
  }

  /// A connection did its work: the next failure begins with the shortest span again.
  mutating func succeeded() {
    attempts = 0
  }
}
