import Testing

@testable import CacheEngine

/// Every order in which callers come, go and are answered, against what each has to get.
@Suite("The pipeline's account in any order of events")
struct RedisPipelineModelTests {
  /// A server that answers in order, and remembers who asked.
  private struct Run {
    var pipeline = RedisPipeline<Int>(nonces: SeededGenerator(seed: 1))
    /// What is on the way: the caller's number, or the word of a probe.
    var asked = ArrayQueue<RedisReply>()
    var ended: [Int: String] = [:]
    var callers = 0

    mutating func end(_ caller: Int, _ how: String) {
      #expect(ended[caller] == nil, "caller \(caller) was finished twice")
      ended[caller] = how
    }

    mutating func come(_ group: Int) {
      callers += 1
      let waiter = callers
      if group == 1 {
        pipeline.append(.databaseSize, caller: UInt64(waiter), waiter: waiter, deadline: 0)
      } else {
        let commands = [RedisCommand](repeating: .databaseSize, count: group)
        pipeline.append(commands, caller: UInt64(waiter), waiter: waiter, deadline: 0)
      }
      for _ in 0..<group { asked.append(.integer(Int64(waiter))) }
      send()
    }

    /// Probes are found among what leaves: their words are the server's to echo.
    mutating func send() {
      var bytes: [UInt8] = []
      pipeline.takeUnsent(exchanging: &bytes)
      let words = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
      for (index, word) in words.enumerated() where word == "ECHO" {
        asked.append(.bulk(Array(words[index + 2].utf8)))
      }
    }

    mutating func answer() {
      guard let reply = asked.popFirst() else { return }
      switch pipeline.deliver(reply, generation: pipeline.generation) {
      case .finished(let waiter, .integer(let number)): end(waiter, number == waiter ? "answered" : "wrong")
      case .finished(let waiter, .array(let replies)):
        end(waiter, replies.allSatisfy { $0.integer == Int64(waiter) } ? "answered" : "wrong")
      case .finished(let waiter, _): end(waiter, "wrong")
      case .absorbed: break
      case .outOfStep(let what): Issue.record("out of step: \(what)")
      }
    }

    mutating func cancel(_ caller: Int) {
      guard let waiter = pipeline.cancel(caller: UInt64(caller)) else { return }
      end(waiter, waiter == caller ? "cancelled" : "wrong")
      pipeline.probe(deadline: 0)
      send()
    }

    mutating func breakDown() {
      _ = asked.removeAll()
      for waiter in pipeline.abandon() { end(waiter, "failed") }
    }
  }

  @Test("every caller is finished once, with its own reply or with none", arguments: 1...50)
  func orders(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var run = Run()
    for _ in 0..<2_000 {
      switch generator.nextBelow(100) {
      case 0..<40: run.come(1)
      case 40..<45: run.come(1 + generator.nextBelow(70))
      case 45..<60: run.cancel(max(1, run.callers - generator.nextBelow(8)))
      case 60..<99: for _ in 0...generator.nextBelow(4) { run.answer() }
      default: run.breakDown()
      }
    }
    while run.asked.count > 0 { run.answer() }
    run.breakDown()
    #expect(run.ended.count == run.callers, "seed \(seed)")
    #expect(!run.ended.values.contains("wrong"), "seed \(seed)")
    #expect(Set(run.ended.values) == ["answered", "cancelled", "failed"], "seed \(seed)")
  }
}
