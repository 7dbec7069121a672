import Synchronization

/// What becomes of a connection's writes while the server may be keeping them waiting, and the second connection by which that
/// is found out. There is one only then, so that it is never more than two.
final class RedisWrites: Sendable {
  private struct State {
    var hold = WriteHold()
    var beside: RedisConnection?
  }

  /// What a second connection shows of a server that does not answer a write.
  enum Suspicion {
    /// It cannot be asked, or does not answer either.
    case none
    case asked
    /// It answers there.
    case proven
  }

  static let reason = "no answer to a write, though the server answers: writes paused?"
  static let otherServer = "writes paused? On a second connection the server cannot be told to be the same"
  static let refusal = "writes paused? The server answers reads only; one write a second is tried"

  private let settings: RedisSettings
  private let state = Lock(State())
  private let isOpen = Atomic<Bool>(true)

  /// - Parameter wake: Of the thread that wants to know when the server has answered.
  init(_ settings: RedisSettings, wake: WakePipe) {
    var own = settings
    own.jitter = settings.jitter.split("beside")
    own.asksBeside = false
    own.greeted = { _ in wake.wake() }
    self.settings = own
  }

  /// Whether writes are not to be put in line with reads.
  @inline(__always)
  var areHeld: Bool { !isOpen.load(ordering: .relaxed) }

  func arePaused(at now: Int64) -> Bool { areHeld && state.withLock { $0.hold.isPaused(at: now) } }

  /// A write has waited for long: asks on a second connection whether the server answers at all.
  func suspect(at now: Int64) -> Suspicion {
    state.withLock { state in
      if let beside = state.beside { return beside.isReady ? .proven : beside.trouble == nil ? .asked : .none }
      guard state.hold.maySuspect(at: now), let beside = try? RedisConnection(settings) else { return .none }
      state.beside = beside
      return .asked
    }
  }

  /// The write was answered, or failed for another reason.
  func endSuspicion(at now: Int64) {
    let beside = state.withLock { state -> RedisConnection? in
      guard !state.hold.isHeld, let beside = state.beside.take() else { return nil }
      state.hold.wasWrong(at: now)
      return beside
    }
    beside?.shared.stop(closer: nil)
  }

  /// From now on writes are held back. The second connection, which has answered, takes the first that is tried.
  func hold(at now: Int64) {
    state.withLock { state in
      state.hold.hold(at: now)
      isOpen.store(false, ordering: .relaxed)
    }
  }

  /// Tries commands, a write among them, where that is their turn; else they fail at once.
  ///
  /// - Parameter isAllowed: Whether they may be sent on the second connection: another server may be behind it.
  nonisolated(nonsending) func attempt(
    _ commands: [RedisCommand],
    where isAllowed: nonisolated(nonsending) (RedisConnection) async throws(StoreError) -> Bool
  ) async throws(StoreError) -> [RedisReply] {
    let beside = try state.withLock { (state) throws(StoreError) in
      guard state.hold.mayTry(at: MonotonicTime.nanoseconds) else { throw .unavailable(Self.refusal) }
      if let beside = state.beside { return beside }
      do throws(StoreError) {
        let made = try RedisConnection(settings)
        state.beside = made
        return made
      } catch {
        state.hold.tried(.ignored, at: MonotonicTime.nanoseconds)
        throw error
      }
    }
    let outcome: Result<[RedisReply], StoreError>
    var isRefused = false
    do throws(StoreError) {
      let generation = beside.generation
      isRefused = try await !isAllowed(beside)
      if isRefused { throw .unavailable(Self.otherServer) }
      outcome = .success(try await beside.send(commands, for: .upkeep, in: generation))
    } catch {
      outcome = .failure(error)
    }
    settle(outcome, on: beside, reached: !isRefused && beside.identity != nil)
    return try outcome.get()
  }

  private func settle(_ outcome: Result<[RedisReply], StoreError>, on beside: RedisConnection, reached: Bool) {
    let trial: WriteHold.Trial =
      switch outcome {
      case .success: .answered
      case .failure: reached ? .ignored : .unreached
      }
    let isOver = state.withLock { state in
      state.hold.tried(trial, at: MonotonicTime.nanoseconds)
      isOpen.store(!state.hold.isHeld, ordering: .relaxed)
      // While writes are held the connection is made anew by itself, so that the next that is tried need not wait for it.
      if !state.hold.isHeld { state.beside = nil }
      return !state.hold.isHeld
    }
    if isOver { beside.shared.stop(closer: nil) }
  }

  func close() async {
    await state.withLock { $0.beside }?.close()
  }
}
