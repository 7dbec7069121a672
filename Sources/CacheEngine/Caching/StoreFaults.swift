import Synchronization

/// What is wrong with a cache's store on purpose.
final class StoreFaults: Sendable {
  private let generator: Lock<SeededGenerator>
  private let isDown = Atomic<Bool>(false)
  private let delay = Atomic<Int64>(0)
  private let losing = Atomic<UInt64>(0)

  init(generator: SeededGenerator) {
    self.generator = Lock(generator)
  }

  /// True when a command goes straight to the store.
  @inline(__always)
  var areNone: Bool {
    !isDown.load(ordering: .relaxed) && delay.load(ordering: .relaxed) == 0 && losing.load(ordering: .relaxed) == 0
  }

  func setDown(_ isDown: Bool) {
    self.isDown.store(isDown, ordering: .relaxed)
  }

  /// Which share of the entries asked for it has lost.
  func setLosing(_ share: Double) {
    losing.store(share.bitPattern, ordering: .relaxed)
  }

  /// How long every command takes from now on.
  func setDelay(_ delay: Duration) {
    self.delay.store(max(0, delay.wholeNanoseconds), ordering: .relaxed)
  }

  /// Whether the entry that is asked for is to be lost.
  func losesEntry() -> Bool {
    let share = Double(bitPattern: losing.load(ordering: .relaxed))
    return share > 0 && generator.withLock { $0.nextUnit() } < share
  }

  /// What a command has to go through before it reaches the store.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` while the store is down; ``StoreError/cancelled``.
  nonisolated(nonsending) func pass(_ clock: any LabClock) async throws(StoreError) {
    if areNone { return }
    if isDown.load(ordering: .relaxed) { throw .unavailable("the store is down, as the lab wants it") }
    guard delay.load(ordering: .relaxed) > 0 else { return }
    do {
      try await clock.sleep(for: .nanoseconds(delay.load(ordering: .relaxed)))
    } catch {
      throw .cancelled
    }
  }
}
