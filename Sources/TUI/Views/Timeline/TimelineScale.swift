import CacheEngine

/// Where a moment lies on a linear axis. The left edge moves by whole cells, so that bars do not tremble as time goes on.
struct TimelineScale: Hashable {
  let start: Timestamp
  let cell: Duration
  let columns: Int
  /// The present, to which the axis is labelled.
  let now: Timestamp

  init(window: Duration, end: Timestamp, now: Timestamp, columns: Int) {
    self.columns = max(1, columns)
    self.now = now
    let nanoseconds = max(1, window.wholeNanoseconds / Int64(self.columns))
    cell = .nanoseconds(nanoseconds)
    let right = (end.nanoseconds / nanoseconds).addingReportingOverflow(1).partialValue
    let left = right.subtractingReportingOverflow(Int64(self.columns)).partialValue
    start = Timestamp(nanoseconds: left.multipliedReportingOverflow(by: nanoseconds).partialValue)
  }

  var end: Timestamp { start.advanced(by: cell * columns) }

  /// In cells from the left edge; far outside it is just outside.
  func place(of moment: Timestamp) -> Double {
    let cells = start.duration(to: moment).inSeconds / cell.inSeconds
    return min(Double(columns) + 1, max(-1, cells))
  }

  /// The cell a moment lies in; `nil` when it is not on the axis.
  func column(of moment: Timestamp) -> Int? {
    guard moment >= start, moment < end else { return nil }
    return min(columns - 1, Int(place(of: moment)))
  }

  func shows(_ item: TimelineItem) -> Bool {
    item.arrivedAt < end && (item.end ?? now) >= start
  }

  /// Moments before the present at whole steps that are far enough apart to be labelled, the newest first.
  func ticks(apart: Int) -> [(age: Duration, column: Int)] {
    let steps: [Duration] =
      [1, 2, 5, 10, 20, 50, 100, 200, 500].map { .microseconds($0) }
      + [1, 2, 5, 10, 20, 50, 100, 200, 500].map { .milliseconds($0) }
      + [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600].map { .seconds($0) }
    guard let step = steps.first(where: { $0 >= cell * apart }) else { return [] }
    let oldest = Int(min(1e9, max(0, start.duration(to: now) / step)))
    let newest = Int(min(1e9, max(0, end.duration(to: now) / step)))
    guard oldest >= newest, oldest - newest <= columns else { return [] }
    return (newest...oldest).compactMap { number in
      let age = step * number
      return column(of: now.advanced(by: .zero - age)).map { (age, $0) }
    }
  }
}
