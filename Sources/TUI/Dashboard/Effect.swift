import CacheEngine

/// What the dashboard wants done. It never does anything itself: updating the state only says what should happen.
public enum Effect: Hashable, Sendable {
  case lab(LabCommand)
  case terminal(TerminalCommand)
  case quit(QuitReason)
}

/// Work for the engine, carried out elsewhere; what comes of it returns as a ``LabReply``.
public enum LabCommand: Hashable, Sendable {
  /// Sends the request `count` times at once.
  case send(Request, count: Int)
  case setTTL(TTL?, CacheKey)
  case expireNow(CacheKey)
  case delete(CacheKey)
  case clear
  /// Stops a removal of many entries.
  case stopRemoving
  /// What is on the screen.
  case attend(Attention)
  /// Goes on with a search for keys that stopped at its limit.
  case searchOn
  /// Asks what invalidating a group means.
  case preview(Group)
  case invalidate(Group)
  case undo
  case inspect(CacheKey)
  case resetCounters
  /// Tries now to reach the store's server.
  case reconnect
  case setPaused(Bool)
  /// Lets the paused lab go on to the next thing that happens.
  case step
  /// Seconds of the lab in a second of the machine.
  case setSpeed(Double)
  case startLoad
  case stopLoad
  /// What the scenario's rates are multiplied by.
  case setLoadFactor(Double)
  case changePolicy(PolicyChange, endpoint: String)
  /// Begins a fault, or ends the one of its kind.
  case toggleFault(Fault)
  /// Waits anew for what a lesson waits for, from a step on.
  case repeatLesson(from: Int)
  /// Plays a recording on from another moment.
  case seek(Seek)
  /// Watches the commands of all clients for so long.
  case sampleCommands(Duration)
}

/// Where to go in a recording.
public enum Seek: Hashable, Sendable {
  /// So much later than now, or earlier by a negative duration.
  case by(Duration)
  /// To a moment of the lab's time.
  case to(Timestamp)
}

/// What came of a ``LabCommand``.
public enum LabReply: Hashable, Sendable {
  case done(String)
  case failed(String)
  /// The value of an entry.
  case value(CacheKey, EntryPreview)
  /// What invalidating a group means: to be shown, and decided about.
  case preview(GroupPreview)
  /// Entries are being removed; so many are gone.
  case removing(Int)
  /// That has ended, or was stopped.
  case removed(Int, isStopped: Bool)
  /// What clients asked for while their commands were watched.
  case sample(MonitorSample)
  /// Why an entry's value cannot be shown.
  case noValue(CacheKey, String)
}

/// Work for the terminal, done between two frames.
public enum TerminalCommand: Hashable, Sendable {
  case copy(String, what: String)
  case saveScreen
  case setMouse(Bool)
  case repaint
  case suspend
}

/// Why the dashboard ended.
public enum QuitReason: Hashable, Sendable {
  case quit
  /// Ctrl-C.
  case interrupted
  case signal(Int32)
  /// The terminal went away.
  case hangup
}
