import CacheEngine

/// Reads keys, lets the state decide, draws frames: the one loop, on the thread that owns the terminal.
///
/// A key is answered with a frame at once; otherwise a frame is drawn when something on it is due to change.
public struct DashboardLoop {
  private let terminal: any Terminal
  private let lab: any LabPort
  private let isASCII: Bool
  private let saveScreen: (Frame) -> Notice
  private var state: DashboardState

  /// - Parameters:
  ///   - isASCII: Draws lines and bars with ASCII characters.
  ///   - saveScreen: Writes a frame to a file and says where, or why not.
  public init(
    terminal: any Terminal, lab: any LabPort, isMouseOn: Bool = false, isASCII: Bool = false,
    saveScreen: @escaping (Frame) -> Notice
  ) {
    self.terminal = terminal
    self.lab = lab
    self.isASCII = isASCII
    self.saveScreen = saveScreen
    state = DashboardState(snapshot: lab.snapshot(records: DashboardState.usualRecords), size: terminal.size)
    state.isMouseOn = isMouseOn
  }

  /// Runs until the user leaves, and says why it ended. The terminal stays open: closing it is its owner's part.
  public mutating func run() -> QuitReason {
    while true {
      if let reason = takeIn(.snapshot(lab.snapshot(records: state.wantedRecords))) { return reason }
      for reply in lab.takeReplies() {
        if let reason = takeIn(.reply(reply)) { return reason }
      }
      if !terminal.show(frame), let reason = takeIn(.framesDropped(terminal.droppedFrames)) { return reason }
      for event in terminal.wait(atMost: FramePace.untilNextChange(of: state)) {
        if let reason = handle(event) { return reason }
      }
    }
  }

  private var frame: Frame {
    let frame = Screen.frame(of: state)
    return isASCII ? frame.inASCII : frame
  }

  private mutating func handle(_ event: TerminalEvent) -> QuitReason? {
    switch event {
    case .key(let key): return takeIn(.key(key))
    case .resized: return takeIn(.resized(terminal.size))
    case .terminated(let signal): return .signal(signal)
    case .hangup: return .hangup
    case .suspendRequested: terminal.suspend()
    case .continued: terminal.invalidate()
    }
    return takeIn(.resized(terminal.size))
  }

  private mutating func takeIn(_ message: Message) -> QuitReason? {
    for effect in state.update(with: message) {
      switch effect {
      case .lab(let command): lab.send(command)
      case .terminal(let command): perform(command)
      case .quit(let reason): return reason
      }
    }
    return nil
  }

  private mutating func perform(_ command: TerminalCommand) {
    switch command {
    case .copy(let text, let what):
      let size = "\(text.utf8.count) bytes"
      let isCopied = terminal.copy(text)
      let notice = isCopied ? Notice("copied \(what): \(size)") : Notice("not copied: \(size)", isProblem: true)
      _ = takeIn(.notice(notice))
    case .saveScreen: _ = takeIn(.notice(saveScreen(frame)))
    case .setMouse(let isOn): terminal.setMouse(enabled: isOn)
    case .repaint: terminal.invalidate()
    case .suspend:
      terminal.suspend()
      _ = takeIn(.resized(terminal.size))
    }
  }
}
