@testable import CacheEngine

/// Requests of every outcome, cause and remark.
enum Records {
  static let ofEveryKind: [LookupRecord] = [
    record(120, .hit, at: 42.1, "GET /items/5", key: "read_item:5", micros: 8.1, expires: 83.3),
    record(119, .miss, .expired(ago: .milliseconds(310)), at: 41.9, "GET /users", key: "all_users", micros: 3_001_200),
    record(118, .miss, .cold, at: 41.2, "GET /items/9", key: "read_item:9", micros: 2_000_900, wrote: true),
    record(
      117, .hit, at: 40.9, "GET /products?page=2", key: "all_products", micros: 9, expires: 60,
      [.sharedKey(filledFor: "page=1", askedFor: "page=2")]),
    record(
      116, .miss, .cold, at: 40.1, "GET /orders/7", key: "read_order:7", micros: 1_000_400, function: 2,
      [.notEncodable("ordered_at: a date is not a JSON value")]),
    record(
      115, .bypass, at: 39.8, "GET /items/3", key: "read_item:3", micros: 2_001_000, [.storeFailed("no answer in 2 s")]),
    record(
      114, .error, .cold, at: 39.7, "GET /orders/8", key: "read_order:8", micros: 500_000, function: 2,
      [.loadFailed("connection lost")]),
    record(113, .cancelled, .cold, at: 39.5, "GET /items/4", key: "read_item:4", micros: 700_000),
    record(112, .miss, .evicted, at: 38.2, "GET /items/6", key: "read_item:6", micros: 2_000_100, [.excluded]),
    record(
      111, .miss, .invalidated, at: 36.5, "GET /items/7", key: "read_item:7", micros: 2_000_100,
      [.invalidatedDuringLoad]),
    record(110, .miss, .cleared, at: 33.1, "GET /items/8", key: "read_item:8", micros: 2_000_100, [.readBypassed]),
    record(
      109, .miss, .undecodable, at: 30.9, "GET /items/5", key: "read_item:5", micros: 2_000_100,
      [.notDecodable("unexpected byte at 1")]),
    record(
      108, .miss, .storeError, at: 28.4, "GET /users", key: "all_users", micros: 3_000_100, [.writeFailed("OOM")]),
    record(107, .miss, .cold, at: 25.0, nil, key: "get_users", micros: 3_000_100, [.writeBypassed]),
  ]

  static let hostile: [LookupRecord] = [
    record(2, .error, .cold, at: 42, "GET /\(Keys.nasty)", key: Keys.nasty, micros: 5, [.loadFailed(Keys.nasty)]),
    record(
      1, .hit, at: 41, "GET /items/1", key: "中文\u{202E}🧨", micros: 5,
      [.sharedKey(filledFor: Keys.nasty, askedFor: Keys.nasty)]),
  ]

  static let rejections = [
    Rejection(request: Request(target: "/items/abc"), status: 422, at: Snapshots.seconds(41.5)),
    Rejection(request: Request(method: "PUT", target: "/items/5"), status: 405, at: Snapshots.seconds(37)),
    Rejection(request: Request(target: "/nope"), status: 404, at: Snapshots.seconds(29)),
  ]

  static let waitingRequests = [
    waiting(121, "GET /users", started: 40.0, load: 40.001, function: 1),
    waiting(122, "GET /items/11", started: 41.6, load: 41.601, function: 0),
  ]

  static func waiting(
    _ number: UInt64, _ request: String, started: Double, load: Double, function: Int
  ) -> WaitingRequest {
    WaitingRequest(
      id: RequestID(number), function: FunctionID(index: function), key: CacheKey("k\(number)"), request: request,
      startedAt: Snapshots.seconds(started), loadStartedAt: Snapshots.seconds(load), cause: .cold)
  }

  static func record(
    _ number: UInt64, _ outcome: Outcome, _ cause: MissCause? = nil, at end: Double, _ request: String?, key: String,
    micros: Double, expires: Double? = nil, wrote: Bool = false, function: Int = 0, _ remarks: [Remark] = []
  ) -> LookupRecord {
    let finished = Snapshots.seconds(end)
    let started = finished.advanced(by: .nanoseconds(-Int64(micros * 1_000)))
    var record = LookupRecord(
      id: RequestID(number), function: FunctionID(index: function), key: CacheKey(key), request: request,
      arrivedAt: started, startedAt: started, finishedAt: finished, outcome: outcome, cause: cause)
    record.phases.read = .nanoseconds(800)
    if outcome != .hit { record.phases.load = .nanoseconds(Int64(micros * 990)) }
    record.expiry = expires.map { .at(Snapshots.seconds($0)) }
    record.wrote = wrote
    if wrote {
      record.phases.write = .microseconds(41)
      record.size = 71
      record.ttl = .seconds(60)
    }
    record.remarks = remarks
    return record
  }
}
