@testable import CacheEngine
@testable import TUI

/// Snapshots of a scenario at work: time that can be steered, a load, events, and what only a load brings about.
extension Snapshots {
  static let running: LabSnapshot = {
    var snapshot = busy
    snapshot.clock = ClockStatus(speed: 10, canSteer: true, watched: .seconds(9))
    snapshot.load = LoadStatus(
      isRunning: true, rate: 500, factor: 2, dropped: 3, lag: .milliseconds(12), endsAt: seconds(542.118))
    snapshot.events = events
    snapshot.scenario = scenario
    // Without the one that would put a caret under the second before.
    snapshot.ledger.records = Records.ofALoad + snapshot.ledger.records.dropFirst(2)
    snapshot.ledger.waiting.removeLast()
    snapshot.ledger.functions[0].counts.stale.count(.milliseconds(3_200))
    snapshot.ledger.functions[0].counts.shared = 118
    snapshot.ledger.total.stale.count(.milliseconds(3_200))
    snapshot.ledger.total.shared = 118
    snapshot.ledger.service = Strips.latencies(hits: 1_992, waits: 60)
    snapshot.endpoints[0].protection = .singleFlight
    return snapshot
  }()

  static let stopped: LabSnapshot = {
    var snapshot = running
    snapshot.clock.speed = 1
    snapshot.load = LoadStatus(isRunning: false, rate: 50, clients: 20)
    return snapshot
  }()

  static let paused: LabSnapshot = {
    var snapshot = running
    snapshot.clock.isPaused = true
    return snapshot
  }()

  /// More queries than the database has connections for.
  static let queue: LabSnapshot = {
    var snapshot = running
    snapshot.clock.speed = 1
    snapshot.database.connections = 8
    snapshot.database.running = 8
    snapshot.database.mostRunning = 8
    snapshot.database.waiting = 14
    snapshot.database.mostWaiting = 30
    snapshot.database.failures = 2
    return snapshot
  }()

  static let replay: LabSnapshot = {
    var snapshot = running
    snapshot.clock.speed = 1
    snapshot.clock.canSeek = true
    snapshot.replay = ReplayStatus(position: now, end: seconds(600))
    return snapshot
  }()

  /// What a scenario file and a recording can say at their worst.
  static let hostileScenario: LabSnapshot = {
    var snapshot = hostile
    snapshot.clock = ClockStatus(speed: 0.1, isPaused: true, canSteer: true, canSeek: true, watched: .seconds(50))
    snapshot.load = LoadStatus(
      isRunning: true, rate: 1e300, clients: .max, factor: 0, dropped: .max, lag: .seconds(1e9), endsAt: .zero)
    snapshot.events = LabEvent.Kind.allCases.map { LabEvent(at: seconds(41), kind: $0, text: Keys.nasty) }
    snapshot.events.append(LabEvent(at: Timestamp(nanoseconds: .min), kind: .gap, text: Keys.nasty))
    snapshot.scenario = ScenarioSummary(
      name: Keys.nasty, description: String(repeating: Keys.nasty, count: 30), duration: .seconds(1e9),
      workload: [WorkloadDefinition(endpoint: Keys.nasty, load: .closed(clients: .max, thinkTime: .seconds(-1)))])
    snapshot.replay = ReplayStatus(position: .distantFuture, end: Timestamp(nanoseconds: .min))
    snapshot.database.connections = 0
    snapshot.database.waiting = .max
    for index in snapshot.ledger.records.indices {
      snapshot.ledger.records[index].staleFor = .seconds(1e9)
      snapshot.ledger.records[index].leader = RequestID(.max)
      snapshot.ledger.records[index].remarks = []
    }
    return snapshot
  }()

  private static let events = [
    LabEvent(at: seconds(-100), kind: .loadStarted, text: "load starts: 250/s"),
    LabEvent(at: seconds(8), kind: .rateChanged, text: "load 500/s"),
    LabEvent(at: seconds(14), kind: .faultBegan, text: "database 10 times as slow"),
    LabEvent(at: seconds(20), kind: .faultEnded, text: "database back to its pace"),
    LabEvent(at: seconds(42.107), kind: .cleared, text: "read_item cleared: 40 entries"),
  ]

  private static let scenario = ScenarioSummary(
    name: "Hot key under load",
    description:
      "One popular key, a slow database, and what happens each time it expires. Watch the database's queue in the "
      + "second after the entry has gone: everybody who asks then has to wait, and all of them wait for the same row.",
    duration: .seconds(600),
    workload: [
      WorkloadDefinition(
        endpoint: "read_item", load: .open(perSecond: 250, .poisson), keys: .zipf(exponent: 1, count: 1_000),
        writes: 0.05),
      WorkloadDefinition(
        endpoint: "get_users", load: .closed(clients: 20, thinkTime: .seconds(1)), keys: .fixed(1)),
      WorkloadDefinition(
        endpoint: "read_order", load: .open(perSecond: 0.5, .burst(50)), keys: .sequence(count: 120)),
    ])
}

extension Records {
  static let ofALoad: [LookupRecord] = {
    var stale = record(1_190, .hit, at: 42.11, "GET /items/5", key: "read_item:5", micros: 8.1, expires: 83.3)
    stale.staleFor = .milliseconds(3_200)
    stale.arrivedAt = stale.startedAt.advanced(by: .milliseconds(-12))
    var joined = record(1_189, .shared, .cold, at: 42.105, "GET /items/17", key: "read_item:17", micros: 1_203_000)
    joined.leader = RequestID(1_187)
    joined.phases.load = nil
    return [stale, joined]
  }()
}
