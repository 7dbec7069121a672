/// An entry as the inspector shows it.
public struct EntryPreview: Hashable, Sendable {
  public var summary: EntrySummary
  /// The first bytes of the value: as many as were asked for, fewer when the value is shorter.
  public var bytes: [UInt8]

  /// True when the value goes on after ``bytes``.
  public var isPartial: Bool { summary.size.map { $0 > bytes.count } ?? false }

  public init(summary: EntrySummary, bytes: [UInt8]) {
    self.summary = summary
    self.bytes = bytes
  }
}
