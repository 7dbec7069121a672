/// How ``CursesTerminal`` is to use the screen.
public struct TerminalOptions: Hashable, Sendable {
  public enum Colors: Hashable, Sendable {
    /// As the terminal can, unless the environment says NO_COLOR.
    case auto
    case never
    /// As the terminal can, whatever NO_COLOR says.
    case always
  }

  public var colors: Colors
  /// Reports clicks and the wheel from the start. Takes the terminal's own selecting by mouse away.
  public var mouse: Bool
  /// Brackets frames so that the terminal shows each in one piece (mode 2026). Others ignore the bracket.
  public var synchronizedUpdates: Bool

  public init(colors: Colors = .auto, mouse: Bool = false, synchronizedUpdates: Bool = true) {
    self.colors = colors
    self.mouse = mouse
    self.synchronizedUpdates = synchronizedUpdates
  }
}
