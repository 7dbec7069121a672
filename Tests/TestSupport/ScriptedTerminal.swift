import TUI

/// A terminal without a screen: events come from a script, and every frame shown is kept.
public final class ScriptedTerminal: Terminal {
  public var size: Size
  public private(set) var frames: [Frame] = []
  public private(set) var copied: [String] = []
  public private(set) var timeouts: [Duration] = []
  public private(set) var invalidations = 0
  public private(set) var suspensions = 0
  public private(set) var isMouseOn = false
  public private(set) var isClosed = false
  public private(set) var droppedFrames: UInt64 = 0
  /// While false, frames are dropped as by a terminal that does not read.
  public var takesFrames = true
  /// What the next waits report, one batch each. With none left a wait reports nothing, or ``eventsAtEnd``.
  private var script: [[TerminalEvent]]
  private let eventsAtEnd: [TerminalEvent]

  public init(
    size: Size = Size(width: 80, height: 24), script: [[TerminalEvent]] = [],
    eventsAtEnd: [TerminalEvent] = [.terminated(signal: 15)]
  ) {
    self.size = size
    self.script = script
    self.eventsAtEnd = eventsAtEnd
  }

  /// A script in which every character is a key pressed on its own.
  public convenience init(size: Size = Size(width: 80, height: 24), keys: String) {
    self.init(size: size, script: keys.map { [.key(.character($0))] })
  }

  public var lastFrame: Frame? { frames.last }

  @discardableResult
  public func show(_ frame: Frame) -> Bool {
    guard takesFrames else {
      droppedFrames += 1
      return false
    }
    frames.append(frame)
    return true
  }

  public func wait(atMost timeout: Duration) -> [TerminalEvent] {
    timeouts.append(timeout)
    return script.isEmpty ? eventsAtEnd : script.removeFirst()
  }

  public func copy(_ text: String) -> Bool {
    copied.append(text)
    return true
  }

  public func invalidate() { invalidations += 1 }

  public func setMouse(enabled: Bool) { isMouseOn = enabled }

  public func suspend() { suspensions += 1 }

  public func close() { isClosed = true }
}
