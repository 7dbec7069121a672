import TestSupport
import Testing

@testable import CacheEngine
@testable import TUI

/// A lab that only notes what it is asked, and says what the test wants it to say.
private final class ScriptedLab: LabPort {
  var snapshots: [LabSnapshot]
  var replies: [[LabReply]]
  private(set) var commands: [LabCommand] = []

  init(_ snapshots: [LabSnapshot] = [Snapshots.busy], replies: [[LabReply]] = []) {
    self.snapshots = snapshots
    self.replies = replies
  }

  func snapshot(records wanted: Int) -> LabSnapshot { snapshots.count > 1 ? snapshots.removeFirst() : snapshots[0] }
  func send(_ command: LabCommand) { commands.append(command) }
  func takeReplies() -> [LabReply] { replies.isEmpty ? [] : replies.removeFirst() }
}

@Suite("The dashboard's loop")
struct DashboardLoopTests {
  private func run(
    _ terminal: ScriptedTerminal, _ lab: ScriptedLab = ScriptedLab(), isASCII: Bool = false,
    saving: @escaping (Frame) -> Notice = { _ in Notice("") }
  ) -> QuitReason {
    var loop = DashboardLoop(terminal: terminal, lab: lab, isASCII: isASCII, saveScreen: saving)
    return loop.run()
  }

  @Test("draws a frame before it waits, and one after every batch of events")
  func frames() {
    let terminal = ScriptedTerminal(keys: "2 q")
    let lab = ScriptedLab()
    #expect(run(terminal, lab) == .quit)
    #expect(terminal.frames.count == 3)
    #expect(terminal.frames[0] == Screen.frame(of: .after(on: Snapshots.busy)))
    #expect(terminal.frames[1].text.contains("[2 Keys]"))
    #expect(terminal.frames[2].text.contains("FROZEN"))
    #expect(lab.commands == [.inspect(CacheKey("all_products"))])
    #expect(terminal.timeouts == [.milliseconds(100), .milliseconds(15), .milliseconds(15)])
    #expect(!terminal.isClosed)
  }

  @Test(
    "says why it ended",
    arguments: [
      (TerminalEvent.key(.character("q")), QuitReason.quit), (.key(.control("c")), .interrupted),
      (.terminated(signal: 15), .signal(15)), (.terminated(signal: 1), .signal(1)), (.hangup, .hangup),
    ])
  func endings(event: TerminalEvent, reason: QuitReason) {
    let lab = ScriptedLab()
    #expect(run(ScriptedTerminal(script: [[], [event, .key(.enter)]]), lab) == reason)
    #expect(lab.commands.isEmpty)
  }

  @Test("hands commands over in the order of the keys")
  func commands() {
    let lab = ScriptedLab()
    let script: [[TerminalEvent]] = [[.key(.enter), .key(.character("r"))], [.key(.down), .key(.enter)]]
    _ = run(ScriptedTerminal(script: script), lab)
    let users = Request(target: "/users")
    #expect(
      lab.commands == [.send(Request(target: "/items/5"), count: 1), .resetCounters, .send(users, count: 1)])
  }

  @Test("shows what came of a command in the frame after it came")
  func replies() {
    let terminal = ScriptedTerminal(script: [[], []])
    _ = run(terminal, ScriptedLab(replies: [[], [.done("7 entries cleared")], [.failed("it is gone")]]))
    #expect(!terminal.frames[0].text.contains("cleared"))
    #expect(terminal.frames[1].text.contains("7 entries cleared"))
    #expect(terminal.frames[2].text.contains("it is gone"))
  }

  @Test("shows the newest snapshot in every frame")
  func snapshots() {
    let terminal = ScriptedTerminal(script: [[], []])
    _ = run(terminal, ScriptedLab([Snapshots.start, Snapshots.start, Snapshots.busy]))
    #expect(terminal.frames[0].text.contains("LIVE 00:03"))
    #expect(terminal.frames[1].text.contains("LIVE 00:42"))
  }

  @Test("draws at the terminal's new size")
  func resize() {
    let terminal = ScriptedTerminal(script: [[], [.resized]])
    terminal.size = Size(width: 50, height: 12)
    _ = run(terminal)
    #expect(terminal.lastFrame?.size == Size(width: 50, height: 12))
    let grown = GrowingTerminal(ScriptedTerminal(script: [[.resized], []]), to: Size(width: 130, height: 33))
    var loop = DashboardLoop(terminal: grown, lab: ScriptedLab()) { _ in Notice("") }
    _ = loop.run()
    #expect(grown.terminal.frames.map(\.size.width) == [80, 130, 130])
  }

  @Test("goes on when frames are dropped, and shows the next one")
  func dropped() {
    let terminal = ScriptedTerminal(keys: "2 q")
    terminal.takesFrames = false
    #expect(run(terminal) == .quit)
    #expect(terminal.droppedFrames == 3)
    #expect(terminal.frames.isEmpty)
  }

  @Test("suspends by key and by request, and repaints when continued")
  func suspend() {
    let terminal = ScriptedTerminal(script: [[.key(.control("z"))], [.suspendRequested], [.continued], []])
    #expect(run(terminal) == .signal(15))
    #expect(terminal.suspensions == 2)
    #expect(terminal.invalidations == 1)
  }

  @Test("does the terminal's part of keys: copying, mouse, repainting, saving")
  func terminalCommands() {
    let terminal = ScriptedTerminal(keys: "ymw")
    var saved: [Frame] = []
    _ = run(
      terminal,
      saving: { frame in
        saved.append(frame)
        return Notice("saved it")
      })
    #expect(terminal.copied == ["/items/5"])
    #expect(terminal.isMouseOn)
    #expect(saved.count == 1)
    #expect(terminal.frames[1].text.contains("copied the path: 8 bytes"))
    #expect(terminal.frames[3].text.contains("saved it"))
    let repainted = ScriptedTerminal(script: [[.key(.control("l"))]])
    _ = run(repainted)
    #expect(repainted.invalidations == 1)
  }

  @Test("draws nothing but ASCII when told to, also into a saved screen")
  func ascii() {
    let terminal = ScriptedTerminal(keys: "w")
    var saved: Frame?
    _ = run(
      terminal, isASCII: true,
      saving: { frame in
        saved = frame
        return Notice("")
      })
    for frame in terminal.frames + [saved].compactMap(\.self) {
      #expect(frame.text.utf8.allSatisfy { $0 < 0x80 })
      #expect(frame.text.contains("+- Endpoints -"))
    }
    #expect(saved != nil)
  }
}

/// A terminal that has grown when the loop asks for its size again.
private final class GrowingTerminal: Terminal {
  let terminal: ScriptedTerminal
  private let target: Size

  init(_ terminal: ScriptedTerminal, to target: Size) {
    self.terminal = terminal
    self.target = target
  }

  var size: Size { terminal.size }
  var droppedFrames: UInt64 { 0 }
  func show(_ frame: Frame) -> Bool { terminal.show(frame) }
  func wait(atMost timeout: Duration) -> [TerminalEvent] {
    terminal.size = target
    return terminal.wait(atMost: timeout)
  }
  func copy(_ text: String) -> Bool { true }
  func invalidate() {}
  func setMouse(enabled: Bool) {}
  func suspend() {}
  func close() {}
}
