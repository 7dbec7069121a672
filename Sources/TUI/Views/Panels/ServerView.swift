import CacheEngine

/// The server's own counters, which are not ours: everybody's hits and misses, with what we caused apart.
enum ServerView {
  static func draw(_ state: DashboardState, into frame: inout Frame) {
    let lines = lines(state.shown.server)
    let area = OverlayView.window(
      "Server \(safe(state.shown.store.place))", width: 64, height: lines.count + 2, note: "any key closes",
      into: &frame)
    for (row, line) in lines.prefix(area.height).enumerated() {
      frame.put(
        [(" " + line.name.padded(to: 22), .faint), (line.text.clipped(to: area.width - 24), line.style)], at: area.x,
        area.y + row, clip: area)
    }
  }

  private typealias Line = (name: String, text: String, style: Style)

  private static func lines(_ reading: ServerReading?) -> [Line] {
    guard let reading else { return [("", "asking…", .faint)] }
    if let problem = reading.problem {
      return [("not to be had", safe(problem), .warning), ("", "the user needs +info", .faint)]
    }
    let counters = reading.counters
    func number(_ value: UInt64?) -> String { value.map { Figures.count($0) } ?? "–" }
    let memory = counters.usedMemory.map { Figures.bytes(Int(clamping: $0)) } ?? "–"
    let most = counters.maxMemory.map { $0 == 0 ? "no limit" : "of \(Figures.bytes(Int(clamping: $0)))" } ?? ""
    return [
      ("version", safe(counters.version ?? "–"), .plain),
      ("clients", number(counters.connectedClients), .plain),
      ("commands", counters.commandsPerSecond.map { "\(Figures.count($0))/s" } ?? "–", .plain),
      ("memory", "\(memory) \(most)", .plain),
      ("eviction", safe(counters.evictionPolicy ?? "–"), .plain),
      ("evicted, expired", "\(number(counters.evictedKeys)), \(number(counters.expiredKeys))", .plain),
      ("hits, misses", "\(number(counters.keyspaceHits)), \(number(counters.keyspaceMisses))  since its start", .plain),
      ("  by others", others(reading) + "  since the first look", .plain),
      ("  by our requests", pair(reading.own.requestHits, reading.own.requestMisses), .plain),
      ("  by this looking", pair(reading.own.lookingHits, reading.own.lookingMisses), .plain),
    ]
  }

  private static func others(_ reading: ServerReading) -> String {
    reading.ofOthers.map { pair($0.hits, $0.misses) } ?? "–"
  }

  private static func pair(_ hits: UInt64, _ misses: UInt64) -> String {
    "\(Figures.count(hits)), \(Figures.count(misses))"
  }
}
