/// Why no screen can be opened. Nothing was written to the terminal, and every description is one line.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  case inputIsNotTerminal
  case outputIsNotTerminal
  /// TERM is not set.
  case noTerminalType
  /// The system has no description of the TERM given.
  case unknownTerminalType(String)
  /// The terminal cannot place its cursor, like TERM=dumb.
  case incapableTerminal(String)
  case unavailable(reason: String)

  public var description: String {
    switch self {
    case .inputIsNotTerminal: "standard input is not a terminal"
    case .outputIsNotTerminal: "standard output is not a terminal"
    case .noTerminalType: "TERM is not set, so the terminal's abilities are unknown"
    case .unknownTerminalType(let name): "TERM=\(name) is unknown on this system; try TERM=xterm-256color"
    case .incapableTerminal(let name): "TERM=\(name) cannot show a full screen"
    case .unavailable(let reason): "the terminal cannot be used: \(reason)"
    }
  }
}
