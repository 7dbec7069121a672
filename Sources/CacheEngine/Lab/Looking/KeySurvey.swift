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
}
