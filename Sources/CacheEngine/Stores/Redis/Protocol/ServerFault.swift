/// What a server's error reply means, by its first word.
///
/// Source: the error replies of Redis 7 (`src/server.c`, `createSharedObjects`) and of its cluster specification.
enum ServerFault: Hashable, Sendable {
  /// `NOAUTH`: the server wants a password and was given none.
  case passwordWanted
  /// `WRONGPASS`, or the older `ERR invalid password`.
  case passwordWrong
  /// `NOPERM`: the user may not do this; `what` is the command or the key that the server names, as far as it names one.
  case notPermitted(what: String?)
  /// `READONLY`: a replica.
  case replica
  /// `OOM`: over `maxmemory` with nothing to evict.
  case outOfMemory
  case loading
  /// `MISCONF`: it cannot save, and therefore refuses writes.
  case cannotSave
  /// `ERR max number of clients reached`.
  case tooManyClients
  /// `BUSY`: a script keeps the server.
  case busy
  case moved(slot: Int, to: String)
  case ask(slot: Int, to: String)
  case clusterDown
  case crossSlot
  case tryAgain
  case wrongType
  /// Protected mode's refusal.
  case protected
  case other

  init(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
    switch words.first {
    case "NOAUTH": self = .passwordWanted
    case "WRONGPASS": self = .passwordWrong
    case "NOPERM": self = .notPermitted(what: Self.quoted(in: text))
    case "READONLY": self = .replica
    case "OOM": self = .outOfMemory
    case "LOADING": self = .loading
    case "MISCONF": self = .cannotSave
    case "BUSY": self = .busy
    case "CLUSTERDOWN": self = .clusterDown
    case "CROSSSLOT": self = .crossSlot
    case "TRYAGAIN": self = .tryAgain
    case "WRONGTYPE": self = .wrongType
    case "DENIED": self = .protected
    case "MOVED", "ASK":
      guard words.count >= 3, let slot = Int(words[1]), (0..<16_384).contains(slot) else {
        self = .other
        return
      }
      self = words[0] == "MOVED" ? .moved(slot: slot, to: String(words[2])) : .ask(slot: slot, to: String(words[2]))
    default:
      if text.hasPrefix("ERR max number of clients") {
        self = .tooManyClients
      } else if text.hasPrefix("ERR invalid password") || text.hasPrefix("ERR AUTH <password> called") {
        self = .passwordWrong
      } else {
        self = .other
      }
    }
  }

  /// What stands between the first two apostrophes: the server names commands and keys so.
  private static func quoted(in text: String) -> String? {
    let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }
}
