/// What a server answers to one command.
enum RedisReply: Hashable, Sendable {
  case status([UInt8])
  /// The server's own words, as it sent them: not safe to show before they are sanitised.
  case error(String)
  case integer(Int64)
  case bulk([UInt8])
  case array([RedisReply])
  case null

  /// The kinds of answer a command can count on.
  enum Kind: Hashable, Sendable {
    case status, integer, bulk, array
    /// An integer, or nothing where there is no such key.
    case size
  }

  /// Whether this can be the answer to a command that promises `kind`. An error can answer any command.
  func isPossible(for kind: Kind) -> Bool {
    switch (self, kind) {
    case (.error, _), (.status, .status), (.integer, .integer), (.bulk, .bulk), (.array, .array): true
    case (.null, .bulk), (.null, .status), (.null, .size), (.integer, .size): true
    default: false
    }
  }

  var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }

  var status: [UInt8]? {
    if case .status(let bytes) = self { bytes } else { nil }
  }

  var bytes: [UInt8]? {
    if case .bulk(let bytes) = self { bytes } else { nil }
  }

  var elements: [RedisReply]? {
    if case .array(let elements) = self { elements } else { nil }
  }
}
