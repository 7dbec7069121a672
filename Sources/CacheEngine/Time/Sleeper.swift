import DequeModule
import HeapModule

/// One task that sleeps on a clock.
///
/// `@unchecked Sendable` is sound because a sleeper is touched only under the rules of the clock that made it: on its thread,
/// or while its lock is held.
final class Sleeper: @unchecked Sendable {
  private var continuation: UnsafeContinuation<Void, Never>?
  private(set) var isTaken = false

  /// False when it was taken already, and must not suspend.
  func suspend(_ continuation: UnsafeContinuation<Void, Never>) -> Bool {
    guard !isTaken else { return false }
    self.continuation = continuation
    return true
  }

  /// Ends the sleep, once: whom to resume, if it had begun.
  func take() -> UnsafeContinuation<Void, Never>? {
    isTaken = true
    defer { continuation = nil }
    return continuation
  }
}

/// Sleepers by their deadlines. One that was cancelled stays until it comes up, and is then passed over.
struct Sleepers {
  /// With its order beside it: a heap of pointers would look into ten sleepers to place one.
  private struct Place: Comparable {
    var deadline: Timestamp
    /// Tells places with the same deadline apart: the one that came first wakes first.
    var number: UInt64
    var sleeper: Sleeper

    static func < (left: Place, right: Place) -> Bool {
      left.deadline == right.deadline ? left.number < right.number : left.deadline < right.deadline
    }

    static func == (left: Place, right: Place) -> Bool { left.number == right.number }
  }

  private var heap = Heap<Place>()
  /// Places whose deadlines came in order, as those of equal sleeps do: no heap is needed for them.
  private var line: Deque<Place> = []
  private var lastNumber: UInt64 = 0

  mutating func insert(_ sleeper: Sleeper, until deadline: Timestamp) {
    lastNumber += 1
    let place = Place(deadline: deadline, number: lastNumber, sleeper: sleeper)
    if let last = line.last, place < last { heap.insert(place) } else { line.append(place) }
  }

  /// The earliest deadline that somebody sleeps for.
  mutating func nextDeadline() -> Timestamp? {
    while let next = first {
      if !next.sleeper.isTaken { return next.deadline }
      removeFirst()
    }
    return nil
  }

  /// Takes the first sleeper whose deadline is not after `now`.
  mutating func takeFirst(dueBy now: Timestamp) -> (continuation: UnsafeContinuation<Void, Never>, deadline: Timestamp)?
  {
    while let next = first, next.deadline <= now || next.sleeper.isTaken {
      removeFirst()
      if let continuation = next.sleeper.take() { return (continuation, next.deadline) }
    }
    return nil
  }

  private var first: Place? {
    guard let ahead = line.first else { return heap.min }
    guard let other = heap.min else { return ahead }
    return min(ahead, other)
  }

  private mutating func removeFirst() {
    if let ahead = line.first, heap.min.map({ ahead < $0 }) ?? true {
      line.removeFirst()
    } else {
      _ = heap.popMin()
    }
  }
}
