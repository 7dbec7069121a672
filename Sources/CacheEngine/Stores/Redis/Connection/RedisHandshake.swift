#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a new connection says before it may serve: who we are, which database, a name for `CLIENT LIST`, and who are you.
///
/// Every step waits for its answer, so that nothing is sent after a refused password. Anything but an answer in time ends the
/// connection: a late answer to a handshake would be taken for the answer to a request.
enum RedisHandshake {
  static func perform(
    on context: inout HiredisContext, shared: RedisShared, deadline: Int64
  ) throws(RedisFailure) -> ServerIdentity {
    var step = Step(shared: shared, deadline: deadline)
    do throws(RedisFailure) {
      return try converse(on: &context, &step, shared.settings)
    } catch {
      throw step.answers == 0 ? error.hintingAtTLS(shared.settings.address) : error
    }
  }

  private static func converse(
    on context: inout HiredisContext, _ step: inout Step, _ settings: RedisSettings
  ) throws(RedisFailure) -> ServerIdentity {
    let address = settings.address
    if let password = address.password {
      try step.ask(.authenticate(user: address.user, password: password), as: "AUTH", on: &context)
    }
    let greeting = try step.ask(.hello, as: "HELLO", isOptional: true, on: &context)
    let identity = greeting.elements.map { ServerIdentity(greeting: $0) } ?? .unknown
    if address.database != 0 {
      try step.ask(.select(database: Int64(address.database)), as: "SELECT", on: &context)
    }
    try step.ask(.setClientName(settings.clientName), as: "CLIENT SETNAME", isOptional: true, on: &context)
    // A cluster node of Redis 8.2 crashes when such a client asks for a key of a slot that is being moved.
    if identity.isAtLeast(7, 2), !identity.isCluster {
      try step.ask(.setNoTouch, as: "CLIENT NO-TOUCH", isOptional: true, on: &context)
    }
    // A server that is loading its data answers all of the above, and refuses this.
    try step.ask(.ping, as: "PING", isOptional: true, on: &context)
    return identity
  }

  private struct Step {
    let shared: RedisShared
    let deadline: Int64
    private(set) var answers = 0

    init(shared: RedisShared, deadline: Int64) {
      (self.shared, self.deadline) = (shared, deadline)
    }

    /// - Parameter isOptional: Older servers do not know it, and users may not be allowed it; they can be served all the same.
    @discardableResult
    mutating func ask(
      _ command: RedisCommand, as name: String, isOptional: Bool = false, on context: inout HiredisContext
    ) throws(RedisFailure) -> RedisReply {
      let reply = try exchange(command, name, on: &context)
      answers += 1
      guard case .error(let text) = reply else {
        guard reply.isPossible(for: command.expectedReply) else {
          throw RedisFailure("\(name): a reply of the wrong kind")
        }
        return reply
      }
      let fault = ServerFault(text)
      switch fault {
      case .passwordWanted, .passwordWrong: throw RedisFailure(fault.sentence(for: text), .unauthorized)
      case .loading, .busy, .tooManyClients, .protected: throw RedisFailure(fault.sentence(for: text), .refused)
      case _ where isOptional: return reply
      // Any other answer to a password is no less of a refusal.
      case _ where name == "AUTH": throw RedisFailure("AUTH: \(fault.sentence(for: text))", .unauthorized)
      default: throw RedisFailure("\(name): \(fault.sentence(for: text))", .refused)
      }
    }

    private func exchange(
      _ command: RedisCommand, _ name: String, on context: inout HiredisContext
    ) throws(RedisFailure) -> RedisReply {
      let bytes = command.encoded
      var sent = 0
      var replies: [RedisReply] = []
      while replies.isEmpty {
        if sent < bytes.count { sent += try context.transport.send(bytes, from: sent) }
        let ready = try RedisWait.poll(
          context.descriptor, reading: true, writing: sent < bytes.count, until: deadline, wake: shared.wake)
        if shared.isClosed { throw RedisFailure("closed") }
        if ready.readable { try context.receive(into: &replies) }
        if replies.isEmpty, MonotonicTime.nanoseconds >= deadline { throw RedisFailure("no answer to \(name)") }
      }
      guard replies.count == 1, sent == bytes.count else { throw RedisFailure("a reply that nobody asked for") }
      return replies[0]
    }
  }
}

extension RedisFailure {
  /// A server that wants TLS ends the connection at the first word without it; most say nothing.
  fileprivate func hintingAtTLS(_ address: RedisAddress) -> RedisFailure {
    let ended = reason == Socket.closedByServer || reason == Socket.message(ECONNRESET)
    guard ended, address.encryption == nil, case .tcp = address.endpoint else { return self }
    return RedisFailure("\(reason) before it answered anything: it may want TLS (rediss://)")
  }
}
