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
    var line = now
    let outcome = get(place, row: row, &line)
    now = line
    return finish(outcome)
  }

  mutating func put(_ place: Int, row: Int) -> Outcome {
    var line = now
    let outcome = put(place, row: row, &line)
    now = line
    return finish(outcome)
  }

  private mutating func get(_ place: Int, row: Int, _ line: inout Int64) -> Outcome {
    let policy = endpoints[place].policy
    guard let key = key(place, row, &line) else {
      // Without the version there is no key: the cache is left aside.
      return load(place, "", row: row, &line, stores: false) == .ok ? .bypass : .error
    }
    let readsInFlight = policy.protection == .singleFlight && policy.loadTimeout == nil
    var waitsSince = line
    let found = read(place, key, row: row, &line)
    if case .served(let outcome, let refreshes) = found {
      if refreshes { refresh(place, key, row: row, at: line) }
      return outcome
    }
    if !readsInFlight { waitsSince = line }
    var (hasFallback, isAnswered) = (false, true)
    switch found {
    case .nothing(let keeps): hasFallback = keeps
    case .noAnswer: isAnswered = false
    case .served: break
    }
    let end = protectedLoad(place, key, row: row, &line, hasRead: readsInFlight)
    if let limit = patience(policy, hasFallback), waitsSince + limit < line {
      goesOn(until: line)
      line = waitsSince + limit
      return hasFallback ? .stale : .error
    }
    if end == .ok { return isAnswered ? .miss : .bypass }
    guard hasFallback else { return .error }
    if end == .failed { retryAt[key] = line + length(policy.staleIfError?.retryAfter) }
    return .stale
  }

  private mutating func put(_ place: Int, row: Int, _ line: inout Int64) -> Outcome {
    let policy = endpoints[place].policy
    if case .writeBehind = policy.write {
      // Nobody has to wait for the database.
    } else {
      if faults.isDatabaseDown { return .error }
      line += Self.load * faults.slowness
      if faults.isDatabaseFailing { return .error }
    }
    switch policy.write {
    case .invalidate, .writeAround(deletes: true):
      if let key = key(place, row, &line), command(&line) { entries[key] = nil }
    case .writeThrough, .writeBehind:
      if let key = key(place, row, &line) {
        let began = line
        if command(&line) { keep(place, key, absence: false, loadBegan: began, at: line) }
      }
    case .writeAround(deletes: false), .forget: break
    }
    return .write
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

  private mutating func refresh(_ place: Int, _ key: String, row: Int, at moment: Int64) {
    counts.started += 1
    counts.outcomes[.refresh, default: 0] += 1
    var work = moment
    _ = load(place, key, row: row, &work)
    goesOn(until: work)
  }
}
