import Synchronization

/// How one function's lookups go, as it stands now: settings can change while requests run.
///
/// A hit that needs no decision reads one flag and takes no lock.
@usableFromInline
final class LookupPolicy: Sendable {
  private struct State {
    /// An object, because every miss takes it along.
    var rules: LookupRules
    var generator: SeededGenerator
    var breaker = CircuitBreaker()
    var retries = RetryTimes()
  }

  private let state: Lock<State>
  private let isPlain: Atomic<Bool>

  init(_ settings: CachePolicy, generator: SeededGenerator = SeededGenerator(seed: 1)) {
    state = Lock(State(rules: LookupRules(settings), generator: generator))
    isPlain = Atomic(settings.servesFreshAsIs)
  }

  /// True when a fresh entry is served whatever else there is to know.
  var servesFreshAsIs: Bool { isPlain.load(ordering: .relaxed) }

  var rules: LookupRules { state.withLock { $0.rules } }

  var settings: CachePolicy { rules.policy }

  @usableFromInline
  var usesTokens: Bool {
    if case .leaseToken = settings.protection { true } else { false }
  }

  func change(_ change: (inout CachePolicy) -> Void) {
    state.withLock { state in
      var policy = state.rules.policy
      change(&policy)
      state.rules = LookupRules(policy)
      isPlain.store(policy.servesFreshAsIs, ordering: .relaxed)
    }
  }

  /// The life for an entry that is about to be written, jitter drawn.
  func drawTTL() -> TTL? {
    state.withLock { state in
      let policy = state.rules.policy
      guard let ttl = policy.ttl, let jitter = policy.jitter else { return policy.ttl }
      return jitter.applied(to: ttl, using: &state.generator)
    }
  }

  /// What to do about an entry, by the rules as they are now.
  func decide(_ entry: EntryFacts, of key: CacheKey, at now: Timestamp) -> LookupDecision {
    state.withLock { state in
      let policy = state.rules.policy
      var unit = 1.0
      if case .earlyRefresh = policy.protection { unit = 1 - state.generator.nextUnit() }
      return policy.decide(entry, at: now, retryAt: state.retries[key], unit: unit)
    }
  }

  func admitsLoad(at now: Timestamp) -> Bool {
    state.withLock { $0.rules.policy.circuitBreaker == nil || $0.breaker.admits(at: now) }
  }

  /// How a load ended; `nil`: its caller went away.
  func noteLoad(of key: CacheKey, failed: Bool?, at now: Timestamp) {
    state.withLock { state in
      let policy = state.rules.policy
      if let breaker = policy.circuitBreaker {
        if let failed {
          state.breaker.note(isFailure: failed, at: now, by: breaker)
        } else {
          state.breaker.noteAbandoned(at: now)
        }
      }
      if failed == false { state.retries.forget(key) }
    }
  }

  /// A failed load was made up for by a stale value: the next one is not tried at once.
  func noteRescue(of key: CacheKey, at now: Timestamp) {
    state.withLock { state in
      guard let wait = state.rules.policy.staleIfError?.retryAfter else { return }
      state.retries.note(key, now.advanced(by: wait), at: now)
    }
  }
}

/// A policy at one moment.
final class LookupRules: Sendable {
  let policy: CachePolicy

  init(_ policy: CachePolicy) {
    self.policy = policy
  }
}

/// When loads that failed may be tried again. Bounded; when full it forgets what is past, then everything: then a load is
/// tried sooner than it had to be.
struct RetryTimes: Hashable, Sendable {
  static let capacity = 4_096
  private var times: [CacheKey: Timestamp] = [:]

  subscript(key: CacheKey) -> Timestamp { times.isEmpty ? .zero : times[key] ?? .zero }

  mutating func note(_ key: CacheKey, _ moment: Timestamp, at now: Timestamp) {
    if times.count >= Self.capacity { times = times.filter { $0.value > now } }
    if times.count >= Self.capacity { times.removeAll(keepingCapacity: true) }
    times[key] = moment
  }

  mutating func forget(_ key: CacheKey) {
    if !times.isEmpty { times[key] = nil }
  }
}
