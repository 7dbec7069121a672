/// What a key or a command makes the dashboard do.
public enum Action: Hashable, Sendable {
  case fire, editRequest, burst, setBurst
  case setTTL, expireNow, delete, clear, undo
  case searchOn, server
  case filter, nextOrder, reverseOrder, cycleValueView, inspect
  case toggleLoad, lowerRate, raiseRate, setRate
  case togglePause, step, slower, faster, setSpeed
  case seekBack, seekForward, seek
  case panBack, panForward, zoomIn, zoomOut, fit, group, onlyKey, explain
  case freeze, reset, reconnect, copy, saveScreen
  case showOverview, showKeys, showTimeline, nextPane, previousPane
  case monitor
  case invalidate, policy, faults, lesson, nextInLesson, backInLesson
  case up, down, pageUp, pageDown, top, bottom
  case about, help, commandLine, toggleMouse, repaint, suspend, cancel, quit, interrupt

  /// True for what would change the lab. A recording only shows what happened to another one.
  var changesLab: Bool {
    switch self {
    case .fire, .editRequest, .burst, .setBurst, .setTTL, .expireNow, .delete, .clear, .invalidate, .undo, .reset: true
    case .toggleLoad, .lowerRate, .raiseRate, .setRate, .policy, .faults: true
    default: false
    }
  }
}
