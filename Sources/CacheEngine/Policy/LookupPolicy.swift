/// How one function's lookups go, as it stands now: settings can change while requests run.
///
/// A hit needs none of them, so it does not pay for the lock.
@usableFromInline
final class LookupPolicy: Sendable {
  private struct State {
    var settings: CachePolicy
    var generator: SeededGenerator
  }

  private let state: Lock<State>

  init(_ settings: CachePolicy, generator: SeededGenerator = SeededGenerator(seed: 1)) {
    state = Lock(State(settings: settings, generator: generator))
  }

  var settings: CachePolicy { state.withLock { $0.settings } }

  func change(_ change: (inout CachePolicy) -> Void) {
    state.withLock { change(&$0.settings) }
  }

  /// The life for an entry that is about to be written, jitter drawn.
  func drawTTL() -> TTL? {
    state.withLock { state in
      guard let ttl = state.settings.ttl, let jitter = state.settings.jitter else { return state.settings.ttl }
      return jitter.applied(to: ttl, using: &state.generator)
    }
  }
}
