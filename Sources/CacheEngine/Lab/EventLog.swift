/// What happened to the lab as a whole, newest kept.
final class EventLog: Sendable {
  static let kept = 256

  private let clock: any LabClock
  private let events = Lock(Ring<LabEvent>(capacity: kept))
  private let listener = Lock<Listener<LabEvent>?>(nil)

  init(clock: any LabClock) {
    self.clock = clock
  }

  func note(_ kind: LabEvent.Kind, _ text: String) {
    let event = LabEvent(at: clock.now, kind: kind, text: text)
    events.withLock { $0.append(event) }
    listener.withLock { $0 }?.tell(event)
  }

  /// Oldest first.
  var newest: [LabEvent] { events.withLock { $0.newest(Self.kept).reversed() } }

  func removeAll() {
    events.withLock { $0.removeAll() }
  }

  /// Tells one listener of every event from now on; `nil` tells nobody any more.
  func listen(_ body: (@Sendable (LabEvent) -> Void)?) {
    listener.withLock { $0 = body.map(Listener.init) }
  }
}
