import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Time that passes only when nobody has anything left to do, and then jumps to whatever happens next.
///
/// An executor and its clock in one: every task of a run is a job on one thread, in the order in which it became ready; when
/// no job is ready, the clock moves to the deadline of the next sleeper. The engine runs as it does in real time, but as fast
/// as the processor allows, and the same run always takes the same course.
///
/// `@unchecked Sendable` is sound because `jobs` and `sleepers` are touched only on the thread that is inside ``run(_:)``, which
/// the task executor preference keeps all tasks of the run on; what comes from another thread goes through `inbox`.
public final class VirtualTime: LabClock, TaskExecutor, @unchecked Sendable {
  private var jobs = JobQueue()
  private var sleepers = Sleepers()
  /// The thread inside ``run(_:)``, as a number; 0 for none.
  private let owner = Atomic<UInt>(0)
  private let inbox = Inbox()
  private let nanoseconds = Atomic<Int64>(0)
  private let isInterrupted = Atomic<Bool>(false)

  public init() {}

  public var now: Timestamp { Timestamp(nanoseconds: nanoseconds.load(ordering: .relaxed)) }

  public var executor: (any TaskExecutor)? { self }

  /// Runs `body` and all tasks that it starts, on a thread of its own, and returns when `body` has.
  ///
  /// Tasks that are still running then stop where they are.
  public func run<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      let run: @Sendable () -> Void = { continuation.resume(returning: self.runHere(body)) }
      // Where there is no thread to be had, a pool thread does as well, only that others then have to do without it.
      if !DetachedThread.start(run) { run() }
    }
  }

  /// The same on the calling thread, which must not be needed for anything else meanwhile.
  private func runHere<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
    owner.store(Self.thisThread, ordering: .relaxed)
    defer { owner.store(0, ordering: .relaxed) }
    let outcome = Lock<Result?>(nil)
    let task = Task(executorPreference: self) {
      let result = await body()
      outcome.withLock { $0 = result }
    }
    while true {
      runReadyJobs()
      if isInterrupted.exchange(false, ordering: .relaxed) {
        task.cancel()
        continue
      }
      if let result = outcome.withLock({ $0 }) { return result }
      if !wakeNext() { jobs.append(contentsOf: inbox.takeAll(waiting: true)) }
    }
  }

  /// Cancels what is running, from any thread.
  public func interrupt() {
    isInterrupted.store(true, ordering: .relaxed)
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isOnItsThread { jobs.append(job) } else { inbox.add(job) }
  }

  public nonisolated(nonsending) func sleep(until deadline: Timestamp) async throws {
    try Task.checkCancellation()
    guard deadline > now else { return }
    let sleeper = Sleeper()
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        guard sleeper.suspend(continuation) else { return continuation.resume() }
        sleepers.insert(sleeper, until: deadline)
      }
    } onCancel: {
      // Tasks of a run are cancelled by tasks of the run.
      if isOnItsThread { sleeper.take()?.resume() }
    }
    try Task.checkCancellation()
  }

  /// True unless something else is due by `deadline`: then the clock shows it. What a loop would sleep for, without the sleep.
  public func reachesAtOnce(_ deadline: Timestamp) -> Bool {
    if deadline <= now { return true }
    guard jobs.isEmpty, inbox.isEmpty, !isInterrupted.load(ordering: .relaxed) else { return false }
    if let next = sleepers.nextDeadline(), next <= deadline { return false }
    nanoseconds.store(deadline.nanoseconds, ordering: .relaxed)
    return true
  }

  private var isOnItsThread: Bool { owner.load(ordering: .relaxed) == Self.thisThread }

  private static var thisThread: UInt {
    withUnsafeBytes(of: pthread_self()) { $0.load(as: UInt.self) }
  }

  private func runReadyJobs() {
    let executor = asUnownedTaskExecutor()
    while true {
      if !inbox.isEmpty { jobs.append(contentsOf: inbox.takeAll(waiting: false)) }
      guard let job = jobs.popFirst() else { return }
      job.runSynchronously(on: executor)
    }
  }

  /// Moves the clock to the next deadline and wakes whoever sleeps until then. False when nobody sleeps.
  private func wakeNext() -> Bool {
    guard let next = sleepers.takeFirst(dueBy: .distantFuture) else { return false }
    nanoseconds.store(max(now, next.deadline).nanoseconds, ordering: .relaxed)
    next.continuation.resume()
    return true
  }
}
