import Testing

@testable import CacheEngine

@Suite("The pipeline's account of commands and replies")
struct RedisPipelineTests {
  private var pipeline = RedisPipeline<Int>(nonces: SeededGenerator(seed: 1))

  private mutating func deliver(_ reply: RedisReply) -> String {
    switch pipeline.deliver(reply, generation: pipeline.generation) {
    case .finished(let waiter, let reply): "\(waiter): \(reply.integer.map(String.init) ?? "\(reply)")"
    case .absorbed: "absorbed"
    case .outOfStep(let what): what
    }
  }

  private mutating func append(_ waiter: Int, _ command: RedisCommand = .ping) {
    pipeline.append(command, caller: UInt64(waiter), waiter: waiter, deadline: Int64(waiter))
  }

  @Test("replies go to their commands in order")
  mutating func order() {
    for waiter in 1...3 { append(waiter, .databaseSize) }
    #expect(pipeline.nextDeadline == 1)
    #expect(deliver(.integer(7)) == "1: 7")
    #expect(deliver(.integer(8)) == "2: 8")
    #expect(pipeline.nextDeadline == 3)
  }

  @Test("the reply of a cancelled caller is dropped, and the others get theirs")
  mutating func cancelling() {
    for waiter in 1...3 { append(waiter, .databaseSize) }
    #expect(pipeline.cancel(caller: 2) == 2)
    #expect(pipeline.cancel(caller: 2) == nil)
    #expect(pipeline.cancel(caller: 9) == nil)
    #expect(deliver(.integer(7)) == "1: 7")
    #expect(deliver(.integer(8)) == "absorbed")
    #expect(deliver(.integer(9)) == "3: 9")
  }

  @Test("a group is finished once, with all its replies")
  mutating func groups() {
    pipeline.append([.databaseSize, .databaseSize], caller: 1, waiter: 1, deadline: 0)
    append(2, .databaseSize)
    #expect(deliver(.integer(1)) == "absorbed")
    #expect(deliver(.integer(2)) == "1: \(RedisReply.array([.integer(1), .integer(2)]))")
    #expect(deliver(.integer(3)) == "2: 3")
  }

  @Test("a reply too many, or of the wrong kind, is noticed")
  mutating func outOfStep() {
    #expect(deliver(.integer(1)) == "a reply that nobody asked for")
    append(1, .get(key: []))
    #expect(deliver(.integer(1)) == "a reply of the wrong kind")
    #expect(pipeline.abandon() == [1])
  }

  @Test("a probe after 64 commands notices a stream that lost its place")
  mutating func probing() {
    for waiter in 1...64 { append(waiter, .get(key: [])) }
    #expect(pipeline.outstanding == 65)
    for waiter in 1...64 { #expect(deliver(.null).hasPrefix("\(waiter): ")) }
    #expect(deliver(.bulk(Array("0".utf8))) == "a wrong echo")
  }

  @Test("behind a caller who is gone goes one probe, whose answer nobody can guess")
  mutating func probingBehind() {
    append(1, .get(key: []))
    #expect(pipeline.cancel(caller: 1) == 1)
    pipeline.probe(deadline: 0)
    pipeline.probe(deadline: 0)
    #expect(pipeline.outstanding == 2)
    append(2, .get(key: []))
    #expect(deliver(.null) == "absorbed")
    #expect(deliver(.bulk(Array("1".utf8))) == "a wrong echo")
  }

  @Test("what is given up is neither sent nor matched any more")
  mutating func abandoning() {
    for waiter in 1...3 { append(waiter) }
    let old = pipeline.generation
    _ = pipeline.cancel(caller: 2)
    #expect(pipeline.abandon() == [1, 3])
    #expect(pipeline.unsentBytes == 0)
    append(4, .databaseSize)
    if case .absorbed = pipeline.deliver(.integer(1), generation: old) {} else { Issue.record("matched") }
    #expect(deliver(.integer(2)) == "4: 2")
  }
}

@Suite("Redis commands")
struct RedisCommandTests {
  @Test("are encoded with the length of every word")
  func encoding() {
    #expect(
      RedisCommand.set(key: [0, 13, 10], value: [], milliseconds: 60_000, onlyIfAbsent: true).encoded
        == Array("*6\r\n$3\r\nSET\r\n$3\r\n\0\r\n\r\n$0\r\n\r\n$2\r\nPX\r\n$5\r\n60000\r\n$2\r\nNX\r\n".utf8))
    #expect(
      RedisCommand.increment(key: [97], by: .min).encoded
        == Array("*3\r\n$6\r\nINCRBY\r\n$1\r\na\r\n$20\r\n-9223372036854775808\r\n".utf8))
    #expect(RedisCommand.databaseSize.encoded == Array("*1\r\n$6\r\nDBSIZE\r\n".utf8))
  }

  @Test(
    "have their words in the order the server wants",
    arguments: [
      (RedisCommand.get(key: [97]), "GET a"),
      (.set(key: [97], value: [98], milliseconds: nil, onlyIfAbsent: false), "SET a b"),
      (.exists(key: [97]), "EXISTS a"),
      (.unlink(keys: [[97], [98]]), "UNLINK a b"),
      (.getMany(keys: [[97], [98]]), "MGET a b"),
      (.expire(key: [97], milliseconds: 5), "PEXPIRE a 5"),
      (.persist(key: [97]), "PERSIST a"),
      (.timeLeft(key: [97]), "PTTL a"),
      (.type(key: [97]), "TYPE a"), (.memory(key: [97]), "MEMORY USAGE a SAMPLES 0"), (.info, "INFO"),
      (.range(key: [97], first: 0, last: -1), "GETRANGE a 0 -1"),
      (.scan(cursor: .max, pattern: [42], count: 10), "SCAN 18446744073709551615 MATCH * COUNT 10"),
      (.authenticate(user: nil, password: "p"), "AUTH p"),
      (.authenticate(user: "u", password: "p"), "AUTH u p"),
      (.select(database: 3), "SELECT 3"),
      (.setClientName("n"), "CLIENT SETNAME n"), (.setNoTouch, "CLIENT NO-TOUCH ON"), (.hello, "HELLO 2"),
      (.echo([97]), "ECHO a"), (.ping, "PING"), (.time, "TIME"),
    ])
  func words(_ command: RedisCommand, _ text: String) {
    #expect(command.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ") == text)
    #expect(command.encoded.starts(with: Array("*\(command.words.count)\r\n".utf8)))
  }

  @Test("glob characters in a prefix stand for themselves")
  func globs() {
    #expect(GlobPattern.prefix(Array("a*?[b]\\".utf8)) == Array("a\\*\\?\\[b\\]\\\\*".utf8))
  }
}
