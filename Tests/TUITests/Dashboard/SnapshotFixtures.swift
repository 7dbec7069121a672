@testable import CacheEngine
@testable import TUI

/// Snapshots built by hand: what the dashboard would see at second 42 of different afternoons.
enum Snapshots {
  static let now = seconds(42.118)

  static func seconds(_ seconds: Double) -> Timestamp {
    Timestamp(nanoseconds: Int64((seconds * 1e9).rounded()))
  }

  static let endpoints = ((try? BuiltInScenario.tutorial.scenario().endpoints) ?? []).map { EndpointSummary($0) }

  /// Nothing has been asked yet.
  static let start = reading(at: seconds(3), ledger: ledger(at: seconds(3)), store: memory())

  /// A memory store in the middle of its work.
  static let busy: LabSnapshot = {
    var snapshot = reading(at: now, ledger: busyLedger(), store: memory(entries: 7))
    snapshot.store.departures.expiredOnAccess = 33
    snapshot.store.departures.expiredBySweep = 8
    snapshot.store.recentlyLeft = Keys.departed
    snapshot.database.queries = 1_297
    snapshot.database.mostRunning = 12
    snapshot.keys = Keys.listing(Keys.ofEveryKind)
    snapshot.rejections = Records.rejections
    snapshot.canUndo = true
    return snapshot
  }()

  /// The same on a server, whose health is given.
  static func redis(_ health: StoreHealth = .up) -> LabSnapshot {
    var snapshot = busy
    snapshot.store = StoreStatus(
      kind: "redis", place: "127.0.0.1:6379/0", dialect: .redis(prefix: "ttlscope:"), health: health, entries: 7,
      commands: CommandCounts(forRequests: 2_048, forLooking: 377))
    snapshot.canUndo = false
    snapshot.keys.examined = 120
    snapshot.keys.total = 4_000
    snapshot.keys.isComplete = false
    return snapshot
  }

  static let down = redis(
    .down(reason: "connection refused", attempts: 3, retryAt: now.advanced(by: .milliseconds(1_500))))

  /// Everything that can come from outside says something nasty.
  static let hostile: LabSnapshot = {
    var snapshot = down
    let nasty = Keys.nasty
    snapshot.store.health = .down(reason: nasty, attempts: 2, retryAt: now)
    snapshot.store.place = nasty
    snapshot.keys = Keys.listing(Keys.hostile)
    snapshot.keys.error = .rejected(nasty)
    snapshot.ledger.records = Records.hostile
    snapshot.ledger.waiting = [Records.waiting(90, "GET /\(nasty)", started: 41, load: 41.2, function: 1)]
    snapshot.store.recentlyLeft = [
      DepartedEntry(key: CacheKey(nasty), departure: .evicted, at: now, ttl: .seconds(5))
    ]
    snapshot.rejections = [Rejection(request: Request(target: "/\(nasty)"), status: 404, at: now)]
    snapshot.endpoints[0].title = nasty
    snapshot.endpoints[0].key = nasty
    snapshot.endpoints[0].example = Request(target: "/\(nasty)")
    snapshot.endpoints[3].trap = nasty
    return snapshot
  }()

  static func memory(entries: Int = 0) -> StoreStatus {
    StoreStatus(
      kind: "memory", dialect: .memory, entries: entries, bytes: entries * 270, capacity: 10_000,
      byteCapacity: 64 << 20)
  }

  static func reading(at moment: Timestamp, ledger: LedgerSnapshot, store: StoreStatus) -> LabSnapshot {
    LabSnapshot(at: moment, ledger: ledger, store: store, endpoints: endpoints)
  }

  static func ledger(at moment: Timestamp) -> LedgerSnapshot {
    var ledger = LedgerSnapshot(at: moment)
    ledger.functions = endpoints.map { FunctionReading(name: $0.name) }
    for index in ledger.functions.indices { ledger.functions[index].strip = Strips.empty }
    ledger.strip = Strips.empty
    return ledger
  }

  private static func busyLedger() -> LedgerSnapshot {
    var ledger = ledger(at: now)
    let numbers: [(hits: UInt64, misses: UInt64, bypasses: UInt64, errors: UInt64)] = [
      (1_204, 41, 2, 1), (308, 4, 0, 0), (0, 12, 0, 3), (480, 9, 0, 0),
    ]
    for (index, number) in numbers.enumerated() {
      var counts = LookupCounts()
      counts.hits = number.hits
      counts.misses = number.misses
      counts.bypasses = number.bypasses
      counts.errors = number.errors
      counts.inFlight = index < 2 ? 1 : 0
      counts.loads = number.misses + number.bypasses + number.errors + counts.inFlight
      counts.started = counts.finished + counts.inFlight
      counts.notStored = index == 2 ? 12 : 0
      counts.sharedKeyHits = index == 3 ? 471 : 0
      ledger.functions[index].counts = counts
      ledger.functions[index].strip = Strips.busy(offset: index)
      ledger.functions[index].latency = Strips.latencies(hits: number.hits, waits: number.misses)
      ledger.total += counts
    }
    ledger.strip = SecondCounts.sums(ledger.functions.map(\.strip))
    ledger.latency = Strips.latencies(hits: 1_992, waits: 66)
    ledger.records = Records.ofEveryKind
    ledger.waiting = Records.waitingRequests
    return ledger
  }
}
