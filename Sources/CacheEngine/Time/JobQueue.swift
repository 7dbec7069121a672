/// Jobs that are ready to run, first in, first out.
struct JobQueue {
  private var jobs: ContiguousArray<UnownedJob> = []
  private var head = 0

  @inline(__always)
  var isEmpty: Bool { head == jobs.count }

  mutating func append(_ job: UnownedJob) {
    jobs.append(job)
  }

  mutating func append(contentsOf more: [UnownedJob]) {
    jobs.append(contentsOf: more)
  }

  mutating func popFirst() -> UnownedJob? {
    guard head < jobs.count else { return nil }
    defer {
      head += 1
      // What was run is dropped when all was, or when it is most of what is kept.
      if head == jobs.count || head > 1_024 && head * 2 > jobs.count {
        jobs.removeFirst(head)
        head = 0
      }
    }
    return jobs[head]
  }
}

/// Jobs on their way from other threads.
final class Inbox: Sendable {
  private let jobs = Lock([UnownedJob]())
  private let arrivals = Signal()

  var isEmpty: Bool { !arrivals.isSet }

  func add(_ job: UnownedJob) {
    jobs.withLock { $0.append(job) }
    arrivals.set()
  }

  /// Everything that has come; with `waiting`, not before something has.
  func takeAll(waiting: Bool) -> [UnownedJob] {
    if waiting { arrivals.wait() }
    arrivals.clear()
    return jobs.withLock { jobs in
      defer { jobs = [] }
      return jobs
    }
  }
}
