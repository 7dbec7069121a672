/// Commands on their way to a server, and who waits for which reply: the account of one connection at a time.
///
/// Pure, and generic over what a waiter is. Replies carry no names: the n-th reply belongs to the n-th command, so every
/// command has a slot here until its reply came, also when its caller stopped waiting. ``abandon()`` ends a generation;
/// what belongs to an earlier one is never matched with a later reply.
///
/// A caller that stops waiting leaves its slot behind, and its reply is drained. That is safe as long as slots and replies are
/// in step, so a probe goes out behind it: an `ECHO` of a number that nobody can guess, whose answer shows whether they are.
struct RedisPipeline<Waiter> {
  private struct Slot {
    var expected: RedisReply.Kind
    /// Which caller; 0 for the members of a group before its last, and for probes.
    var caller: UInt64 = 0
    var waiter: Waiter?
    var role = Role.single
    var isWrite = false
    var deadline: Int64
  }

  private enum Role {
    case single, member, lastMember
    /// An `ECHO` of our own, whose answer must be this number.
    case probe(UInt64)
  }

  /// What became of a reply.
  enum Delivery {
    case finished(Waiter, RedisReply)
    /// The caller is gone, or the group is not complete.
    case absorbed
    /// Commands and replies do not belong together any more: nothing that this connection says can be trusted.
    case outOfStep(String)
  }

  /// How many commands may pass between two probes of the stream.
  static var probeInterval: UInt64 { 64 }

  private(set) var generation: UInt64 = 1
  private var slots = ArrayQueue<Slot>()
  private var encoder = RedisEncoder()
  private var groupReplies: [RedisReply] = []
  private var sinceProbe: UInt64 = 0
  private var nonces: SeededGenerator
  /// The youngest slot is a probe, which speaks for all before it.
  private var endsInProbe = false

  init(nonces: SeededGenerator) {
    self.nonces = nonces
  }

  /// Commands without a reply so far.
  var outstanding: Int { slots.count }
  /// Bytes that nobody has taken to send yet.
  var unsentBytes: Int { encoder.bytes.count }
  /// When the oldest command's time is up.
  var nextDeadline: Int64? { slots.first?.deadline }
  /// Whether what the oldest command asks for is a change.
  var oldestIsWrite: Bool { slots.first?.isWrite ?? false }

  /// Puts commands in line, all or none; their replies finish `waiter` together.
  mutating func append(_ commands: [RedisCommand], caller: UInt64, waiter: Waiter, deadline: Int64) {
    for (index, command) in commands.enumerated() {
      command.write(to: &encoder)
      var slot = Slot(
        expected: command.expectedReply, role: .member, isWrite: command.isWrite, deadline: deadline)
      if index == commands.count - 1 {
        slot.role = .lastMember
        slot.caller = caller
        slot.waiter = waiter
      }
      slots.append(slot)
    }
    probe(after: UInt64(commands.count), deadline: deadline)
  }

  mutating func append(_ command: RedisCommand, caller: UInt64, waiter: Waiter, deadline: Int64) {
    command.write(to: &encoder)
    slots.append(
      Slot(
        expected: command.expectedReply, caller: caller, waiter: waiter, isWrite: command.isWrite, deadline: deadline))
    probe(after: 1, deadline: deadline)
  }

  private mutating func probe(after count: UInt64, deadline: Int64) {
    endsInProbe = false
    sinceProbe += count
    if sinceProbe >= Self.probeInterval { probe(deadline: deadline) }
  }

  /// Puts a probe in line, unless one was the last to get in line.
  mutating func probe(deadline: Int64) {
    guard !endsInProbe else { return }
    endsInProbe = true
    sinceProbe = 0
    let nonce = nonce()
    RedisCommand.echo(Array(String(nonce).utf8)).write(to: &encoder)
    slots.append(Slot(expected: .bulk, role: .probe(nonce), deadline: deadline))
  }

  /// A number that no server can know before it is asked to echo it.
  mutating func nonce() -> UInt64 { nonces.next() }

  /// Hands over the encoded commands, in exchange for an empty buffer to go on with.
  mutating func takeUnsent(exchanging buffer: inout [UInt8]) {
    buffer.removeAll(keepingCapacity: true)
    swap(&buffer, &encoder.bytes)
  }

  /// The caller's waiter, whose reply will be dropped when it comes; `nil` when it was finished already.
  mutating func cancel(caller: UInt64) -> Waiter? {
    slots.withLast(where: { $0.caller == caller }) { $0.waiter.take() } ?? nil
  }

  /// Matches the next reply with the oldest command of `generation`.
  mutating func deliver(_ reply: RedisReply, generation: UInt64) -> Delivery {
    guard generation == self.generation else { return .absorbed }
    guard let expected = slots.first?.expected else { return .outOfStep("a reply that nobody asked for") }
    // The slot stays, so that its waiter is among those who are failed when the connection is given up.
    guard reply.isPossible(for: expected), let slot = slots.popFirst() else {
      return .outOfStep("a reply of the wrong kind")
    }
    switch slot.role {
    case .single:
      return slot.waiter.map { .finished($0, reply) } ?? .absorbed
    case .member:
      groupReplies.append(reply)
      return .absorbed
    case .lastMember:
      let replies = groupReplies + [reply]
      groupReplies.removeAll()
      return slot.waiter.map { .finished($0, .array(replies)) } ?? .absorbed
    case .probe(let number):
      if slots.count == 0 { endsInProbe = false }
      // A user may not be allowed to ECHO.
      if case .error = reply { return .absorbed }
      return reply.bytes == Array(String(number).utf8) ? .absorbed : .outOfStep("a wrong echo")
    }
  }

  /// Ends the generation: nothing of it will be sent or matched again. The result is everyone who still waited.
  mutating func abandon() -> [Waiter] {
    generation += 1
    let waiters = slots.removeAll().compactMap(\.waiter)
    encoder.bytes.removeAll()
    groupReplies.removeAll()
    (sinceProbe, endsInProbe) = (0, false)
    return waiters
  }
}
