/// When an entry ends.
public enum Expiry: Hashable, Sendable {
  case never
  case at(Timestamp)
  /// Another program wrote the entry, and nobody asked the server for its time yet.
  case unknown
}

/// What is written: the bytes, and which serializer made them (shown, never needed to read).
public struct EncodedValue: Hashable, Sendable {
  public var bytes: [UInt8]
  public var serializer: String
  public var facts: EntryFacts
  /// Whether whoever reads the entry needs the facts: a store that has no place for them keeps them with the bytes then.
  public var needsFacts: Bool
  /// Whether another program reads the entry: then the bytes are kept as they are, and nothing beside them.
  public var isBare: Bool

  public init(
    bytes: [UInt8], serializer: String = "bytes", facts: EntryFacts = .unknown, needsFacts: Bool = false,
    isBare: Bool = false
  ) {
    self.isBare = isBare
    self.bytes = bytes
    self.serializer = serializer
    self.facts = facts
    self.needsFacts = needsFacts
  }
}

/// A living entry as a read returns it.
public struct StoredEntry: Hashable, Sendable {
  public var bytes: [UInt8]
  public var expiry: Expiry
  public var facts: EntryFacts
  /// True when the facts decide nothing: it is fresh for as long as the store has it. Told apart from the facts, so that a
  /// plain hit need not look at them.
  var isPlain: Bool
  /// What its load took, in nanoseconds, for the same reason.
  var loadNanoseconds: Int64

  public init(bytes: [UInt8], expiry: Expiry, facts: EntryFacts = .unknown) {
    self.init(
      bytes: bytes, expiry: expiry, facts: facts, isPlain: facts == .unknown, loadNanoseconds: facts.loadNanoseconds)
  }

  init(bytes: [UInt8], expiry: Expiry, facts: EntryFacts, isPlain: Bool, loadNanoseconds: Int64) {
    self.isPlain = isPlain
    self.loadNanoseconds = loadNanoseconds
    self.bytes = bytes
    self.expiry = expiry
    self.facts = facts
  }
}

/// The answer to a read. Absent entries say how they left, as far as the store knows.
public enum StoreReading: Hashable, Sendable {
  case found(StoredEntry)
  case absent(Absence)

  /// The entry, or `nil`.
  public var entry: StoredEntry? {
    if case .found(let entry) = self { entry } else { nil }
  }
}

/// Why there is no entry under a key.
public enum Absence: Hashable, Sendable {
  /// Never seen, or so long ago that it was forgotten.
  case cold
  case left(Departure, at: Timestamp)
}

/// The ways an entry leaves a store other than by being replaced.
public enum Departure: String, Hashable, Sendable, CaseIterable {
  case expired, evicted, invalidated, cleared
}

/// The time an entry has left.
public enum TimeLeft: Hashable, Sendable {
  case absent
  case unlimited
  case limited(Duration)
}
