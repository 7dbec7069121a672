@testable import CacheEngine

/// Requests for a row, and requests that change one.
extension PolicyModel {
  /// What the store has for a request.
  private enum Found {
    case served(Outcome, refreshes: Bool)
    case nothing(hasFallback: Bool)
    case noAnswer
  }

  mutating func get(_ place: Int, row: Int) -> Outcome {
    let policy = endpoints[place].policy
    guard let key = key(place, row, &now) else {
      // Without the version there is no key: the cache is left aside.
      return finish(load(place, "", row: row, &now, stores: false) == .ok ? .bypass : .error)
    }
    let readsInFlight = policy.protection == .singleFlight && policy.loadTimeout == nil
    let waitsSince = now
    let found = read(place, key, row: row, &now)
    if case .served(let outcome, let refreshes) = found {
      if refreshes { refresh(place, key, row: row) }
      return finish(outcome)
    }
    var hasFallback = false
    if case .nothing(true) = found { hasFallback = true }
    let begun = readsInFlight ? waitsSince : now
    var work = now
    let end = protectedLoad(place, key, row: row, &work, hasRead: readsInFlight)
    if let limit = patience(policy, hasFallback), begun + limit < work {
      now = begun + limit
      goesOn(until: work)
      return finish(hasFallback ? .stale : .error)
    }
    now = max(now, work)
    if end == .ok {
      if case .noAnswer = found { return finish(.bypass) }
      return finish(.miss)
    }
    guard hasFallback else { return finish(.error) }
    if end == .failed { retryAt[key] = now + length(policy.staleIfError?.retryAfter) }
    return finish(.stale)
  }

  mutating func put(_ place: Int, row: Int) -> Outcome {
    let policy = endpoints[place].policy
    if case .writeBehind = policy.write {
      // Nobody has to wait for the database.
    } else {
      if faults.isDatabaseDown { return finish(.error) }
      now += Self.load * faults.slowness
      if faults.isDatabaseFailing { return finish(.error) }
    }
    switch policy.write {
    case .invalidate, .writeAround(deletes: true):
      if let key = key(place, row, &now), command(&now) { entries[key] = nil }
    case .writeThrough, .writeBehind:
      if let key = key(place, row, &now) {
        let began = now
        if command(&now) { keep(place, key, absence: false, loadBegan: began, at: now) }
      }
    case .writeAround(deletes: false), .forget: break
    }
    return finish(.write)
  }

  private mutating func finish(_ outcome: Outcome) -> Outcome {
    counts.started += 1
    counts.outcomes[outcome, default: 0] += 1
    return outcome
  }

  private mutating func read(_ place: Int, _ key: String, row: Int, _ line: inout Int64) -> Found {
    guard command(&line) else { return .noAnswer }
    if faults.isStoreLosing { entries[key] = nil }
    let policy = endpoints[place].policy
    guard let entry = entries[key], entry.keptUntil > line, !isInvalidated(entry, place, row) else {
      return .nothing(hasFallback: false)
    }
    if entry.freshUntil > line {
      if entry.isNegative { return .served(.negative, refreshes: false) }
      guard let share = policy.refreshAhead, entry.freshUntil != Self.never else {
        return .served(.hit, refreshes: false)
      }
      let isLate = Double(line - entry.writtenAt) >= Double(entry.freshUntil - entry.writtenAt) * share
      return .served(.hit, refreshes: isLate)
    }
    let over = line - entry.freshUntil
    let isForErrors = policy.staleIfError != nil && over < length(policy.staleIfError?.keep)
    if isForErrors, retryAt[key, default: 0] > line { return .served(.stale, refreshes: false) }
    if over < length(policy.staleWhileRevalidate) { return .served(.stale, refreshes: true) }
    return .nothing(hasFallback: isForErrors)
  }

  private func isInvalidated(_ entry: Entry, _ place: Int, _ row: Int) -> Bool {
    guard endpoints[place].policy.tagging?.family == .timestamp else { return false }
    return Self.tags(of: row).contains { stamps["tag:\($0)", default: .min] >= entry.loadBegan }
  }

  private func patience(_ policy: CachePolicy, _ hasFallback: Bool) -> Int64? {
    guard let timeout = policy.loadTimeout else { return nil }
    let limit = hasFallback ? timeout.soft ?? timeout.hard : timeout.hard
    return limit.map(length)
  }

  private mutating func refresh(_ place: Int, _ key: String, row: Int) {
    counts.started += 1
    counts.outcomes[.refresh, default: 0] += 1
    var work = now
    _ = load(place, key, row: row, &work)
    goesOn(until: work)
  }
}
