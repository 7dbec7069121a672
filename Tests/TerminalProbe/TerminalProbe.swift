import CacheEngine
import TUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program small enough to prove what the terminal layer promises, in a real terminal: every key is one way to behave
/// or to die.
@main
enum TerminalProbe {
  static func main() {
    do throws(TerminalError) {
      let terminal = try CursesTerminal.open()
      var probe = Probe(terminal: terminal)
      probe.run()
      terminal.close()
      if let signal = probe.fatalSignal { endProcess(bySignal: signal) }
    } catch {
      fputs("probe: \(error)\n", stderrFile())
      exit(74)
    }
  }

  private static func stderrFile() -> UnsafeMutablePointer<FILE>? { fdopen(2, "w") }
}

struct Probe {
  let terminal: CursesTerminal
  var fatalSignal: Int32?
  private var isRunning = true
  private var isFlooding = false
  private var lastKey = "none"
  private var note = "ready"
  private var frames = 0

  init(terminal: CursesTerminal) {
    self.terminal = terminal
  }

  mutating func run() {
    while isRunning {
      frames += 1
      _ = terminal.show(frame())
      for event in terminal.wait(atMost: .milliseconds(isFlooding ? 5 : 1_000)) { handle(event) }
    }
  }

  private mutating func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): press(key)
    case .resized: note = "resized"
    case .terminated(let signal):
      fatalSignal = signal
      isRunning = false
    case .suspendRequested:
      terminal.suspend()
      note = "resumed"
    case .continued: note = "continued"
    case .hangup: isRunning = false
    }
  }

  private mutating func press(_ key: Key) {
    lastKey = SafeText()("\(key)")
    switch key {
    case .character("q"): isRunning = false
    case .character("x"): fatalError("the probe was told to die")
    case .character("i"): note = String([1, 2, 3][lastKey.count])
    case .character("a"): abort()
    case .character("s"): kill(getpid(), SIGSEGV)
    case .character("o"): note = String(overflow(depth: 1))
    case .character("t"):
      trapElsewhere()
      isFlooding = true
    case .character("E"): exit(3)
    case .character("z"):
      terminal.suspend()
      note = "back"
    case .character("e"):
      print("printed to output")
      fflush(nil)
      var message = Array("printed to error\u{1B}[31m\n".utf8)
      _ = write(2, &message, message.count)
    case .character("b"):
      // Nothing changed: the bytes that an equal frame costs.
      let shown = frame()
      _ = terminal.show(shown)
      let before = terminal.bytesWritten
      _ = terminal.show(shown)
      note = "unchanged frame: \(terminal.bytesWritten - before) bytes"
    case .character("f"): isFlooding = true
    case .character("m"): terminal.setMouse(enabled: true)
    case .character("c"): _ = terminal.copy("clip")
    case .character("p"): note = "key \(lastKey)"
    default: break
    }
  }

  private func frame() -> Frame {
    var frame = Frame(size: terminal.size)
    frame.box(Rect(terminal.size), title: "probe")
    frame.put("size \(terminal.size.width)x\(terminal.size.height)", at: 2, 1)
    frame.put("key \(lastKey)", at: 2, 2, style: Style(.hit))
    frame.put("note \(note)", at: 2, 3, style: Style(.miss, .bold))
    frame.put("wide 中文 é e\u{301} ▁▂▃ end", at: 2, 4)
    if isFlooding {
      let glyph = Unicode.Scalar(UInt8(0x41 + frames % 26))
      frame.fill(Rect(terminal.size).inset(by: 5), with: glyph, style: Style(Role.allCases[frames % 16]))
    }
    return frame
  }

  private func overflow(depth: Int) -> Int {
    depth == .max ? 0 : overflow(depth: depth + 1) + frames
  }

  private func trapElsewhere() {
    var thread = pthread_t()
    pthread_create(&thread, nil, { _ in fatalError("a thread died") }, nil)
  }
}
