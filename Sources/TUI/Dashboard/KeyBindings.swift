/// All bindings. Letters act on the selected row, capitals on many or on modes; nothing destructive is on Enter or Space.
public enum KeyBindings {
  public static let all: [KeyBinding] = [
    KeyBinding([.enter], .fire, "fire", "send the selected endpoint's request", hint: "fire", in: .overview),
    KeyBinding(
      [.character("a")], .editRequest, "request", "edit the request and its arguments", hint: "arguments", in: .overview
    ),
    KeyBinding([.character("b")], .burst, "burst", "send a burst of requests at once", hint: "burst", except: .keys),
    KeyBinding([.character("B")], .setBurst, "burst-size", "change how many a burst sends", in: .overview),
    KeyBinding([.enter], .inspect, "inspect", "go to the value", hint: "value", in: .keys),
    KeyBinding([.character("/")], .filter, "filter", "show only keys that contain a text", hint: "filter", in: .keys),
    KeyBinding([.character("c")], .searchOn, "search-on", "go on with a search that has stopped", in: .keys),
    KeyBinding([.character("o")], .nextOrder, "sort", "sort by the next column", hint: "sort", in: .keys),
    KeyBinding([.character("O")], .reverseOrder, "reverse", "turn the order around", in: .keys),
    KeyBinding([.character("t")], .setTTL, "ttl", "set the TTL of the selected key", hint: "ttl", in: .keys),
    KeyBinding(
      [.character("x")], .expireNow, "expire", "end the selected key's time now", hint: "expire now", in: .keys),
    KeyBinding([.character("d"), .delete], .delete, "delete", "delete the selected key", hint: "delete", in: .keys),
    KeyBinding([.character("u")], .undo, "undo", "take the last deletion or TTL change back", hint: "undo", in: .keys),
    KeyBinding(
      [.character("v")], .cycleValueView, "view", "show the value as JSON, text or hex", hint: "view", in: .keys),
    KeyBinding(
      [.enter], .explain, "explain", "explain the selected request: why it went as it did", hint: "explain",
      in: .timeline),
    KeyBinding([.character("h"), .left], .panBack, "pan-back", "earlier", hint: "earlier", in: .timeline),
    KeyBinding([.character("l"), .right], .panForward, "pan-forward", "later", hint: "later", in: .timeline),
    KeyBinding(
      [.character("+"), .character("=")], .zoomIn, "zoom-in", "less time, wider bars", hint: "zoom", in: .timeline),
    KeyBinding([.character("-")], .zoomOut, "zoom-out", "more time, narrower bars", hint: "out", in: .timeline),
    KeyBinding(
      [.character("0")], .fit, "fit", "all requests on record, and follow what comes", hint: "fit", in: .timeline),
    KeyBinding(
      [.character("g")], .group, "group", "a row for each request, key or endpoint", hint: "group", in: .timeline),
    KeyBinding(
      [.character("f")], .onlyKey, "only-key", "only requests for the selected one's key, or all again",
      hint: "only key",
      in: .timeline),
    KeyBinding([.home], .top, "oldest", "to the oldest request", in: .timeline),
    KeyBinding(
      [.character("I")], .invalidate, "invalidate",
      "invalidate a tag, version or prefix, shown first"),
    KeyBinding([.character("D")], .clear, "clear", "remove all entries of the store (asks for the word)"),
    KeyBinding([.character("s")], .toggleLoad, "load", "start or stop the load", hint: "load"),
    KeyBinding([.character("P")], .togglePause, "pause", "pause the lab's time, or let it go on", hint: "pause"),
    KeyBinding([.character(".")], .step, "step", "pause, and go on to the next thing that happens", hint: "step"),
    KeyBinding([.character("{")], .slower, "slower", "let the lab's time go slower"),
    KeyBinding([.character("}")], .faster, "faster", "let the lab's time go faster", hint: "faster"),
    KeyBinding([.left], .seekBack, "back", "go back 10 s in a recording", hint: "back", except: .timeline),
    KeyBinding([.right], .seekForward, "forward", "go forward 10 s in a recording", hint: "forward", except: .timeline),
    KeyBinding(
      [.character("p")], .policy, "policy", "how the selected endpoint is cached: see and change it", hint: "policy"),
    KeyBinding([.character("F")], .faults, "faults", "let something go wrong, or end it", hint: "faults"),
    KeyBinding([.character("V")], .server, "server", "the server's own counters"),
    KeyBinding([.character("L")], .lesson, "lesson", "show or hide the lesson", hint: "lesson"),
    KeyBinding([.character(">")], .nextInLesson, "lesson-next", "to the next step of the lesson", hint: "next"),
    KeyBinding([.character("<")], .backInLesson, "lesson-back", "to the lesson's step before"),
    KeyBinding(
      [.character("M")], .monitor, "monitor", "watch the commands of all clients for 2 s (asks first: it costs)",
      hint: "commands"),
    KeyBinding([.character("C")], .reconnect, "reconnect", "try now to reach the store's server"),
    KeyBinding([.character(" ")], .freeze, "freeze", "hold the screen still; recording goes on", hint: "freeze"),
    KeyBinding([.character("i")], .about, "about", "what the scenario is about", hint: "about"),
    KeyBinding([.character("r")], .reset, "reset", "start all counters anew", hint: "reset"),
    KeyBinding([.character("y")], .copy, "copy", "copy the selection to the clipboard", hint: "copy"),
    KeyBinding([.character("w")], .saveScreen, "save", "save the screen as text", hint: "save"),
    KeyBinding([.character("[")], .lowerRate, "rate-down", "less load: the step below of what it is multiplied by"),
    KeyBinding([.character("]")], .raiseRate, "rate-up", "more load: the step above"),
    KeyBinding([.character("R")], .setRate, "rate", "set the load: 200/s, or x2 of what the scenario says"),
    KeyBinding([.character("T")], .setSpeed, "speed", "set the speed of the lab's time, 0.1 to 1000"),
    KeyBinding([.character("S")], .seek, "seek", "go to a moment of a recording: 1m30s, or -10s from here"),
    KeyBinding([.character("1")], .showOverview, "overview", "endpoints, rates, latencies and requests"),
    KeyBinding([.character("2")], .showKeys, "keys", "entries with their time to live"),
    KeyBinding([.character("3")], .showTimeline, "timeline", "requests on a time axis"),
    KeyBinding([.tab], .nextPane, "next-pane", "go to the next pane", hint: "pane"),
    KeyBinding([.backTab], .previousPane, "previous-pane", "go to the pane before"),
    KeyBinding([.up, .character("k")], .up, "up", "one line up"),
    KeyBinding([.down, .character("j")], .down, "down", "one line down"),
    KeyBinding([.pageUp, .control("u")], .pageUp, "page-up", "one page up"),
    KeyBinding([.pageDown, .control("d")], .pageDown, "page-down", "one page down"),
    KeyBinding([.home, .character("g")], .top, "top", "to the first line", except: .timeline),
    KeyBinding([.end, .character("G")], .bottom, "bottom", "to the last line; in the log: follow the newest"),
    KeyBinding([.character(":")], .commandLine, "command", "type a command, or a path to send", hint: "command"),
    KeyBinding([.character("?"), .function(1)], .help, "help", "this list", hint: "help"),
    KeyBinding([.character("m")], .toggleMouse, "mouse", "mouse on or off (off: the terminal selects text)"),
    KeyBinding([.control("l")], .repaint, "repaint", "paint the whole screen again"),
    KeyBinding([.control("z")], .suspend, "suspend", "stop and go back to the shell (fg returns)"),
    KeyBinding([.escape], .cancel, "cancel", "back, or drop the filter"),
    KeyBinding([.character("q")], .quit, "quit", "leave", hint: "quit"),
    KeyBinding([.control("c")], .interrupt, "interrupt", "leave at once"),
  ]

  /// The binding of that name; a single letter means the key.
  static func named(_ name: String, in view: DashboardState.View) -> KeyBinding? {
    if name.count == 1, let letter = name.first { return binding(for: .character(letter), in: view) }
    return all.first { $0.name == name }
  }

  static func binding(for key: Key, in view: DashboardState.View) -> KeyBinding? {
    all.first { $0.keys.contains(key) && $0.applies(in: view) }
  }

  /// The bindings that apply in a view, in the order of the table.
  static func bindings(in view: DashboardState.View) -> [KeyBinding] {
    all.filter { $0.applies(in: view) }
  }
}
