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
  /// Kept beside the value by stores that can: it is never part of the bytes.
  public var readPoint: ReadPoint?

  public init(bytes: [UInt8], serializer: String = "bytes", readPoint: ReadPoint? = nil) {
    self.bytes = bytes
    self.serializer = serializer
    self.readPoint = readPoint
  }
}

/// A living entry as a read returns it.
public struct StoredEntry: Hashable, Sendable {
  public var bytes: [UInt8]
  public var expiry: Expiry
  /// `nil` when the store does not know: another program wrote the entry.
  public var readPoint: ReadPoint?

  public init(bytes: [UInt8], expiry: Expiry, readPoint: ReadPoint? = nil) {
    self.bytes = bytes
    self.expiry = expiry
    self.readPoint = readPoint
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
