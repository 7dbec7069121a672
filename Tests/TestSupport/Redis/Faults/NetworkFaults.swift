/// What is wrong with the network between a client and a server. What is named without a way is wrong with the replies.
@dynamicMemberLookup
public struct NetworkFaults: Sendable {
  public var commands = StreamFaults()
  public var replies = StreamFaults()

  public init() {}

  public subscript<Value>(dynamicMember member: WritableKeyPath<StreamFaults, Value>) -> Value {
    get { replies[keyPath: member] }
    set { replies[keyPath: member] = newValue }
  }

  /// Nothing passes in either way, but no connection ends.
  public var blackHole: Bool {
    get { commands.blackHole && replies.blackHole }
    set {
      commands.blackHole = newValue
      replies.blackHole = newValue
    }
  }

  subscript(way: Way) -> StreamFaults {
    get { way == .commands ? commands : replies }
    set { if way == .commands { commands = newValue } else { replies = newValue } }
  }

  /// The two ways of a connection, seen from the client.
  public enum Way: Sendable {
    case commands, replies
  }
}
