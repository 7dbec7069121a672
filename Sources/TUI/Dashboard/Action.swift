/// What a key or a command makes the dashboard do.
public enum Action: Hashable, Sendable {
  case fire, editRequest, burst, setBurst
  case setTTL, expireNow, delete, clear, undo
  case filter, nextOrder, reverseOrder, cycleValueView, inspect
  case freeze, reset, copy, saveScreen
  case showOverview, showKeys, nextPane, previousPane
  case up, down, pageUp, pageDown, top, bottom
  case help, commandLine, toggleMouse, repaint, suspend, cancel, quit, interrupt
}
