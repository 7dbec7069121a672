import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks for a password on the terminal of the process, wherever input and output go, without showing what is typed.
///
/// The terminal has its echo back when this returns, and before a signal ends or stops the process.
public enum PasswordPrompt {
  public enum Answer: Sendable {
    /// The bytes before Return.
    case password([UInt8])
    /// The end of input (Ctrl-D), or a terminal that is gone.
    case none
    /// A signal that ends the process, Ctrl-C's among them. Nothing has been done about it.
    case signal(Int32)
  }

  /// The bytes that a line of input can have at most.
  static let longest = 4_096

  /// - Returns: `nil` for a process without a terminal.
  public static func ask(_ question: String) -> Answer? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { return nil }
    let signals = ct_signals_install()
    guard signals >= 0 else { return nil }
    defer { ct_signals_remove() }
    // Runs before the signals' own actions are back.
    defer { tcsetattr(terminal, TCSAFLUSH, &before) }
    return answer(to: question, on: terminal, signals: signals, before)
  }

  private static func answer(
    to question: String, on terminal: Int32, signals: Int32, _ before: termios
  ) -> Answer {
    var (before, silent) = (before, before)
    silent.c_lflag &= ~tcflag_t(ECHO)
    // Return moves to the next line all the same, and the line can be corrected before it.
    silent.c_lflag |= tcflag_t(ECHONL | ICANON | ISIG)
    while true {
      tcsetattr(terminal, TCSAFLUSH, &silent)
      show(question, on: terminal)
      switch wait(terminal, signals) {
      case .line: return line(from: terminal)
      case .stop:
        tcsetattr(terminal, TCSAFLUSH, &before)
        ct_stop_process()
      case .end(let number):
        show("\n", on: terminal)
        return .signal(number)
      }
    }
  }

  private enum Happening {
    case line, stop
    case end(Int32)
  }

  private static func wait(_ terminal: Int32, _ signals: Int32) -> Happening {
    while true {
      var watched = [terminal, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&watched, 2, -1)
      switch ct_signals_next() {
      case SIGTSTP: return .stop
      case 0, SIGWINCH, SIGCONT: if watched[0].revents != 0 { return .line }
      case let number: return .end(number)
      }
    }
  }

  private static func line(from terminal: Int32) -> Answer {
    var buffer = [UInt8](repeating: 0, count: longest)
    defer { for index in buffer.indices { buffer[index] = 0 } }
    let count = read(terminal, &buffer, buffer.count)
    guard count > 0 else { return .none }
    return .password(Array(buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }))
  }

  private static func show(_ text: String, on terminal: Int32) {
    let bytes = Array(text.utf8)
    _ = write(terminal, bytes, bytes.count)
  }
}
