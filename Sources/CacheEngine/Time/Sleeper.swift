import HeapModule

/// One task that sleeps on a clock.
///
/// `@unchecked Sendable` is sound because a sleeper is touched only under the rules of the clock that made it: on its thread,
/// or while its lock is held.
final class Sleeper: Comparable, @unchecked Sendable {
  let deadline: Timestamp
  /// Tells sleepers with the same deadline apart: the one that came first wakes first.
  private let number: UInt64
  private var continuation: UnsafeContinuation<Void, Never>?
  private(set) var isTaken = false

  init(deadline: Timestamp, number: UInt64) {
    self.deadline = deadline
    self.number = number
  }

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

  static func < (left: Sleeper, right: Sleeper) -> Bool {
    (left.deadline, left.number) < (right.deadline, right.number)
  }

  static func == (left: Sleeper, right: Sleeper) -> Bool {
    left === right
  }
}

/// Sleepers by their deadlines. One that was cancelled stays until it comes up, and is then passed over.
struct Sleepers {
  private var heap = Heap<Sleeper>()
  private var lastNumber: UInt64 = 0

  mutating func makeSleeper(until deadline: Timestamp) -> Sleeper {
    lastNumber += 1
    return Sleeper(deadline: deadline, number: lastNumber)
  }

  mutating func insert(_ sleeper: Sleeper) {
    heap.insert(sleeper)
  }

  /// The earliest deadline that somebody sleeps for.
  mutating func nextDeadline() -> Timestamp? {
    while let next = heap.min {
      if !next.isTaken { return next.deadline }
      _ = heap.popMin()
    }
    return nil
  }

  /// Takes the first sleeper whose deadline is not after `now`.
  mutating func takeFirst(dueBy now: Timestamp) -> (continuation: UnsafeContinuation<Void, Never>, deadline: Timestamp)? {
    while let next = heap.min, next.isTaken || next.deadline <= now {
      _ = heap.popMin()
      if let continuation = next.take() { return (continuation, next.deadline) }
    }
    return nil
  }
}
