/// How often a cluster is asked for its slots because something went wrong. Pure; times in nanoseconds.
struct ClusterPace: Sendable {
  /// Between the beginnings of two such questions.
  static let interval: Int64 = 500_000_000

  private var last: Int64?

  /// Whether it may be asked now; if so, that counts as asking.
  mutating func mayAsk(at now: Int64) -> Bool {
    if let last, now - last < Self.interval { return false }
    last = now
    return true
  }
}

/// How long to wait before keys are asked for again whose slot is just being moved.
struct ClusterPatience: Sendable {
  static let first = Duration.milliseconds(10)
  static let most = 6

  private var rounds = 0

  /// `nil` when it was long enough, after some 0.6 s.
  mutating func next() -> Duration? {
    guard rounds < Self.most else { return nil }
    defer { rounds += 1 }
    return Self.first * (1 << rounds)
  }
}
