/// A look at an entry: what a key list says of it, and the beginning of its value.
public struct EntryPreview: Hashable, Sendable {
  /// Its `size` is that of the whole value.
  public var summary: EntrySummary
  /// The first bytes of the value, at most as many as were asked for.
  public var bytes: [UInt8]

  public init(summary: EntrySummary, bytes: [UInt8]) {
    self.summary = summary
    self.bytes = bytes
  }
}
