import Testing

@testable import CacheEngine

/// Keys by their slots: "bar" 5061, "hello" 866 (first node), "foo" 12182 (second node).
@Suite("Commands for a cluster, taken to pieces and put together")
struct ClusterBatchTests {
  private static let first = ClusterNode(host: "a", port: 1)
  private static let second = ClusterNode(host: "b", port: 2)

  private static func owner(_ slot: HashSlot) -> ClusterNode? { slot.number < 8_000 ? first : second }
  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
  private static func keys(_ texts: String...) -> [[UInt8]] { texts.map(bytes) }

  private func words(_ errands: [ClusterBatch.Errand]) -> [String] {
    errands.map { errand in
      (errand.node?.description ?? "any") + " "
        + errand.commands.map { $0.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ") }
        .joined(separator: ", ")
    }
  }

  private func errands(_ batch: ClusterBatch) -> [ClusterBatch.Errand] { batch.errands(owner: Self.owner) }

  @Test("what goes to one node goes there at once, in the order of the commands")
  func splitting() {
    let batch = ClusterBatch(
      [
        .get(key: Self.bytes("foo")), .getMany(keys: Self.keys("bar", "foo", "hello", "bar")), .databaseSize,
        .unlink(keys: Self.keys("{foo}1", "{foo}2")), .ping,
      ], masters: [Self.first, Self.second])
    #expect(
      words(errands(batch)) == [
        "b:2 GET foo, MGET foo, DBSIZE, UNLINK {foo}1 {foo}2", "a:1 MGET bar bar, MGET hello, DBSIZE", "any PING",
      ])
  }

