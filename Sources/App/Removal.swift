import CacheEngine

/// Whether a removal of many entries is to stop.
final class Removal: Sendable {
  private let stopped = Lock(false)

  var isStopped: Bool { stopped.withLock { $0 } }

  func begin() {
    stopped.withLock { $0 = false }
  }

  func stop() {
    stopped.withLock { $0 = true }
  }
}
