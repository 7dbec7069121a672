/// Whether a server answers everything but writes, as it does while `CLIENT PAUSE … WRITE` or a planned failover lasts.
/// Pure; times in nanoseconds of ``MonotonicTime``.
///
/// A write that the server keeps waiting keeps all waiting that was sent behind it. So once that is known no write is put in
/// line with reads: one is tried beside them, at most once a second, and all others fail at once.
struct WriteHold: Hashable, Sendable {
  static let trialInterval: Int64 = 1_000_000_000
  /// For how long it is said after the last proof: then nobody knows.
  static let memory: Int64 = 5_000_000_000
  /// For how long a suspicion that turned out to be wrong keeps the next one away: the way to the server is a slow one.
  static let trust: Int64 = 5_000_000_000

  private(set) var isHeld = false
  private var isTrying = false
  private var triedAt: Int64?
  private var provenAt: Int64 = 0
  private var trustsUntil: Int64 = .min

  /// The server answered others while a write waited.
  mutating func hold(at now: Int64) {
    (isHeld, isTrying, triedAt, provenAt) = (true, false, nil, now)
  }

  /// Whether a write may be tried now; if so, that counts as trying.
  mutating func mayTry(at now: Int64) -> Bool {
    if isTrying { return false }
    if let triedAt, now - triedAt < Self.trialInterval { return false }
    (isTrying, triedAt) = (true, now)
    return true
  }

  /// How a try ended.
  enum Trial {
    /// It was answered.
    case answered
    /// The server was there, and gave no answer.
    case ignored
    /// The server could not be reached, so nothing is known of its writes.
    case unreached
  }

  mutating func tried(_ trial: Trial, at now: Int64) {
    isTrying = false
    switch trial {
    case .answered, .unreached: isHeld = false
    case .ignored: provenAt = now
    }
  }

  /// Whether writes are paused, as far as was seen not long ago.
  func isPaused(at now: Int64) -> Bool { isHeld && now - provenAt < Self.memory }

  /// A write that waited was answered after all.
  mutating func wasWrong(at now: Int64) { trustsUntil = now + Self.trust }

  /// Whether a write that waits may be thought to be paused.
  func maySuspect(at now: Int64) -> Bool { now >= trustsUntil }
}
