/// The seam between the dashboard and a screen. Not `Sendable` on purpose: a terminal stays on the thread that made it.
public protocol Terminal: AnyObject {
  /// The present size in cells.
  var size: Size { get }

  /// Shows `frame`: only cells that differ from the last one shown are written. Never blocks: while the screen has not
  /// taken the last frame yet, the new one is dropped (counted in ``droppedFrames``) and false is returned.
  func show(_ frame: Frame) -> Bool

  /// Waits for something to happen, at most until `timeout` has passed, and returns everything that did.
  func wait(atMost timeout: Duration) -> [TerminalEvent]

  /// Sends `text` to the terminal's clipboard (OSC 52).
  /// False when it cannot: too much text, or a terminal that takes nothing.
  func copy(_ text: String) -> Bool

  /// Repaints everything at the next frame.
  func invalidate()

  func setMouse(enabled: Bool)

  /// Hands the terminal back to the shell and stops the process; returns when it is continued.
  func suspend()

  /// Gives the terminal back for good. Safe to call twice.
  func close()

  /// Frames not shown because the screen did not take the one before.
  var droppedFrames: UInt64 { get }
}

/// What ``Terminal/wait(atMost:)`` reports.
public enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case resized
  /// SIGTERM, SIGHUP, SIGINT or SIGQUIT arrived, with its number.
  case terminated(signal: Int32)
  /// Someone asked the process to stop (SIGTSTP from outside).
  case suspendRequested
  /// The process was continued (SIGCONT) without having suspended itself.
  case continued
  /// The terminal went away.
  case hangup
}
