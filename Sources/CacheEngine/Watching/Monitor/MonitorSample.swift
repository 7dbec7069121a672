/// What clients asked of a server for a moment, by pattern of their keys.
public struct MonitorSample: Hashable, Sendable {
  public struct Pattern: Hashable, Sendable {
    /// The key with every number in it replaced by `*`.
    public var pattern: String
    public var reads: UInt64 = 0
    public var writes: UInt64 = 0
    public var deletes: UInt64 = 0
    /// Reads of keys that by the list were there. `MONITOR` does not tell what came of a command: this is an estimate.
    public var likelyHits: UInt64 = 0
    public var likelyMisses: UInt64 = 0

    /// The estimate; `nil` where nothing was read of which the list knows.
    public var likelyHitRate: Double? {
      let known = likelyHits + likelyMisses
      return known == 0 ? nil : Double(likelyHits) / Double(known)
    }
  }

  public internal(set) var duration: Duration
  /// Commands that were seen, of all clients.
  public internal(set) var lines = 0
  /// The most asked for first; at most ``mostPatterns``.
  public internal(set) var patterns: [Pattern] = []
  /// Commands on keys of patterns beyond those.
  public internal(set) var others: UInt64 = 0
  /// Servers that were asked: more than one in a cluster.
  public internal(set) var nodes = 1
  /// Those of them that let nothing be seen, each with the reason: to be sanitised.
  public internal(set) var unheard: [String] = []
  /// True when it ended before its time: there were too many commands.
  public internal(set) var isCut = false

  public static let longest = Duration.seconds(2)
  public static let mostLines = 10_000
  static let mostPatterns = 200
}

/// Counts the lines of `MONITOR` as they come. Pure.
struct MonitorTally {
  private let database: Int
  private let pattern: [UInt8]
  private var present: Set<CacheKey>
  /// Whether keys that the list lacks are known to be absent.
  private let isListComplete: Bool
  private var places: [String: Int] = [:]
  private var patterns: [MonitorSample.Pattern] = []
  private var others: UInt64 = 0
  private(set) var lines = 0

  /// - Parameter listing: Which keys are there, as far as one knows.
  init(database: Int, pattern: String, listing: KeyListing, at now: Timestamp) {
    self.database = database
    self.pattern = Array(pattern.utf8)
    present = Set(
      listing.entries.filter { entry in
        if case .at(let deadline) = entry.expiry { deadline > now } else { true }
      }.map(\.key))
    isListComplete = listing.isComplete && !listing.isTruncated
  }

  var isFull: Bool { lines >= MonitorSample.mostLines }

  mutating func count(_ text: [UInt8]) {
    guard !isFull else { return }
    lines += 1
    guard let line = MonitorLine(text), line.database == database else { return }
    for name in line.keys where GlobPattern.matches(name, pattern) {
      count(line.use, CacheKey(KeyNotation.text(of: name)))
    }
  }

  private mutating func count(_ use: MonitorLine.Use, _ key: CacheKey) {
    guard use != .other else { return }
    let name = Self.pattern(of: key.text)
    if places[name] == nil {
      guard patterns.count < MonitorSample.mostPatterns else { return others += 1 }
      places[name] = patterns.count
      patterns.append(MonitorSample.Pattern(pattern: name))
    }
    guard let place = places[name] else { return }
    switch use {
    case .read:
      patterns[place].reads += 1
      if present.contains(key) {
        patterns[place].likelyHits += 1
      } else if isListComplete {
        patterns[place].likelyMisses += 1
      }
    case .write:
      patterns[place].writes += 1
      present.insert(key)
    case .delete:
      patterns[place].deletes += 1
      present.remove(key)
    case .other: break
    }
  }

  func sample(of duration: Duration) -> MonitorSample {
    var sample = MonitorSample(duration: duration)
    sample.lines = lines
    sample.isCut = isFull
    sample.others = others
    sample.patterns = patterns.sorted { left, right in
      let (one, other) = (left.reads + left.writes + left.deletes, right.reads + right.writes + right.deletes)
      return one == other ? left.pattern < right.pattern : one > other
    }
    return sample
  }

  /// `user:17:page:2` becomes `user:*:page:*`.
  static func pattern(of key: String) -> String {
    var pattern = ""
    var isNumber = false
    for scalar in key.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      if !isDigit { pattern.unicodeScalars.append(scalar) } else if !isNumber { pattern += "*" }
      isNumber = isDigit
    }
    return pattern
  }
}
