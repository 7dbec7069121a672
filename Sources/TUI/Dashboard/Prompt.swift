import CacheEngine

/// A line that is being typed.
public struct Prompt: Hashable, Sendable {
  public enum Purpose: Hashable, Sendable {
    /// A command, or a path to send.
    case command
    /// The request that Enter sends from now on.
    case request
    /// How many requests a burst sends; an empty line means `usual`.
    case burst(usual: Int)
    case ttl(CacheKey)
    /// Seconds of the lab in one of the machine.
    case speed(now: Double)
    /// How much load comes.
    case rate(now: String)
    /// Where a recording goes on.
    case seek
    case filter
    /// Which entries are invalidated together.
    case group
    /// Clearing asks for the word.
    case clear(word: String)
  }

  static let longest = 1_000

  public internal(set) var purpose: Purpose
  public internal(set) var line: EditLine
  /// Why the line was not accepted.
  public internal(set) var problem: String?
  /// What Tab offers, and which of it was taken last.
  public internal(set) var completion: Completion?

  init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    line = EditLine(text)
  }

  public var label: String {
    switch purpose {
    case .command: ":"
    case .request: "request: "
    case .burst(let usual): "how many at once (Enter: \(usual)): "
    case .ttl(let key): "new TTL of \(key.text) (30s, 1m30s, none): "
    case .speed(let now): "speed (\(StepLadder.speeds.rangeText()), now \(Figures.factor(now))): "
    case .rate(let now): "load (200/s or x2, now \(now)): "
    case .seek: "go to (1m30s, or -10s from here): "
    case .filter: "filter: "
    case .group: "invalidate (tag items, version read_item, prefix read_item:): "
    case .clear(let word): "type \(word) to remove every entry of the store: "
    }
  }
}

/// Candidates for what is being typed.
public struct Completion: Hashable, Sendable {
  public internal(set) var candidates: [String]
  public internal(set) var taken: Int?
}

/// Whether entries are to be invalidated together, once it is known which.
public struct GroupQuestion: Hashable, Sendable {
  public internal(set) var preview: GroupPreview
  /// What has to be typed to mean yes; `nil`: y will do.
  public internal(set) var word: String?
  public internal(set) var line = EditLine()

  /// Many entries on a server are not removed by one key.
  init(_ preview: GroupPreview, on dialect: StoreDialect) {
    self.preview = preview
    if case .redis(let prefix) = dialect, preview.count > 1 || preview.isCut { word = prefix }
  }

  var command: LabCommand {
    preview.group == .prefix("") ? .clear : .invalidate(preview.group)
  }
}

/// A question that must be answered with y.
public struct Confirmation: Hashable, Sendable {
  public internal(set) var question: String
  public internal(set) var command: LabCommand
}
