import CacheEngine
import TUI

/// A recording in the place of a lab: the dashboard shows what was the case at the position of a playhead.
final class ReplayLab: LabPort {
  private let tape: ReplayTape
  private let playhead: SteerableClock
  private var state: ReplayState
  private var replies: [LabReply] = []

  init(_ tape: ReplayTape, speed: Double) {
    self.tape = tape
    playhead = SteerableClock(speed: speed)
    state = ReplayState(tape)
  }

  func snapshot(records wanted: Int) -> LabSnapshot {
    var position = playhead.now
    if position >= tape.end, !playhead.status.isPaused {
      playhead.setPaused(true)
      playhead.jump(to: tape.end)
    }
    position = min(position, tape.end)
    state.move(to: position)
    var snapshot = state.snapshot()
    snapshot.clock = playhead.status
    snapshot.clock.canSeek = true
    return snapshot
  }

  func send(_ command: LabCommand) {
    switch command {
    case .setPaused(let isPaused): playhead.setPaused(isPaused)
    case .setSpeed(let speed): playhead.setSpeed(speed)
    case .step: step()
    case .seek(.by(let distance)): jump(to: playhead.now.advanced(by: distance))
    case .seek(.to(let moment)): jump(to: moment)
    case .inspect(let key): replies.append(.noValue(key, "a recording holds no values"))
    case .attend: break
    case .stopRemoving, .searchOn, .send, .setTTL, .expireNow, .delete, .clear, .preview, .invalidate, .undo,
      .resetCounters, .startLoad,
      .stopLoad, .setLoadFactor,
      .changePolicy, .toggleFault, .repeatLesson, .sampleCommands, .reconnect:
      replies.append(.failed("this is a recording: nothing can be changed"))
    }
  }

  func takeReplies() -> [LabReply] {
    defer { replies = [] }
    return replies
  }

  private func step() {
    guard let next = state.nextMoment(after: playhead.now) else {
      return replies.append(.failed("this is the end of the recording"))
    }
    playhead.setPaused(true)
    playhead.jump(to: next)
    replies.append(.done("a step to \(Figures.moment(next, decimals: 3))"))
  }

  private func jump(to moment: Timestamp) {
    playhead.jump(to: min(max(.zero, moment), tape.end))
  }
}
