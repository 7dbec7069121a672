import Testing

@testable import CacheEngine

@Suite("Writes that wait for the database") struct WriteBehindQueueTests {
  private let row = RowID(table: 0, number: 5, isNumbered: true)
  private func second(_ seconds: Double) -> Timestamp {
    Timestamp.zero.advanced(by: .milliseconds(Int64(seconds * 1_000)))
  }

  @Test("of several writes of a row only the last goes to the database")
  func coalescing() {
    var queue = WriteBehindQueue()
    let answer1 = queue.accept(row, at: second(0), delay: .seconds(1))
    #expect(answer1 == .first(dueAt: second(1)))
    let answer2 = queue.accept(row, at: second(0.5), delay: .seconds(1))
    #expect(answer2 == .coalesced)
    #expect(queue.atRisk == 2)
    _ = queue.begin(row)
    let again = queue.begin(row)
    #expect(!again)
    let answer3 = queue.succeed(row, at: second(2), delay: .seconds(1))
    #expect(answer3 == nil)
    #expect((queue.atRisk, queue.written, queue.lost) == (0, 1, 0))
  }

  @Test("what comes while the database is at the row waits for another turn")
  func meanwhile() {
    var queue = WriteBehindQueue()
    _ = queue.accept(row, at: second(0), delay: .seconds(1))
    _ = queue.begin(row)
    let answer4 = queue.accept(row, at: second(1.5), delay: .seconds(1))
    #expect(answer4 == .coalesced)
    let answer5 = queue.succeed(row, at: second(2), delay: .seconds(1))
    #expect(answer5 == second(3))
    #expect(queue.atRisk == 1)
    _ = queue.begin(row)
    let answer6 = queue.succeed(row, at: second(4), delay: .seconds(1))
    #expect(answer6 == nil)
    #expect((queue.atRisk, queue.written) == (0, 2))
  }

  @Test("a failure is tried again after twice the time, up to ten seconds")
  func backOff() {
    var queue = WriteBehindQueue()
    _ = queue.accept(row, at: second(0), delay: .seconds(1))
    var pauses: [Double] = []
    for _ in 0..<9 {
      _ = queue.begin(row)
      let due = queue.fail(row, at: second(0))
      pauses.append(Timestamp.zero.duration(to: due ?? .zero).inSeconds)
    }
    #expect(pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10])
    #expect(queue.atRisk == 1)
  }

  @Test("when the process dies all that waits is lost, and counted")
  func dying() {
    var queue = WriteBehindQueue()
    let other = RowID(table: 0, number: 2, isNumbered: true)
    _ = queue.accept(row, at: second(0), delay: .seconds(1))
    _ = queue.accept(row, at: second(0), delay: .seconds(1))
    _ = queue.accept(other, at: second(0), delay: .seconds(1))
    _ = queue.begin(row)
    let answer7 = queue.lose()
    #expect(answer7 == [other, row])
    #expect((queue.atRisk, queue.lost) == (0, 3))
    let answer8 = queue.succeed(row, at: second(1), delay: .seconds(1))
    #expect(answer8 == nil)
    #expect(queue.written == 0)
  }

  @Test("a full queue takes no further rows")
  func full() {
    var queue = WriteBehindQueue()
    for number in 0..<WriteBehindQueue.mostRows {
      _ = queue.accept(RowID(table: 0, number: number, isNumbered: true), at: second(0), delay: .seconds(1))
    }
    let extra = RowID(table: 1, number: 1, isNumbered: true)
    let answer9 = queue.accept(extra, at: second(0), delay: .seconds(1))
    #expect(answer9 == .full)
    #expect(queue.atRisk == UInt64(WriteBehindQueue.mostRows))
  }
}
