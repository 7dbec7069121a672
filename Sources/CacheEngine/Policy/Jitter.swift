/// Time added to a TTL when an entry is written, so that entries written together do not end together.
///
/// Drawn uniformly between nothing and the most, once for each write.
public enum Jitter: Hashable, Sendable {
  /// At most this share of the TTL: 0.1 makes 60 s last 60 s to 66 s.
  case share(Double)
  case upTo(Duration)

  /// The TTL with a drawn addition, never longer than a TTL may be.
  public func applied(to ttl: TTL, using generator: inout SeededGenerator) -> TTL {
    let most: Int64 =
      switch self {
      case .share(let share): Int64((Double(ttl.duration.wholeNanoseconds) * max(0, share)).rounded())
      case .upTo(let duration): max(0, duration.wholeNanoseconds)
      }
    let added = Int64((generator.nextUnit() * Double(most)).rounded(.down))
    return TTL(clamping: ttl.duration + .nanoseconds(added))
  }
}
