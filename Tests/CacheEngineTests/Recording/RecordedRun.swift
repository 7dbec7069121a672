@testable import CacheEngine

/// A scenario run in virtual time and recorded.
struct RecordedRun {
  var bytes: [UInt8]
  var header: RecordingHeader
  /// What the lab showed at the moment asked for.
  var snapshot: LabSnapshot?

  static let scenario = """
    name: small
    seed: 3
    duration: 40s
    store: {kind: memory, capacity: 12}
    database: {connections: 3}
    endpoints:
      - name: read_item
        path: /items/{item_id:int}
        load: {uniform: [100ms, 900ms]}
        response: {item_id: "{item_id}"}
        cache: {ttl: 5s, protection: single-flight}
      - name: read_user
        path: /users/{user_id:int}
        load: 300ms
        response: {user_id: "{user_id}"}
        cache: {ttl: 7s, protection: none}
    workload:
      - {endpoint: read_item, rate: 20/s, keys: {zipf: {exponent: 1.0, count: 30}}, writes: 2%}
      - {endpoint: read_user, rate: 5/s, keys: {uniform: 5}}
    steps:
      - {at: 10s, for: 3s, fault: database-down}
      - {at: 20s, clear: "read_item"}
    """

  static func of(_ text: String = scenario, snapshotAt moment: Timestamp? = nil) async throws -> RecordedRun {
    let scenario = try ScenarioParser.scenario(of: text, file: "small.yaml")
    let time = VirtualTime()
    var limits = MemoryLimits()
    if case .memory(let wanted) = scenario.store { limits = wanted }
    let run = ScenarioRun(scenario, on: .virtual(time), store: MemoryStore(limits: limits), isWatched: true)
    let header = run.lab.recordingHeader(clock: .virtual)
    let writer = Lock(RecordingWriter(header))
    let listening = run.lab.listen { item in writer.withLock { $0.write(item) } }
    let snapshot = Lock<LabSnapshot?>(nil)
    if let moment {
      let lab = run.lab
      Task(executorPreference: time) {
        // Behind everything else that is due at that moment: one nanosecond later nothing is.
        try? await time.sleep(until: moment)
        await lab.refreshKeyList()
        let taken = lab.snapshot()
        snapshot.withLock { $0 = taken }
      }
    }
    _ = await run.run()
    listening.stop()
    let bytes = writer.withLock { writer in
      writer.end(at: time.now)
      return writer.take()
    }
    return RecordedRun(bytes: bytes, header: header, snapshot: snapshot.withLock { $0 })
  }
}
