import CNcurses
import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// ncurses, writing into memory.
///
/// It knows how to bring this kind of terminal from one picture to the next with few bytes, and nothing else: it is given
/// a scratch file for a terminal, so it can neither block on a real one nor change its modes. ncurses' state is global;
/// there is one screen at a time, on one thread.
final class CursesScreen {
  private let screen: OpaquePointer
  private let file: UnsafeMutablePointer<FILE>
  private let descriptor: Int32
  private let palette: Palette
  private let isUTF8: Bool
  private var looks: [Style: Palette.Look] = [:]
  private var previous: Frame?
  private var row: [cchar_t] = []

  init(terminalType: String, size: Size, options: TerminalOptions, isUTF8: Bool) throws(TerminalError) {
    descriptor = ct_scratch_file()
    guard descriptor >= 0, let file = fdopen(descriptor, "w+") else {
      throw .unavailable(reason: "no memory for the screen")
    }
    // LINES and COLUMNS count for nothing. The second call only opens ncurses' way to its last resort, 80×24, without
    // which a type that states no size (linux) is refused.
    use_env(false)
    use_tioctl(true)
    guard let screen = newterm(terminalType, file, file) else {
      fclose(file)
      throw .unknownTerminalType(terminalType)
    }
    self.file = file
    self.screen = screen
    self.isUTF8 = isUTF8
    guard nc_has("cup"), nc_has("clear") else {
      endwin()
      delscreen(screen)
      fclose(file)
      throw .incapableTerminal(terminalType)
    }
    palette = Palette(colors: options.colors, noColor: Self.environmentSaysNoColor)
    curs_set(0)
    // Otherwise ncurses stops painting half way when input waits, and waits for it on our scratch file.
    typeahead(-1)
    leaveok(nc_stdscr(), true)
    resize(to: size)
    _ = takeBytes()
  }

  deinit {
    delscreen(screen)
    fclose(file)
  }

  private static var environmentSaysNoColor: Bool {
    guard let value = getenv("NO_COLOR") else { return false }
    return value.pointee != 0
  }

  /// The bytes that bring the terminal's screen to `frame`. None when it is there already.
  func bytes(showing frame: Frame) -> [UInt8] {
    for span in FrameDiff.spans(from: previous, to: frame) {
      draw(span, of: frame)
    }
    previous = frame
    wnoutrefresh(nc_stdscr())
    doupdate()
    return takeBytes()
  }

  func resize(to size: Size) {
    resize_term(Int32(size.height), Int32(size.width))
    forget()
  }

  /// Assumes nothing about what the terminal shows: the next frame is painted in full.
  func forget() {
    previous = nil
    werase(nc_stdscr())
    clearok(nc_curscr(), true)
  }

  /// The bytes that lead back to the normal screen. The next frame leads to the full one again.
  func leave() -> [UInt8] {
    forget()
    endwin()
    return takeBytes()
  }

  private func draw(_ span: ChangedSpan, of frame: Frame) {
    row.removeAll(keepingCapacity: true)
    var column = span.columns.lowerBound
    while column < span.columns.upperBound {
      let cell = frame[column, span.row]
      let isWide = column + 1 < frame.size.width && frame[column + 1, span.row].isContinuation
      append(cell, isWide: isWide && !cell.isContinuation)
      column += isWide && !cell.isContinuation ? 2 : 1
    }
    mvwadd_wchnstr(nc_stdscr(), Int32(span.row), Int32(span.columns.lowerBound), row, Int32(row.count))
  }

  /// A wide cell is one `cchar_t` that covers two columns. Should the C library see its width otherwise, the row would
  /// slip, so a replacement of certain width is shown.
  private func append(_ cell: Cell, isWide: Bool) {
    let look = look(of: cell.style)
    if isUTF8, cell.scalar < 0x7F || ct_character_width(cell.scalar) == (isWide ? 2 : 1), cell.scalar >= 32 {
      append(cell.scalar, marks: cell.marks, look)
      return
    }
    let replacement = isUTF8 ? 0xFFFD : ASCIILikeness.of(cell.isContinuation ? 32 : cell.scalar)
    for _ in 0..<(isWide ? 2 : 1) { append(replacement, marks: 0, look) }
  }

  private func append(_ scalar: UInt32, marks: UInt32, _ look: Palette.Look) {
    var cell = cchar_t()
    nc_set_cell(&cell, scalar, marks & 0xFFFF, marks >> 16, look.attributes, look.pair)
    row.append(cell)
  }

  private func look(of style: Style) -> Palette.Look {
    if let known = looks[style] { return known }
    let look = palette.look(of: style)
    looks[style] = look
    return look
  }

  private func takeBytes() -> [UInt8] {
    fflush(file)
    let count = lseek(descriptor, 0, SEEK_CUR)
    guard count > 0 else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
      filled = max(0, pread(descriptor, buffer.baseAddress, Int(count), 0))
    }
    lseek(descriptor, 0, SEEK_SET)
    ftruncate(descriptor, 0)
    return ControlSequence.withoutPaletteReset(bytes)
  }
}
