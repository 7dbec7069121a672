import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The command line")
struct CommandLineTests {
  @Test("knows every binding by its name, and does what its key does", arguments: KeyBindings.all)
  func names(binding: KeyBinding) {
    for view in DashboardState.View.allCases where binding.applies(in: view) {
      let start = DashboardState.after(String(view.rawValue + 1))
      var typed = start
      _ = typed.press(key: .character(":"))
      let effects = typed.enter(binding.name)
      var pressed = start
      #expect(effects == pressed.press(key: binding.keys[0]))
      #expect(typed == pressed)
    }
  }

  @Test(
    "takes arguments",
    arguments: [
      ("burst 50", [.lab(.send(Request(target: "/items/5"), count: 50))]),
      ("burst-size 5", [.lab(.send(Request(target: "/items/5"), count: 5))]),
      ("fire /items/77", [.lab(.send(Request(target: "/items/77"), count: 1))]),
      ("request GET /items/78", [.lab(.send(Request(target: "/items/78"), count: 1))]),
      ("/users", [.lab(.send(Request(target: "/users"), count: 1))]),
      ("put /items/5", [.lab(.send(Request(method: "PUT", target: "/items/5"), count: 1))]),
      ("filter read", [.lab(.inspect(CacheKey("read_item:5")))]), ("", []),
    ] as [(String, [Effect])])
  func arguments(text: String, effects: [Effect]) {
    var state = DashboardState.after(":")
    #expect(state.enter(text) == effects)
    #expect(state.overlay == nil)
  }

  @Test(
    "steers time and load by argument",
    arguments: [
      ("speed 25", [.lab(.setSpeed(25))]), ("speed x0.1", [.lab(.setSpeed(0.1))]),
      ("speed ×1000", [.lab(.setSpeed(1_000))]), ("pause", [.lab(.setPaused(true))]),
      ("step", [.lab(.setPaused(true)), .lab(.step)]), ("load", [.lab(.stopLoad)]),
      ("rate 250/s", [.lab(.setLoadFactor(1))]), ("rate 60000/m", [.lab(.setLoadFactor(4))]),
      ("rate x2.5", [.lab(.setLoadFactor(2.5))]), ("faster", [.lab(.setSpeed(20))]),
      ("rate-up", [.lab(.setLoadFactor(5))]),
    ] as [(String, [Effect])])
  func steering(text: String, effects: [Effect]) {
    var state = DashboardState.after(":", on: Snapshots.running)
    #expect(state.enter(text) == effects)
    #expect(state.overlay == nil)
  }

  @Test(
    "goes anywhere in a recording",
    arguments: [
      ("seek 1m30s", Seek.to(Snapshots.seconds(90))), ("seek -2.5s", .by(.seconds(-2.5))),
      ("seek +1m", .by(.seconds(60))), ("back", .by(.seconds(-10))), ("forward", .by(.seconds(10))),
    ])
  func seeking(text: String, target: Seek) {
    var state = DashboardState.after(":", on: Snapshots.replay)
    #expect(state.enter(text) == [.lab(.seek(target))])
  }

  @Test(
    "asks for what was left out: speed, rate, moment",
    arguments: [
      ("T", "0.5", Effect.lab(.setSpeed(0.5))), ("R", "x3", .lab(.setLoadFactor(3))),
    ])
  func asked(key: String, text: String, effect: Effect) {
    var state = DashboardState.after(key, on: Snapshots.running)
    #expect(state.enter(text) == [effect])
    var replay = DashboardState.after("S", on: Snapshots.replay)
    #expect(replay.enter("5s") == [.lab(.seek(.to(Snapshots.seconds(5))))])
  }

  @Test(
    "says what speeds, rates and moments there are",
    arguments: [
      ("speed 0.05", "a speed is 0.1 to 1000, e.g. 10"), ("speed 1001", "a speed is 0.1 to 1000, e.g. 10"),
      ("speed nan", "a speed is 0.1 to 1000, e.g. 10"), ("speed fast", "a speed is 0.1 to 1000, e.g. 10"),
      ("rate 1/s", "a rate is 25/s to 250 000/s, or x0.1 to x1000"),
      ("rate 200", "a rate is 25/s to 250 000/s, or x0.1 to x1000"),
      ("rate inf/s", "a rate is 25/s to 250 000/s, or x0.1 to x1000"),
      ("rate x0", "a rate is 25/s to 250 000/s, or x0.1 to x1000"),
      ("seek 5s", "this is no recording: time only goes on"), ("load now", "load takes no argument"),
    ])
  func steeringProblems(text: String, problem: String) {
    var state = DashboardState.after(":", on: Snapshots.running)
    #expect(state.enter(text) == [])
    #expect(state.promptProblem == problem)
  }

