import Testing

@testable import CacheEngine
@testable import TUI

@Suite("A recording in the dashboard")
struct RecordingTests {
  @Test("sends nothing in a recording, and says so", arguments: ["\r", "a", "b", "B", "D", "r", "s", "[", "]", "R"])
  func recording(key: Character) {
    expectNothingSent([key == "\r" ? .enter : .character(key)])
  }

  @Test("changes no entry in a recording", arguments: ["t", "x", "d", "u"])
  func recordedEntries(key: Character) {
    expectNothingSent([.character("2"), .character(key)])
  }

  private func expectNothingSent(_ keys: [Key]) {
    var state = DashboardState.after(keys.dropLast(), on: Snapshots.replay)
    #expect(state.press(key: keys[keys.count - 1]) == [])
    #expect(state.overlay == nil)
    #expect(state.notice?.notice == Notice("this is a recording: nothing can be sent", isProblem: true))
  }

  @Test("explains a recorded request all the same")
  func recordedRequest() {
    #expect(DashboardState.after([.tab, .down, .enter], on: Snapshots.replay).overlay == .record(RequestID(1_190)))
  }

  @Test("takes a path after fire for something to send, wherever the focus is")
  func firingByName() {
    var state = DashboardState.after([.tab, .character(":")], on: Snapshots.replay)
    #expect(state.enter("fire /items/5") == [])
    #expect(state.promptProblem == "this is a recording: nothing can be sent")
  }

  @Test("is only ever moved about in and looked at, whatever is pressed", arguments: 0..<8)
  func anyKeys(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var keys: [Key] = KeyBindings.all.flatMap(\.keys)
    keys += [.character("y"), .character("5"), .paste("/items/5")]
    let words = KeyBindings.all.map(\.name) + ["fire /items/5", "burst 5", "ttl 5s", "rate x2", "/users", "seek 5s"]
    var state = DashboardState.after(on: Snapshots.replay)
    for _ in 0..<400 {
      let isWord = Int.random(in: 0..<4, using: &generator) == 0
      let word = words.randomElement(using: &generator) ?? ""
      let typed: [Key] = [.character(":")] + word.map { .character($0) } + [.enter]
      for key in isWord ? typed : [keys.randomElement(using: &generator) ?? .enter] {
        for case .lab(let command) in state.press(key: key) {
          switch command {
          case .inspect, .setPaused, .step, .setSpeed, .seek: break
          default: Issue.record("seed \(seed): \(command) after \(key)")
          }
        }
      }
    }
  }

  @Test("invites nobody to send a request where none is shown yet")
  func beginning() {
    var snapshot = Snapshots.replay
    snapshot.ledger.records = []
    snapshot.ledger.waiting = []
    snapshot.rejections = []
    snapshot.events = []
    let text = Screen.frame(of: .after(on: snapshot, size: Size(width: 120, height: 40))).text
    #expect(text.contains("No request had ended by this moment") && !text.contains("Enter sends"))
  }
}
