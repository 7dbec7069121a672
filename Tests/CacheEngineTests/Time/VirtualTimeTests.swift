import TestSupport
import Testing

@testable import CacheEngine

@Suite("Virtual time") struct VirtualTimeTests {
  @Test("hours pass in no time, and everybody wakes at the moment they asked for")
  func sleeping() async {
    let time = VirtualTime()
    let woken = await time.run {
      await withTaskGroup(of: (Int, Timestamp).self) { group in
        for hours in [3, 1, 2] {
          group.addTask {
            try? await time.sleep(for: .seconds(hours * 3_600))
            return (hours, time.now)
          }
        }
        return await group.reduce(into: []) { $0.append("\($1.0) \($1.1.second)") }
      }
    }
    #expect(woken == ["1 3600", "2 7200", "3 10800"])
  }

  @Test("sleepers with the same deadline wake in the order in which they lay down")
  func ties() async {
    let time = VirtualTime()
    let order = await time.run {
      let order = Lock([Int]())
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<50 {
          group.addTask {
            try? await time.sleep(until: Timestamp(nanoseconds: 1_000))
            order.withLock { $0.append(number) }
          }
        }
      }
      return order.withLock { $0 }
    }
    #expect(order == Array(0..<50))
  }

  @Test("a cancelled sleeper wakes at once and does not move the clock")
  func cancelling() async {
    let time = VirtualTime()
    let (error, now) = await time.run {
      let sleeper = Task(executorPreference: time) { try await time.sleep(for: .seconds(100)) }
      try? await time.sleep(for: .seconds(1))
      sleeper.cancel()
      let result = await sleeper.result
      try? await time.sleep(for: .seconds(1))
      return (result, time.now)
    }
    #expect(throws: CancellationError.self) { try error.get() }
    #expect(now.second == 2)
  }

  @Test("time reaches a moment without a sleep unless somebody else is due by then")
  func reachingAtOnce() async {
    let time = VirtualTime()
    await time.run {
      #expect(time.reachesAtOnce(Timestamp(nanoseconds: 500)))
      #expect(time.now == Timestamp(nanoseconds: 500))
      let other = Task(executorPreference: time) { try? await time.sleep(until: Timestamp(nanoseconds: 1_000)) }
      // The task is ready, and may want to do something at this very moment.
      #expect(!time.reachesAtOnce(Timestamp(nanoseconds: 600)))
      try? await time.sleep(until: Timestamp(nanoseconds: 600))
      #expect(time.reachesAtOnce(Timestamp(nanoseconds: 999)))
      #expect(!time.reachesAtOnce(Timestamp(nanoseconds: 1_000)))
      await other.value
    }
  }

  @Test("an interrupt from another thread cancels the run, also while it never suspends")
  func interrupting() async {
    let time = VirtualTime()
    let isRunning = Lock(false)
    let run = Task.detached {
      await time.run {
        var moment = Timestamp.zero
        isRunning.withLock { $0 = true }
        while !Task.isCancelled {
          moment = moment.advanced(by: .nanoseconds(1))
          if !time.reachesAtOnce(moment) { try? await time.sleep(until: moment) }
        }
        return true
      }
    }
    while !isRunning.withLock({ $0 }) { await Task.yield() }
    time.interrupt()
    #expect(await run.value)
  }

  @Test("work that comes back from another executor is waited for, and time stands still meanwhile")
  func elsewhere() async {
    let time = VirtualTime()
    let (answer, now) = await time.run {
      let elsewhere = Task.detached { 42 }
      let answer = await elsewhere.value
      return (answer, time.now)
    }
    #expect(answer == 42)
    #expect(now == .zero)
  }
}