  @Test("has no rate where there are only clients")
  func onlyClients() {
    var snapshot = Snapshots.running
    snapshot.load = LoadStatus(isRunning: true, clients: 20)
    var state = DashboardState.after(":", on: snapshot)
    #expect(state.enter("rate 10/s") == [])
    #expect(state.promptProblem == "there are only clients: write x0.1 to x1000")
  }

  @Test(
    "sends nothing in a recording",
    arguments: ["/items/5", "fire /items/5", "burst 5", "ttl 5s", "rate 5/s", "request /items/7"])
  func recording(text: String) {
    var state = DashboardState.after(":", on: Snapshots.replay)
    #expect(state.enter(text) == [])
    #expect(state.promptProblem == "this is a recording: nothing can be sent")
  }

  @Test("says what is no moment of a recording")
  func noMoment() {
    var state = DashboardState.after(":", on: Snapshots.replay)
    #expect(state.enter("seek 5") == [])
    #expect(state.promptProblem == "5 has no unit: write e.g. 5s; with + or - in front it counts from here")
  }

  @Test("sets TTL, order and the inspector's view by argument")
  func argumentsInKeys() {
    var state = DashboardState.after("2:")
    #expect(state.enter("ttl 5s") == [.lab(.setTTL(.seconds(5), CacheKey("all_products")))])
    _ = state.press(key: .character(":"))
    _ = state.enter("sort size")
    #expect(state.keys.order == .size)
    _ = state.press(key: .character(":"))
    _ = state.enter("view hex")
    #expect(state.inspector.mode == .hex)
  }

  @Test(
    "says what is wrong, and keeps the line",
    arguments: [
      ("reste", "no command reste; ? lists them"), ("rest", "no command rest; did you mean request, reset?"),
      ("qit", "no command qit; did you mean quit?"), ("quit now", "quit takes no argument"),
      ("sort colour", "sort by one of: ttl left, key, size, hits"), ("view pretty", "view as one of: json, text, hex"),
      ("burst many", "a burst is 1 to 10000 requests"), ("fire items", "write a path, e.g. /items/5"),
      ("ttl 5s", "no key is selected"),
    ])
  func problems(text: String, problem: String) {
    var state = DashboardState.after(":")
    #expect(state.enter(text) == [])
    #expect(state.promptProblem == problem)
    #expect(state.promptText == text)
  }

  @Test("completes names and paths, forwards and backwards, and begins anew after a letter")
  func completion() {
    var state = DashboardState.after(":re")
    let offered = DashboardState.completions(of: "re", in: state)
    #expect(offered.prefix(4) == ["request", "reverse", "reconnect", "reset"])
    var seen: [String?] = []
    for _ in 0..<offered.count + 1 {
      _ = state.press(key: .tab)
      seen.append(state.promptText)
    }
    #expect(seen == offered + [offered[0]])
    _ = state.press(key: .backTab)
    #expect(state.promptText == offered.last)
    _ = state.press(key: .control("u"))
    for character in "/o" { _ = state.press(key: .character(character)) }
    _ = state.press(key: .tab)
    #expect(state.promptText == "/orders/7")
    #expect(state.press(key: .enter) == [.lab(.send(Request(target: "/orders/7"), count: 1))])
  }

  @Test("opens with a pasted text, which never acts by itself")
  func paste() {
    var state = DashboardState.after()
    #expect(state.press(key: .paste("/items/9\nq\rD\u{1B}x")) == [])
    #expect(state.promptText == "/items/9 q D x")
    #expect(state.view == .overview)
    var inPrompt = DashboardState.after(":")
    #expect(inPrompt.press(key: .paste("quit\n")) == [])
    #expect(inPrompt.promptText == "quit ")
    var answered = DashboardState.after("2d", on: Snapshots.redis())
    #expect(answered.press(key: .paste("y")) == [])
    #expect(answered.overlay == nil)
  }
}
