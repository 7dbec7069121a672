import Dispatch
import Synchronization

/// Real time that can be paused, stepped, slowed and sped up while everything runs.
///
/// The lab's time is a line over the machine's: it goes through an anchor, at a slope that is the speed, or none while paused.
/// Reading it takes no lock, because every hit does.
public final class SteerableClock: LabClock {
  public static let speeds = 0.1...1_000.0

  private struct State {
    var speed: Double
    var isPaused = false
    var sleepers = Sleepers()
    var dozers = Sleepers()
    /// When the timer fires next, on the machine's clock.
    var armedFor = Int64.max
  }

  private let line: TimeLine
  private let birth = MonotonicTime.nanoseconds
  private let state: Lock<State>
  // Unsafe for the compiler alone: a dispatch source may be used from any thread.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer

  /// - Parameter speed: Seconds of the lab in a second of the machine; clamped to ``speeds``.
  public init(speed: Double = 1) {
    let speed = Self.clamped(speed)
    line = TimeLine(TimeLine.Values(machine: birth, lab: 0, slope: speed))
    state = Lock(State(speed: speed))
    timer = DispatchSource.makeTimerSource(
      flags: [], queue: DispatchQueue(label: "ttlscope.clock", qos: .userInteractive))
    timer.setEventHandler { [weak self] in self?.wakeDue() }
    timer.activate()
  }

  deinit {
    timer.cancel()
  }

  public var now: Timestamp {
    Timestamp(nanoseconds: line.values.lab(at: MonotonicTime.nanoseconds))
  }

  public var reading: ClockReading {
    let machine = MonotonicTime.nanoseconds
    return ClockReading(now: Timestamp(nanoseconds: line.values.lab(at: machine)), machine: machine)
  }

  public var status: ClockStatus {
    let (speed, isPaused) = state.withLock { ($0.speed, $0.isPaused) }
    return ClockStatus(
      speed: speed, isPaused: isPaused, canSteer: true, watched: .nanoseconds(MonotonicTime.nanoseconds - birth))
  }

  public func setSpeed(_ speed: Double) {
    steer { $0.speed = Self.clamped(speed) }
  }

  public func setPaused(_ isPaused: Bool) {
    steer { $0.isPaused = isPaused }
  }

  /// Pauses, and shows `moment` when that lies ahead.
  public func pause(at moment: Timestamp) {
    steer(to: moment) { $0.isPaused = true }
  }

  /// Shows `moment` from now on, also an earlier one. For a playhead: whoever sleeps until a moment that was passed over
  /// backwards has been woken already.
  public func jump(to moment: Timestamp) {
    state.withLock { state in
      line.values = TimeLine.Values(
        machine: MonotonicTime.nanoseconds, lab: moment.nanoseconds, slope: state.isPaused ? 0 : state.speed)
      state.armedFor = .max
    }
    wakeDue()
  }

  /// The next moment for which something in the lab waits; `nil` when nothing does.
  public var nextDeadline: Timestamp? {
    state.withLock { $0.sleepers.nextDeadline() }
  }

  public nonisolated(nonsending) func sleep(until deadline: Timestamp) async throws {
    try await wait(until: deadline, among: \.sleepers)
  }

  public nonisolated(nonsending) func doze(until deadline: Timestamp) async throws {
    try await wait(until: deadline, among: \.dozers)
  }

  private nonisolated(nonsending) func wait(
    until deadline: Timestamp, among sleepers: WritableKeyPath<State, Sleepers> & Sendable
  ) async throws {
    try Task.checkCancellation()
    guard deadline > now else { return }
    let sleeper = Sleeper()
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let suspends = state.withLock { state in
          guard sleeper.suspend(continuation) else { return false }
          state[keyPath: sleepers].insert(sleeper, until: deadline)
          arm(&state)
          return true
        }
        if !suspends { continuation.resume() }
      }
    } onCancel: {
      state.withLock { _ in sleeper.take() }?.resume()
    }
    try Task.checkCancellation()
  }

  /// Bends the line: from this moment on time goes as `change` says.
  private func steer(to moment: Timestamp? = nil, _ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      let machine = MonotonicTime.nanoseconds
      let lab = max(line.values.lab(at: machine), moment?.nanoseconds ?? .min)
      line.values = TimeLine.Values(machine: machine, lab: lab, slope: state.isPaused ? 0 : state.speed)
      state.armedFor = .max
    }
    wakeDue()
  }

  private func wakeDue() {
    while true {
      let due = state.withLock { state in
        let now = now
        let due = state.sleepers.takeFirst(dueBy: now) ?? state.dozers.takeFirst(dueBy: now)
        if due == nil {
          state.armedFor = .max
          arm(&state)
        }
        return due
      }
      guard let due else { return }
      due.continuation.resume()
    }
  }

  /// Sets the timer to the next deadline, if that is earlier than what it is set to. While paused nothing is set.
  private func arm(_ state: inout State) {
    let next = [state.sleepers.nextDeadline(), state.dozers.nextDeadline()].compactMap(\.self).min()
    guard !state.isPaused, let next, let moment = line.values.machine(at: next.nanoseconds), moment < state.armedFor
    else { return }
    state.armedFor = moment
    let left = max(0, moment - MonotonicTime.nanoseconds)
    timer.schedule(deadline: .now() + .nanoseconds(Int(clamping: left)), leeway: .nanoseconds(0))
  }

  private static func clamped(_ speed: Double) -> Double {
    min(max(speed, speeds.lowerBound), speeds.upperBound)
  }
}
