import CacheEngine

/// The lab's time: pausing, stepping, its speed, and moving about in a recording.
///
/// What was asked for shows at once, so that a key held down goes on from there; the next snapshot has the last word.
extension DashboardState {
  static let seekStep = Duration.seconds(10)

  mutating func togglePause() -> [Effect] {
    let isPaused = !live.clock.isPaused
    changeClock { $0.isPaused = isPaused }
    return [.lab(.setPaused(isPaused))]
  }

  /// A step needs time to stand still before it and after it.
  mutating func step() -> [Effect] {
    guard !live.clock.isPaused else { return [.lab(.step)] }
    return togglePause() + [.lab(.step)]
  }

  mutating func slower() -> [Effect] {
    guard let speed = StepLadder.speeds.below(live.clock.speed) else {
      show(Notice("×\(Figures.factor(live.clock.speed)) is the slowest"))
      return []
    }
    return setSpeed(to: speed)
  }

  mutating func faster() -> [Effect] {
    guard let speed = StepLadder.speeds.above(live.clock.speed) else {
      show(Notice("×\(Figures.factor(live.clock.speed)) is the fastest"))
      return []
    }
    return setSpeed(to: speed)
  }

  mutating func setSpeed(_ text: String) -> Result<[Effect], PromptProblem> {
    guard let speed = Double(text.droppingTimesSign), StepLadder.speeds.range.contains(speed) else {
      return .failure(PromptProblem("a speed is \(StepLadder.speeds.rangeText()), e.g. 10"))
    }
    return .success(setSpeed(to: speed))
  }

  private mutating func setSpeed(to speed: Double) -> [Effect] {
    changeClock { $0.speed = speed }
    return [.lab(.setSpeed(speed))]
  }

  private mutating func changeClock(_ change: (inout ClockStatus) -> Void) {
    change(&live.clock)
    if !isFrozen { shown.clock = live.clock }
  }

  /// `1m30s` is a moment; with a sign it is a distance from here.
  func seek(_ text: String) -> Result<[Effect], PromptProblem> {
    let sign = text.first.flatMap { "+-".contains($0) ? $0 : nil }
    do throws(DurationError) {
      let duration = try DurationParser.duration(of: sign == nil ? text : String(text.dropFirst()))
      return switch sign {
      case nil: .success([.lab(.seek(.to(Timestamp.zero.advanced(by: duration))))])
      case "-": .success([.lab(.seek(.by(.zero - duration)))])
      default: .success([.lab(.seek(.by(duration)))])
      }
    } catch {
      return .failure(PromptProblem("\(error); with + or - in front it counts from here"))
    }
  }
}

extension String {
  /// `x2` and `×2` are 2.
  var droppingTimesSign: String {
    hasPrefix("x") || hasPrefix("×") ? String(dropFirst()) : self
  }
}
