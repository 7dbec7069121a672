extension ServerFault {
  /// What the error means for whoever reads it, and what to do about it; `text` is the server's own, for what has no words
  /// here. Not sanitised: it may hold names that the server sent.
  func sentence(for text: String) -> String {
    switch self {
    case .passwordWanted: "NOAUTH: the server wants a password (redis://:password@host)"
    case .passwordWrong: "WRONGPASS: the server does not take this user and password"
    case .notPermitted(let what): Self.permission(what, text)
    case .replica: "READONLY: the server is a replica and takes no writes"
    case .outOfMemory: "OOM: the server's memory is full and nothing may be evicted (maxmemory, maxmemory-policy)"
    case .loading: "LOADING: the server is still loading its data"
    case .cannotSave: "MISCONF: the server cannot save its data, and takes no writes until it can"
    case .tooManyClients: "the server has no room for another client (maxclients)"
    case .busy: "BUSY: a script keeps the server busy"
    case .moved(let slot, let to): "MOVED: slot \(slot) of the cluster is at \(to)"
    case .ask(let slot, let to): "ASK: slot \(slot) of the cluster is moving to \(to)"
    case .clusterDown: "CLUSTERDOWN: the cluster does not serve all slots"
    case .crossSlot: "CROSSSLOT: the keys of one command are in different slots of the cluster"
    case .tryAgain: "TRYAGAIN: the keys of one command are being moved in the cluster"
    case .wrongType: "WRONGTYPE: the key holds something else than a string"
    case .protected:
      "DENIED: the server is in protected mode: it has no password, and takes clients of its own machine only"
    case .other: text
    }
  }

  /// 7.0 names the command in lower case, `client|setname` where it is part of another; keys and channels are named by some
  /// versions only.
  private static func permission(_ what: String?, _ text: String) -> String {
    if text.contains("channel") { return "NOPERM: the user may not use the channel\(named(what)) (ACL: &pattern)" }
    if text.contains(" key") { return "NOPERM: the user may not use the key\(named(what)) (ACL: ~pattern)" }
    guard let what else { return text }
    return "NOPERM: the user may not run '\(what)' (ACL: +\(what))"
  }

  private static func named(_ what: String?) -> String {
    what.map { " '\($0)'" } ?? ""
  }
}
