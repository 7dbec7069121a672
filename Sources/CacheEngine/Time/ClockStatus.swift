/// How the lab's time goes.
public struct ClockStatus: Hashable, Sendable {
  /// Seconds of the lab in a second of the machine, also while time is paused.
  public var speed: Double
  public var isPaused: Bool
  /// False where time is somebody else's: a server ages its entries by its own clock.
  public var canSteer: Bool
  /// True for a recording: any moment of it can be gone to.
  public var canSeek: Bool
  /// Time on the machine's clock since the lab was made: for whatever concerns the one who watches.
  public var watched: Duration

  public init(
    speed: Double = 1, isPaused: Bool = false, canSteer: Bool = false, canSeek: Bool = false,
    watched: Duration = .zero
  ) {
    self.speed = speed
    self.isPaused = isPaused
    self.canSteer = canSteer
    self.canSeek = canSeek
    self.watched = watched
  }
}
