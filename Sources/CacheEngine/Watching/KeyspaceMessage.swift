/// One notification of a server about a key.
///
/// Source: Redis documentation, "Redis keyspace notifications": `__keyevent@<db>__:<event>` carries the key,
/// `__keyspace@<db>__:<key>` the event.
struct KeyspaceMessage: Hashable, Sendable {
  enum Channel: Hashable, Sendable { case keyevent, keyspace }

  var channel: Channel
  /// "set", "expire", "expired", …
  var event: String
  /// The key's name on the server.
  var name: [UInt8]

  /// `nil` for whatever else comes on a subscription.
  init?(_ reply: RedisReply, database: Int) {
    guard let parts = reply.elements, parts.count == 4, parts[0].bytes.map({ $0 == Array("pmessage".utf8) }) == true,
      let channel = parts[2].bytes, let content = parts[3].bytes
    else { return nil }
    let keyevent = Self.prefix(.keyevent, database)
    let keyspace = Self.prefix(.keyspace, database)
    if channel.starts(with: keyevent) {
      self.init(channel: .keyevent, event: channel.dropFirst(keyevent.count), name: content)
    } else if channel.starts(with: keyspace) {
      self.init(channel: .keyspace, event: content[...], name: Array(channel.dropFirst(keyspace.count)))
    } else {
      return nil
    }
  }

  private init(channel: Channel, event: ArraySlice<UInt8>, name: [UInt8]) {
    self.channel = channel
    self.event = String(decoding: event.prefix(32), as: UTF8.self)
    self.name = name
  }

  /// The patterns to subscribe to. Events cannot be asked for by key, so the keys of those are looked at here.
  static func channels(of pattern: String, database: Int) -> [[UInt8]] {
    [prefix(.keyevent, database) + Array("*".utf8), prefix(.keyspace, database) + Array(pattern.utf8)]
  }

  private static func prefix(_ channel: Channel, _ database: Int) -> [UInt8] {
    Array((channel == .keyevent ? "__keyevent@\(database)__:" : "__keyspace@\(database)__:").utf8)
  }

  /// What it means for the key.
  enum Meaning: Hashable {
    /// Something was written: by itself it does not tell whether the key was there before.
    case written
    /// A key that was not there before.
    case new
    case ttlChanged
    case left(WatchEvent.Kind)
    case nothing
  }

  var meaning: Meaning {
    switch event {
    case "expired": .left(.expired)
    case "evicted": .left(.evicted)
    case "del", "rename_from", "move_from": .left(.deleted)
    case "expire", "persist": .ttlChanged
    case "new": .new
    // A read that found nothing, and what only moves data about.
    case "keymiss", "loaded", "store-key-event": .nothing
    default: .written
    }
  }
}

/// Tells of every event once, where the server announces it on both kinds of channels: the key's comes first, the event's
/// right after it.
struct KeyspaceEcho {
  private var last: KeyspaceMessage?

  /// True for a message that repeats the one before.
  mutating func repeats(_ message: KeyspaceMessage) -> Bool {
    defer { last = message }
    guard message.channel == .keyevent, let last, last.channel == .keyspace else { return false }
    return last.event == message.event && last.name == message.name
  }
}
