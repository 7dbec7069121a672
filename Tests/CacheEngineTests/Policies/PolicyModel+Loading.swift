@testable import CacheEngine

/// Loads, and what protects them.
extension PolicyModel {
  enum LoadEnd { case ok, failed, notTried }

  /// - Parameter hasRead: The look into the store was part of it already.
  mutating func protectedLoad(
    _ place: Int, _ key: String, row: Int, _ line: inout Int64, hasRead: Bool
  ) -> LoadEnd {
    switch endpoints[place].policy.protection {
    case .none, .earlyRefresh(_, isLocked: false): return load(place, key, row: row, &line)
    case .singleFlight, .earlyRefresh(_, isLocked: true):
      if !hasRead { lookAgain(key, &line) }
      return load(place, key, row: row, &line)
    case .lease:
      guard command(&line) else { return load(place, key, row: row, &line) }
      lookAgain(key, &line)
      let end = load(place, key, row: row, &line)
      _ = command(&line)
      return end
    case .leaseToken(let life):
      guard command(&line) else { return load(place, key, row: row, &line) }
      let valid = line + length(life.duration)
      lookAgain(key, &line)
      var isUsed = false
      let end = load(place, key, row: row, &line, tokenValidUntil: valid, isTokenUsed: &isUsed)
      // A token that stored, or tried to, is gone; any other is given back.
      if !isUsed { _ = command(&line) }
      return end
    }
  }

  /// With one request at a time nobody has filled the entry meanwhile.
  private mutating func lookAgain(_ key: String, _ line: inout Int64) {
    if command(&line), faults.isStoreLosing { entries[key] = nil }
  }

  mutating func load(
    _ place: Int, _ key: String, row: Int, _ line: inout Int64, stores: Bool = true
  ) -> LoadEnd {
    var isUsed = false
    return load(place, key, row: row, &line, stores: stores, tokenValidUntil: nil, isTokenUsed: &isUsed)
  }

  mutating func load(
    _ place: Int, _ key: String, row: Int, _ line: inout Int64, stores: Bool = true, tokenValidUntil: Int64?,
    isTokenUsed: inout Bool
  ) -> LoadEnd {
    let policy = endpoints[place].policy
    if policy.circuitBreaker != nil, !endpoints[place].breaker.lets(at: line) { return .notTried }
    counts.loads += 1
    let began = line
    if !faults.isDatabaseDown { line += Self.load * faults.slowness }
    let failed = faults.isDatabaseDown || faults.isDatabaseFailing
    if let rules = policy.circuitBreaker { endpoints[place].breaker.ended(failed: failed, at: line, rules) }
    if failed { return .failed }
    retryAt[key] = nil
    let isAbsence = row > Self.rows
    guard stores, !isAbsence || policy.negativeTTL != nil, command(&line) else { return .ok }
    isTokenUsed = true
    if let tokenValidUntil, tokenValidUntil <= line { return .ok }
    keep(place, key, absence: isAbsence, loadBegan: began, at: line)
    return .ok
  }
}
