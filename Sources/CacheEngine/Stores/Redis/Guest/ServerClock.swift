/// Notices when a server's clock is set: the lives of its entries then change all at once. Pure: it is told both times.
struct ServerClock: Hashable, Sendable {
  /// Steps from this on are told.
  static let smallestStep = Duration.seconds(1)
  /// Differences up to here are the network's trembling, or clocks that run a little apart.
  static let tremble = Duration.milliseconds(100)

  /// How far the server's clock was ahead of the machine's monotonic one.
  private var offset: Duration?

  init() {}

  /// The server said `server` (time since 1970), asked at `asked` and answered at `answered` by the machine's monotonic
  /// clock. Returns by how much its clock was set since it was last told; `nil` when it was not.
  mutating func told(_ server: Duration, asked: Duration, answered: Duration) -> Duration? {
    let roundTrip = max(.zero, answered - asked)
    let current = server - (asked + roundTrip / 2)
    guard let known = offset else {
      offset = current
      return nil
    }
    let step = current - known
    let size = max(step, .zero - step)
    // The answer may be of any moment between the two.
    if size >= Self.smallestStep + roundTrip / 2 {
      offset = current
      return step
    }
    // What lies between is kept, so that several small steps add up to one that is told.
    if size <= Self.tremble { offset = current }
    return nil
  }

  /// Two numbers: seconds and microseconds.
  static func time(in reply: RedisReply) -> Duration? {
    guard let parts = reply.elements, parts.count == 2 else { return nil }
    let numbers = parts.compactMap { part in part.bytes.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } }
    guard numbers.count == 2, (0..<1 << 40).contains(numbers[0]), (0..<1_000_000).contains(numbers[1]) else {
      return nil
    }
    return .seconds(numbers[0]) + .microseconds(numbers[1])
  }
}
