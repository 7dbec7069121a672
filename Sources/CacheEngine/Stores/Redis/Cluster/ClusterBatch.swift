/// Commands for a cluster, taken to pieces that each concern one slot, and put together again from the replies. Pure.
///
/// Pieces for one node go there as one group, in the order of the commands.
struct ClusterBatch {
  /// What goes to one node at once. `node` is `nil` where any will do.
  struct Errand {
    var node: ClusterNode?
    var commands: [RedisCommand]
    fileprivate var pieces: [Int]

    /// What a batch of this one command, which has one key, begins with.
    init(_ command: RedisCommand, to node: ClusterNode?) {
      self.init(node: node, commands: [command], pieces: [0])
    }

    fileprivate init(node: ClusterNode?, commands: [RedisCommand], pieces: [Int]) {
      (self.node, self.commands, self.pieces) = (node, commands, pieces)
    }
  }

  /// What a reply told beside the answer.
  enum News: Hashable {
    case moved(HashSlot, to: ClusterNode)
    case redirectedOnce(to: ClusterNode)
    /// The keys are split between two nodes while their slot is moved: to be asked again in a moment.
    case notYet
    /// The cluster does not serve the slot; these are its words.
    case down(String)
  }

  private struct Piece {
    var command: RedisCommand
    /// Which command it is of, and which of that command's keys it has.
    var owner: Int
    var places: [Int]
    var slot: HashSlot?
    /// A node it must go to, whoever has the slot.
    var node: ClusterNode?
    var isAsking = false
    var redirects = 0
    var reply: RedisReply?
    /// Its node does not answer, and the rest is wanted all the same.
    var isLost = false

    var isOpen: Bool { reply == nil && !isLost }
  }

  /// A piece is sent on so many times at most, and asked again while a slot is moved.
  static let mostRedirects = 5

  private let commands: [RedisCommand]
  /// Whether what some nodes reply is wanted also where others do not answer.
  let isForEyes: Bool
  private var pieces: [Piece] = []
  /// Why the batch cannot come to an end.
  private(set) var failure: StoreError?

  /// `masters` are those a command without keys goes to where it asks about all of them.
  init(_ commands: [RedisCommand], masters: [ClusterNode], isForEyes: Bool = false) {
    (self.commands, self.isForEyes) = (commands, isForEyes)
    for (owner, command) in commands.enumerated() {
      if command.asksEverywhere {
        pieces += masters.map { Piece(command: command, owner: owner, places: [], node: $0) }
        if masters.isEmpty { pieces.append(Piece(command: command, owner: owner, places: [])) }
      } else {
        split(command, owner: owner)
      }
    }
  }

  private mutating func split(_ command: RedisCommand, owner: Int) {
    let keys = command.keys
    var order: [HashSlot] = []
    var places: [HashSlot: [Int]] = [:]
    for (place, key) in keys.enumerated() {
      let slot = HashSlot(of: key)
      if places[slot] == nil { order.append(slot) }
      places[slot, default: []].append(place)
    }
    // What cannot be split is sent as it is: the server says what is wrong with it.
    guard order.count > 1, command.forKeys([]) != nil else {
      pieces.append(Piece(command: command, owner: owner, places: Array(keys.indices), slot: order.first))
      return
    }
    for slot in order {
      let own = places[slot] ?? []
      guard let part = command.forKeys(own.map { keys[$0] }) else { continue }
      pieces.append(Piece(command: part, owner: owner, places: own, slot: slot))
    }
  }

  /// What is still to be sent, a group a node.
  func errands(owner: (HashSlot) -> ClusterNode?) -> [Errand] {
    var errands: [Errand] = []
    for (index, piece) in pieces.enumerated() where piece.isOpen {
      let node = piece.node ?? piece.slot.flatMap(owner)
      let place = errands.firstIndex { $0.node == node } ?? errands.endIndex
      if place == errands.endIndex { errands.append(Errand(node: node, commands: [], pieces: [])) }
      if piece.isAsking { errands[place].commands.append(.asking) }
      errands[place].commands.append(piece.command)
      errands[place].pieces.append(index)
    }
    return errands
  }

  /// The node of an errand does not answer, and what others reply is wanted all the same.
  mutating func lose(_ errand: Errand) {
    for index in errand.pieces { pieces[index].isLost = true }
  }

  /// Nothing more is to be waited for.
  mutating func loseTheRest() {
    for index in pieces.indices where pieces[index].isOpen { pieces[index].isLost = true }
  }

  /// Takes the replies to an errand, one a command.
  mutating func take(_ replies: [RedisReply], of errand: Errand, askedHost: String) -> [News] {
    guard replies.count == errand.commands.count else {
      failure = .unavailable("a list of the wrong length")
      return []
    }
    var news: [News] = []
    var next = replies.makeIterator()
    for index in errand.pieces {
      if pieces[index].isAsking { _ = next.next() }
      guard let reply = next.next() else { continue }
      if let told = take(reply, piece: index, askedHost: askedHost) { news.append(told) }
    }
    return news
  }

  private mutating func take(_ reply: RedisReply, piece index: Int, askedHost: String) -> News? {
    (pieces[index].isAsking, pieces[index].node) = (false, pieces[index].slot == nil ? pieces[index].node : nil)
    guard case .error(let text) = reply else {
      pieces[index].reply = reply
      return nil
    }
    let fault = ServerFault(text)
    switch fault {
    case .moved, .ask:
      guard let redirect = ClusterRedirect(fault, askedHost: askedHost) else { break }
      pieces[index].redirects += 1
      if pieces[index].redirects > Self.mostRedirects { failure = .unavailable("the cluster sends from node to node") }
      (pieces[index].node, pieces[index].isAsking) = (redirect.node, redirect.isOnce)
      return redirect.isOnce ? .redirectedOnce(to: redirect.node) : .moved(redirect.slot, to: redirect.node)
    case .tryAgain:
      // It came where it was sent, so that is no going in circles; how often it is asked again is bounded elsewhere.
      pieces[index].redirects = 0
      return .notYet
    case .clusterDown:
      if isForEyes { pieces[index].reply = reply } else { failure = .unavailable(text) }
      return .down(text)
    default: break
    }
    pieces[index].reply = reply
    return nil
  }

  /// The replies to the commands, in their order; `nil` while some are missing.
  var replies: [RedisReply]? { answers?.compactMap(\.self) }

  /// The same, with `nil` for a reply that was lost; of a number that all nodes make up together what is known.
  var answers: [RedisReply?]? {
    var parts: [[Part]] = Array(repeating: [], count: commands.count)
    for piece in pieces {
      if piece.isOpen { return nil }
      parts[piece.owner].append((piece.places, piece.reply))
    }
    return zip(commands, parts).map { Self.joined($0, $1) }
  }

  private typealias Part = (places: [Int], reply: RedisReply?)

  private static func joined(_ command: RedisCommand, _ parts: [Part]) -> RedisReply? {
    if parts.count == 1 { return parts[0].reply }
    let replies = parts.compactMap(\.reply)
    for case .error(let text) in replies { return .error(text) }
    if replies.isEmpty || (replies.count < parts.count && !command.asksEverywhere) { return nil }
    if command == .info { return .array(replies) }
    guard case .getMany(let keys) = command else { return .integer(replies.reduce(0) { $0 + ($1.integer ?? 0) }) }
    var values = [RedisReply](repeating: .null, count: keys.count)
    for part in parts {
      guard let own = part.reply?.elements, own.count == part.places.count else {
        return .error("ERR a list of the wrong length")
      }
      for (place, value) in zip(part.places, own) { values[place] = value }
    }
    return .array(values)
  }
}