  @Test("replies come together in the order of commands and keys")
  func joining() {
    var batch = ClusterBatch(
      [
        .getMany(keys: Self.keys("bar", "foo", "hello", "bar")), .databaseSize,
        .unlink(keys: Self.keys("foo", "bar", "hello")),
      ], masters: [Self.first, Self.second])
    let errands = errands(batch)
    #expect(words(errands)[0] == "a:1 MGET bar bar, MGET hello, DBSIZE, UNLINK bar, UNLINK hello")
    #expect(words(errands)[1] == "b:2 MGET foo, DBSIZE, UNLINK foo")
    let one: RedisReply = .bulk([1])
    let two: RedisReply = .bulk([2])
    #expect(
      batch.take(
        [.array([one, one]), .array([.null]), .integer(10), .integer(1), .integer(0)], of: errands[0], askedHost: ""
      )
      .isEmpty)
    #expect(batch.replies == nil)
    #expect(batch.take([.array([two]), .integer(5), .integer(1)], of: errands[1], askedHost: "").isEmpty)
    #expect(batch.replies == [.array([one, two, .null, one]), .integer(15), .integer(2)])
  }

  @Test("of several pieces one error is the reply, and a list of the wrong length is an error")
  func errors() {
    var batch = ClusterBatch([.getMany(keys: Self.keys("bar", "foo"))], masters: [])
    let pieces = errands(batch)
    _ = batch.take([.error("LOADING")], of: pieces[0], askedHost: "")
    _ = batch.take([.array([.null])], of: pieces[1], askedHost: "")
    #expect(batch.replies == [.error("LOADING")])
    var short = ClusterBatch([.getMany(keys: Self.keys("bar", "foo"))], masters: [])
    for piece in errands(short) { _ = short.take([.array([])], of: piece, askedHost: "") }
    guard case .error? = short.replies?.first else {
      Issue.record("no error")
      return
    }
    var lost = ClusterBatch([.ping, .ping], masters: [])
    _ = lost.take([.status([])], of: errands(lost)[0], askedHost: "")
    #expect(lost.failure != nil)
  }

  @Test("what was moved is sent on, once for good and once for this time")
  func redirecting() {
    var batch = ClusterBatch([.get(key: Self.bytes("bar")), .get(key: Self.bytes("hello"))], masters: [])
    let news = batch.take(
      [.error("MOVED 5061 b:2"), .error("ASK 866 c:3")], of: errands(batch)[0], askedHost: "")
    let third = ClusterNode(host: "c", port: 3)
    #expect(news == [.moved(HashSlot(of: Self.bytes("bar")), to: Self.second), .redirectedOnce(to: third)])
    #expect(words(errands(batch)) == ["b:2 GET bar", "c:3 ASKING, GET hello"])
    let pieces = errands(batch)
    _ = batch.take([.bulk([1])], of: pieces[0], askedHost: "")
    // The node that the slot is moved to says that it was done with asking: the next goes by the map again.
    #expect(batch.take([.status([]), .error("TRYAGAIN x")], of: pieces[1], askedHost: "") == [.notYet])
    #expect(words(errands(batch)) == ["a:1 GET hello"])
    _ = batch.take([.bulk([2])], of: errands(batch)[0], askedHost: "")
    #expect(batch.replies == [.bulk([1]), .bulk([2])])
  }

  @Test("keys that are split between two nodes may be sent there and back for as long as that lasts")
  func splitKeys() {
    var batch = ClusterBatch([.get(key: Self.bytes("bar"))], masters: [])
    for round in 0...ClusterBatch.mostRedirects {
      #expect(batch.take([.error("ASK 5061 b:2")], of: errands(batch)[0], askedHost: "").count == 1, "\(round)")
      let asked = errands(batch)[0]
      #expect(words([asked]) == ["b:2 ASKING, GET bar"])
      #expect(batch.take([.status([]), .error("TRYAGAIN x")], of: asked, askedHost: "") == [.notYet])
      #expect(batch.failure == nil, "\(round)")
    }
  }

  @Test("a cluster that sends in circles or does not serve ends the batch")
  func failing() {
    var batch = ClusterBatch([.get(key: Self.bytes("bar"))], masters: [])
    for round in 0...ClusterBatch.mostRedirects {
      #expect(batch.failure == nil, "\(round)")
      _ = batch.take([.error("MOVED 5061 b:2")], of: errands(batch)[0], askedHost: "")
    }
    #expect(batch.failure == .unavailable("the cluster sends from node to node"))
    var down = ClusterBatch([.get(key: Self.bytes("bar"))], masters: [])
    let words = "CLUSTERDOWN The cluster is down"
    #expect(down.take([.error(words)], of: errands(down)[0], askedHost: "") == [.down(words)])
    #expect(down.failure == .unavailable(words))
  }

  @Test("for eyes, what some nodes do not answer is left open, and the rest told")
  func leavingOpen() {
    var batch = ClusterBatch(
      [
        .timeLeft(key: Self.bytes("bar")), .databaseSize, .info, .getMany(keys: Self.keys("bar", "foo")),
        .timeLeft(key: Self.bytes("foo")),
      ], masters: [Self.first, Self.second], isForEyes: true)
    let pieces = errands(batch)
    #expect(words(pieces)[0] == "a:1 PTTL bar, DBSIZE, INFO, MGET bar")
    _ = batch.take(
      [.error("CLUSTERDOWN x"), .integer(7), .bulk([1]), .array([.null])], of: pieces[0], askedHost: "")
    #expect(batch.answers == nil && batch.failure == nil)
    batch.lose(pieces[1])
    #expect(batch.answers == [.error("CLUSTERDOWN x"), .integer(7), .array([.bulk([1])]), nil, nil])
  }

  @Test("keys of different slots that one script needs are left to the server's verdict")
  func crossing() {
    let command = RedisCommand.setHolding(
      key: Self.bytes("foo"), lease: Self.bytes("bar"), token: [], value: [], milliseconds: nil)
    #expect(errands(ClusterBatch([command], masters: [])).map(\.commands) == [[command]])
  }

  @Test("waiting for a slot that is moved ends, and the cluster is asked at most twice a second")
  func patience() {
    var patience = ClusterPatience()
    var sum = Duration.zero
    while let pause = patience.next() { sum += pause }
    #expect(sum == .milliseconds(630))
    var pace = ClusterPace()
    let asked = stride(from: Int64(7), to: 10_000_000_000, by: 1_000_000).filter { pace.mayAsk(at: $0) }
    #expect(asked.count == 20)
  }
}
