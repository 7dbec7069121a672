import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A real terminal: ncurses draws into memory, and this class alone exchanges bytes with the device.
///
/// Nothing here blocks longer than asked, also when the terminal has stopped reading. While the screen is up, standard
/// output and standard error go to a capture that is shown when it is down again. However the process ends (short of
/// SIGKILL), the terminal is given back as it was found. One at a time.
public final class CursesTerminal: Terminal {
  public private(set) var size: Size
  public private(set) var droppedFrames: UInt64 = 0
  /// False when the locale rules UTF-8 out; frames are then shown in their ASCII likeness.
  public let isUTF8: Bool

  let input: Int32
  let signals: Int32
  var output: OutputQueue
  var decoder = KeyDecoder()
  /// Signals that arrived while ``suspend()`` had the word.
  var heldSignals: [Int32] = []
  var hasReportedHangup = false
  /// A frame was dropped, so whoever waits should hear when the terminal can take one again.
  var owesFrame = false
  private let screen: CursesScreen
  private let options: TerminalOptions
  private var isMouseOn: Bool
  private var isOpen = true
  /// The shell has the terminal and we run all the same: nothing is painted or read.
  private(set) var isAway = false

  /// How long ``close()`` waits for a terminal that takes nothing.
  static let closingPatience = Duration.milliseconds(200)
  /// What the capture of standard output and error may hold before it starts anew.
  static let captureLimit = 256 * 1024

  /// Opens the terminal of standard input and output. On an error nothing has been written or changed.
  public static func open(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) -> CursesTerminal {
    let isUTF8 = ct_use_utf8()
    var input: Int32 = -1
    var output: Int32 = -1
    switch ct_session_open(&input, &output) {
    case CT_SESSION_OK: break
    case CT_INPUT_NOT_TERMINAL: throw .inputIsNotTerminal
    case CT_OUTPUT_NOT_TERMINAL: throw .outputIsNotTerminal
    default: throw .unavailable(reason: String(cString: strerror(errno)))
    }
    do throws(TerminalError) {
      return try CursesTerminal(input: input, output: output, options: options, isUTF8: isUTF8)
    } catch {
      ct_signals_remove()
      ct_session_close()
      throw error
    }
  }

  private init(input: Int32, output: Int32, options: TerminalOptions, isUTF8: Bool) throws(TerminalError) {
    guard let type = getenv("TERM").map({ String(cString: $0) }), !type.isEmpty else { throw .noTerminalType }
    if type == "dumb" { throw .incapableTerminal(type) }
    // Before ncurses, which takes signals over that it finds at their default.
    signals = ct_signals_install()
    guard signals >= 0 else { throw .unavailable(reason: "no pipe for signals") }
    self.input = input
    self.options = options
    self.isUTF8 = isUTF8
    isMouseOn = options.mouse
    size = Self.windowSize(of: output)
    self.output = OutputQueue(descriptor: output)
    screen = try CursesScreen(terminalType: type, size: size, options: options, isUTF8: isUTF8)
    let wayBack = ControlSequence.allOff + screen.leave()
    ct_session_set_leave_bytes(wayBack, wayBack.count)
    enter()
  }

  /// What the terminal has taken so far.
  public var bytesWritten: UInt64 { output.written }

  @discardableResult
  public func show(_ frame: Frame) -> Bool {
    guard isOpen else { return false }
    output.flush()
    guard output.isEmpty, !isAway else {
      droppedFrames += 1
      owesFrame = true
      return false
    }
    owesFrame = false
    let fitting = frame.size == size ? frame : frame.resized(to: size)
    let bytes = screen.bytes(showing: fitting)
    guard !bytes.isEmpty else { return true }
    if options.synchronizedUpdates { output.append(ControlSequence.beginUpdate) }
    output.append(bytes)
    if options.synchronizedUpdates { output.append(ControlSequence.endUpdate) }
    output.flush()
    return true
  }

  /// Text of more than 100,000 bytes is not sent, because many terminals would cut it.
  public func copy(_ text: String) -> Bool {
    guard isOpen, !isAway, output.count < ControlSequence.longestCopy, let sequence = ControlSequence.copy(text) else {
      return false
    }
    output.append(sequence)
    output.flush()
    return true
  }

  public func invalidate() {
    screen.forget()
  }

  public func setMouse(enabled: Bool) {
    guard isOpen, enabled != isMouseOn else { return }
    isMouseOn = enabled
    if isAway { return }
    output.append(enabled ? ControlSequence.mouseOn : ControlSequence.mouseOff)
    output.flush()
  }

  public func suspend() {
    guard isOpen else { return }
    leave()
    ct_session_report()
    repeat {
      ct_stop_process()
      while case let signal = ct_signals_next(), signal != 0 {
        if signal != SIGCONT { heldSignals.append(signal) }
      }
      // Continued in the background, the terminal is not ours yet; told to end, it will not be again.
    } while !ct_session_is_foreground() && heldSignals.allSatisfy { !Self.isDeadly($0) }
    isAway = !ct_session_is_foreground()
    if isAway { return }
    updateSize()
    enter()
  }

  public func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    ct_session_report()
    ct_signals_remove()
    ct_session_close()
  }

  /// Raw mode and our own modes on. ncurses' part comes with the next frame.
  func enter() {
    _ = ct_session_enter()
    decoder = KeyDecoder()
    screen.forget()
    output.append(ControlSequence.pasteOn)
    if isMouseOn { output.append(ControlSequence.mouseOn) }
    output.flush()
  }

  private func leave() {
    let hasTakenAll = output.drain(until: .now.advanced(by: Self.closingPatience))
    output.discard()
    _ = screen.leave()
    ct_session_leave(hasTakenAll ? Int32(Self.closingPatience.pollMilliseconds) : 0)
  }

  /// After a stop from outside: whatever the terminal shows and however it is set, it is ours again.
  func reenter() {
    isAway = !ct_session_is_foreground()
    if isAway { return }
    _ = screen.leave()
    enter()
  }

  /// Takes a new size over. False when it is the old one.
  @discardableResult
  func updateSize() -> Bool {
    let now = Self.windowSize(of: output.descriptor)
    guard now != size else { return false }
    size = now
    screen.resize(to: now)
    return true
  }

  static func isDeadly(_ signal: Int32) -> Bool {
    ![SIGWINCH, SIGTSTP, SIGCONT].contains(signal)
  }

  /// 80×24 when the terminal does not say, and never more than memory bears.
  private static func windowSize(of descriptor: Int32) -> Size {
    var width: Int32 = 80
    var height: Int32 = 24
    _ = ct_window_size(descriptor, &width, &height)
    return Size(width: min(Int(width), 2_000), height: min(Int(height), 1_000))
  }
}
