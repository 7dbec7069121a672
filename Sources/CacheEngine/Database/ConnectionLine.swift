/// The pool's connections and the line for them: first come, first served.
struct ConnectionLine {
  typealias Continuation = CheckedContinuation<Bool, Never>

  /// A place in the line.
  struct Ticket: Hashable {
    fileprivate var number: UInt64
  }

  private enum Place {
    /// In line, but not suspended yet.
    case coming
    case waiting(Continuation)
    /// Got a connection before it was suspended.
    case served
  }

  /// Connections that nobody uses.
  var free = Int.max
  private var places: [UInt64: Place] = [:]
  private var first: UInt64 = 0
  private var next: UInt64 = 0

  /// `nil` when there is a connection, which is then the caller's; else a place in the line.
  mutating func enter() -> Ticket? {
    if free > 0 {
      if free < .max { free -= 1 }
      return nil
    }
    defer { next += 1 }
    places[next] = .coming
    return Ticket(number: next)
  }

  /// Suspends in a place; an answer means there is no need to: true for a connection, false when the place was given up.
  mutating func wait(_ ticket: Ticket, _ continuation: Continuation) -> Bool? {
    switch places[ticket.number] {
    case .coming:
      places[ticket.number] = .waiting(continuation)
      return nil
    case .served:
      places[ticket.number] = nil
      return true
    case .waiting, nil: return false
    }
  }

  /// Gives a place up. Whom to tell.
  mutating func cancel(_ ticket: Ticket) -> Continuation? {
    guard let place = places[ticket.number] else { return nil }
    if case .served = place { return nil }
    places[ticket.number] = nil
    if case .waiting(let continuation) = place { return continuation }
    return nil
  }

  /// Gives a connection back: to the first in line, if there is one.
  mutating func leave() -> Continuation? {
    while first < next {
      defer { first += 1 }
      switch places[first] {
      case .waiting(let continuation):
        places[first] = nil
        return continuation
      case .coming:
        places[first] = .served
        return nil
      case .served, nil: continue
      }
    }
    if free < .max { free += 1 }
    return nil
  }
}
