import CacheEngine

/// All there is room for on a very small screen: the hit rate, requests and loads per second; how many keys are watched.
enum OneLineView {
  static func draw(_ state: DashboardState, into frame: inout Frame) {
    if let watch = state.shown.watch {
      let keys = state.visibleEntries.count
      let text = "\(Figures.count(keys)) \(keys == 1 ? "key" : "keys"), \(Wording.source(watch))"
      frame.put(TimeStatus.short(state) + [(text, .plain)], at: 0, 0, clip: Rect(frame.size))
      return
    }
    let ledger = state.shown.ledger
    let second = ledger.strip.dropLast().last ?? SecondCounts()
    let requests = second.hits + second.misses + second.others
    let rate = ledger.total.hitRate.map { "\(Figures.percent($0))%" } ?? "–"
    let figures = ("hit \(rate) \(requests)/s db \(second.loads)/s", Style.plain)
    frame.put(TimeStatus.short(state) + [figures], at: 0, 0, clip: Rect(frame.size))
  }
}
