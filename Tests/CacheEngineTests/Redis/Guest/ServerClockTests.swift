import Testing

@testable import CacheEngine

@Suite("A server's clock") struct ServerClockTests {
  /// The machine's time, how long the answer took, and how far the server's clock is ahead.
  private typealias Telling = (at: Double, roundTrip: Double, ahead: Double)

  private static func steps(_ tellings: [Telling]) -> [Double] {
    var clock = ServerClock()
    return tellings.compactMap { telling in
      let asked = Duration.seconds(telling.at)
      let server = asked + .seconds(telling.roundTrip / 2) + .seconds(1_700_000_000 + telling.ahead)
      return clock.told(server, asked: asked, answered: asked + .seconds(telling.roundTrip))?.inSeconds
    }
  }

  @Test("is told of by the first answer, and has not moved")
  func first() {
    #expect(Self.steps([(0, 0.001, 0)]) == [])
    #expect(Self.steps([(0, 0.001, 0), (2, 0.002, 0), (4, 0.3, 0)]) == [])
  }

  @Test("is noticed when it is set, forwards and back, once", arguments: [60.0, -3_600, 3_600, 1.01, -1.01])
  func steps(by step: Double) {
    let steps = Self.steps([(0, 0.001, 0), (2, 0.001, step), (4, 0.001, step), (6, 0.001, step)])
    #expect(steps.count == 1)
    #expect(abs((steps.first ?? 0) - step) < 0.01)
  }

  @Test("is not taken for set by a slow network, or by running a little apart")
  func noise() {
    #expect(Self.steps([(0, 0.001, 0), (2, 1.9, 0.9), (4, 0.001, 0)]) == [])
    #expect(Self.steps((0..<1_000).map { (Double($0) * 2, 0.001, Double($0) * 0.01) }) == [])
  }

  @Test("is noticed when several small steps add up to a second")
  func addingUp() {
    #expect(Self.steps([(0, 0.001, 0), (2, 0.001, 0.6), (4, 0.001, 1.2)]).count == 1)
  }

  private static func numbers(_ texts: String...) -> RedisReply {
    .array(texts.map { .bulk(Array($0.utf8)) })
  }

  private static let replies: [(reply: RedisReply, time: Duration?)] = [
    (numbers("12", "500000"), .milliseconds(12_500)), (numbers("12"), nil), (.array([.integer(1), .integer(2)]), nil),
    (.null, nil), (numbers("-1", "0"), nil), (numbers("99999999999999999999", "0"), nil),
    (numbers("1", "1000000"), nil),
  ]

  @Test("is read from two numbers, and from nothing else", arguments: replies)
  func reading(reply: RedisReply, time: Duration?) {
    #expect(ServerClock.time(in: reply) == time)
  }
}
