#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a new connection says before it may serve: who we are, which database, and a name for `CLIENT LIST`.
///
/// Every step waits for its answer, so that nothing is sent after a refused password. Anything but success ends the
/// connection: a late answer to a handshake would be taken for the answer to a request.
enum RedisHandshake {
  static func perform(
    on context: inout HiredisContext, shared: RedisShared, deadline: Int64
  ) throws(RedisFailure) {
    for (index, (name, command)) in steps(shared.settings).enumerated() {
      let reply: RedisReply
      do throws(RedisFailure) {
        reply = try exchange(command, on: &context, shared: shared, deadline: deadline)
      } catch {
        throw index == 0 ? error.hintingAtTLS(shared.settings.address) : error
      }
      switch reply {
      case .status: continue
      case .array(let words): shared.state.withLock { $0.identity = ServerIdentity(greeting: .array(words)) }
      case .error(let text) where text.hasPrefix("NOAUTH"):
        throw RedisFailure(
          "the server wants a password (--password-file FILE, --ask-password or REDIS_URL): \(text)",
          refusedByServer: true)
      // A name is for the eyes of the server's people; a user that may not give one may still read and write.
      case .error(let text) where name == Self.naming && text.hasPrefix("NOPERM"): continue
      // A server that knows no greeting, or may not be asked, serves all the same.
      case .error where command == .hello: shared.state.withLock { $0.identity = .unknown }
      case .error(let text): throw RedisFailure("\(name): \(text)", refusedByServer: true)
      default: throw RedisFailure("\(name): a reply of the wrong kind")
      }
    }
  }

  private static let naming = "CLIENT SETNAME"

  private static func steps(_ settings: RedisSettings) -> [(name: String, command: RedisCommand)] {
    var steps: [(String, RedisCommand)] = []
    if let password = settings.address.password {
      steps.append(("AUTH", .authenticate(user: settings.address.user, password: password)))
    }
    steps.append(("HELLO", .hello))
    if settings.address.database != 0 {
      steps.append(("SELECT", .select(database: Int64(settings.address.database))))
    }
    steps.append((naming, .setClientName(settings.clientName)))
    return steps
  }

  private static func exchange(
    _ command: RedisCommand, on context: inout HiredisContext, shared: RedisShared, deadline: Int64
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
      if replies.isEmpty, MonotonicTime.nanoseconds >= deadline { throw RedisFailure("no answer to the handshake") }
    }
    guard replies.count == 1, sent == bytes.count else { throw RedisFailure("a reply that nobody asked for") }
    return replies[0]
  }
}

extension RedisFailure {
  /// A server that wants TLS ends the connection at the first word without it; most say nothing.
  fileprivate func hintingAtTLS(_ address: RedisAddress) -> RedisFailure {
    let ended = [Socket.closedByServer, Socket.message(ECONNRESET)].contains(reason) || reason.contains(Self.alert)
    guard ended, address.encryption == nil, case .tcp = address.endpoint else { return self }
    return RedisFailure("\(reason) before it answered anything: it may want TLS (rediss://)")
  }

  /// In hiredis' words: the first byte of what a server says in TLS.
  private static let alert = #"got "\x15""#
}
