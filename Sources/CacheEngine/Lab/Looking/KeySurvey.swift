/// What is known of a server's keys, and what to ask next. Pure: it is told what was answered, and when.
///
/// Names come by going through the keys in rounds; the time that is left is asked for separately, those on the screen
/// first, and runs by itself in between.
struct KeySurvey {
  struct Item {
    var entry: EntrySummary
    var checkedAt: Timestamp?
    var round: UInt64
    var isMeasured = false
    var isTyped = false
  }

  /// How a round stands.
  enum Progress: Hashable, Sendable {
    case going
    /// Looked at as many keys as one search may; goes on when somebody says so.
    case stopped
    case ended(Timestamp)
  }

  static let mostEntries = 1_000
  /// Keys that a search looks at before it asks whether to go on.
  static let mostExamined = 50_000
  /// How old an answer about a key on the screen gets.
  static let recheck = Duration.seconds(5)
  static let restBetweenRounds = Duration.seconds(2)

  /// Whether keys are followed: all are asked again in turn, also out of sight, of which type they are too, and rounds stop
  /// for nobody.
  let follows: Bool
  var items: [CacheKey: Item] = [:]
  /// In the order in which they were found.
  private(set) var order: [CacheKey] = []
  private(set) var round: UInt64 = 1
  /// When the first page of this round was asked for.
  private(set) var began = Timestamp.zero
  private var limit: Int
  private(set) var progress = Progress.going
  private(set) var cursor: UInt64 = 0
  private(set) var examined = 0
  private(set) var isTruncated = false
  /// The part of a cluster that did not answer when last asked.
  private(set) var gap: ListGap?
  /// Whether any round came to its end.
  private(set) var wasComplete = false
  /// About how many keys there are; `nil` where the server does not tell.
  var total: Int?
  private(set) var filter = ""

  init(follows: Bool = false) {
    self.follows = follows
    limit = follows ? .max : Self.mostExamined
  }

  var entries: [EntrySummary] { order.compactMap { items[$0]?.entry } }

  // MARK: names

  mutating func saw(
    _ found: [EntrySummary], next: UInt64?, gap unseen: ListGap? = nil, examined count: Int, at now: Timestamp
  ) {
    examined += count
    if unseen != nil || next == nil { gap = unseen }
    for entry in found { note(entry, at: now) }
    cursor = next ?? 0
    if next == nil {
      wasComplete = true
      dropUnseen(at: now)
      progress = .ended(now)
    } else if isTruncated {
      progress = .ended(now)
    } else if examined >= limit {
      progress = .stopped
    }
  }

  /// What is known of a key that exists.
  private mutating func note(_ found: EntrySummary, at now: Timestamp) {
    guard var item = items[found.key] else { return add(found) }
    item.round = round
    let isNewer = found.writtenAt != nil && found.writtenAt != item.entry.writtenAt
    var entry = found
    if !isNewer {
      if found.expiry == .unknown { entry.expiry = item.entry.expiry }
      entry.memory = item.entry.memory
      entry.type = item.entry.type
      // A server that names a key whose time is up has not collected it, or its clock was set.
      if case .at(let deadline) = entry.expiry, deadline <= now { entry.isOverdue = true }
    } else {
      item.isMeasured = false
      item.checkedAt = nil
    }
    item.entry = entry
    items[found.key] = item
  }

  mutating func add(_ found: EntrySummary) {
    guard order.count < Self.mostEntries else {
      isTruncated = true
      return
    }
    order.append(found.key)
    items[found.key] = Item(entry: found, round: round)
  }

  /// What is on a node that does not answer is still there, as far as one knows, until its time is up.
  private mutating func dropUnseen(at now: Timestamp) {
    order.removeAll { key in
      guard let item = items[key], item.round < round else { return false }
      var isOver = false
      if case .at(let deadline) = item.entry.expiry { isOver = deadline <= now }
      if !isOver, gap?.covers(key) == true { return false }
      items[key] = nil
      return true
    }
  }

  /// Begins another round where one is due.
  mutating func startRound(at now: Timestamp, isWoken: Bool) {
    if case .ended(let end) = progress, isWoken || end.duration(to: now) >= Self.restBetweenRounds { restart() }
    if progress == .going, cursor == 0, examined == 0 { began = now }
  }

  /// Looks for keys that hold `text`; what was found for another one stays as far as it fits.
  mutating func search(for text: String) {
    guard text != filter else { return }
    filter = text
    order.removeAll { key in
      guard !key.text.contains(text) else { return false }
      items[key] = nil
      return true
    }
    wasComplete = false
    restart()
  }

  /// Goes on with a search that has stopped, for as many keys again.
  mutating func goOn() {
    guard progress == .stopped else { return }
    limit = examined + Self.mostExamined
    progress = .going
  }

  private mutating func restart() {
    (round, cursor, examined, limit, isTruncated) = (round + 1, 0, 0, follows ? .max : Self.mostExamined, false)
    progress = .going
  }

  /// We wrote or removed the key ourselves.
  mutating func changed(_ key: CacheKey, to entry: EntrySummary?, at now: Timestamp) {
    guard let entry else { return remove(key) }
    note(entry, at: now)
  }

  mutating func remove(_ key: CacheKey) {
    guard items.removeValue(forKey: key) != nil else { return }
    order.removeAll { $0 == key }
  }

  // MARK: times

  /// The keys whose time left is to be asked for, the most urgent ones first. What is asked again because it is in sight takes
  /// turns with what was never asked: a screenful alone could use up all that may be asked.
  func toCheck(shown: [CacheKey], most: Int, at now: Timestamp) -> [CacheKey] {
    guard most > 0 else { return [] }
    let visible = Set(shown)
    let due = byUrgency(shown.filter { isDue($0, at: now) }, at: now)
    let urgent = due.prefix { items[$0]?.checkedAt == nil || items[$0]?.entry.isOver(at: now) == true }
    let unknown = order.filter {
      !visible.contains($0) && items[$0]?.checkedAt == nil && items[$0]?.entry.expiry == .unknown
    }
    var chosen = urgent + due.dropFirst(urgent.count).taking(turnsWith: unknown)
    chosen += toFollow(except: visible, most: most - chosen.count, at: now)
    return Array(chosen.prefix(most))
  }

  /// What was never asked first, then what should be gone, then what was asked longest ago: of more keys than can be asked
  /// none waits for ever.
  func byUrgency(_ keys: [CacheKey], at now: Timestamp) -> [CacheKey] {
    let places = keys.enumerated().map { place, key in
      let item = items[key]
      let isOver = item?.entry.isOver(at: now) == true
      return (key: key, rank: item?.checkedAt == nil ? 0 : isOver ? 1 : 2, at: item?.checkedAt ?? .zero, place: place)
    }
    return places.sorted { ($0.rank, $0.at, $0.place) < ($1.rank, $1.at, $1.place) }.map(\.key)
  }

  /// Which of these were never asked for.
  func unchecked(among keys: [CacheKey]) -> Set<CacheKey> {
    Set(keys.filter { items[$0].map { $0.checkedAt == nil } ?? false })
  }

  func isDue(_ key: CacheKey, at now: Timestamp) -> Bool {
    guard let item = items[key] else { return false }
    guard let checkedAt = item.checkedAt else { return true }
    if case .at(let deadline) = item.entry.expiry, deadline <= now, checkedAt < deadline { return true }
    return checkedAt.duration(to: now) >= (follows ? Self.restBetweenRounds : Self.recheck)
  }

  /// The keys whose size is to be asked for.
  func toMeasure(shown: [CacheKey], most: Int) -> [CacheKey] {
    guard most > 0 else { return [] }
    let visible = Set(shown)
    let wanted = shown + order.filter { !visible.contains($0) }
    return Array(
      wanted.lazy.filter { key in
        guard let item = items[key] else { return false }
        return !item.isMeasured && item.entry.size == nil
      }.prefix(most))
  }

  mutating func checked(_ key: CacheKey, _ look: RedisStore.Look, at now: Timestamp) {
    switch look {
    case .absent: remove(key)
    case .present(var entry):
      guard var item = items[key] else { return }
      entry.memory = item.entry.memory
      entry.type = item.entry.type
      if follows { item.isMeasured = false }
      // A first deadline takes room of its own on newer servers: more of it later would look like another value.
      if case .never = item.entry.expiry, case .at = entry.expiry {
        entry.memory = nil
        (item.isMeasured, item.isTyped) = (false, false)
      }
      if case .at(let deadline) = entry.expiry { entry.isOverdue = deadline <= now }
      item.entry = entry
      item.checkedAt = now
      items[key] = item
    }
  }

  /// Nothing was answered: it is asked again in its turn.
  mutating func checkFailed(_ key: CacheKey, at now: Timestamp) {
    items[key]?.checkedAt = now
  }

  /// - Parameter memory: `nil` where it was not told.
  mutating func measured(_ key: CacheKey, _ memory: Int?) {
    guard var item = items[key] else { return }
    item.isMeasured = true
    // A value that takes other room may be of another type.
    if let before = item.entry.memory, before != memory { (item.isTyped, item.entry.type) = (false, nil) }
    item.entry.memory = memory
    items[key] = item
  }

  /// The server's clock was set: what has so much time left by it ends so much sooner or later, and is asked anew.
  mutating func clockMoved(by step: Duration) {
    for key in order {
      items[key]?.checkedAt = nil
      if case .at(let deadline) = items[key]?.entry.expiry {
        items[key]?.entry.expiry = .at(deadline.advanced(by: .zero - step))
        items[key]?.entry.isOverdue = false
      }
    }
  }
}

extension Collection {
  /// One of these, one of the others, and so on; what is left of the longer ones at the end.
  fileprivate func taking(turnsWith others: [Element]) -> [Element] {
    var result: [Element] = []
    var rest = others[...]
    for element in self {
      result.append(element)
      if let other = rest.popFirst() { result.append(other) }
    }
    return result + rest
  }
}
