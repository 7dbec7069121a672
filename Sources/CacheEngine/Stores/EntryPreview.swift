/// An entry as the inspector shows it.
public struct EntryPreview: Hashable, Sendable {
  public var summary: EntrySummary
  /// The first bytes of the value: as many as were asked for, fewer when the value is shorter.
  public var bytes: [UInt8]
  /// A server's name for what is not a string ("hash", "stream"), and is never read; `nil` for a string.
  public var type: String?
  /// True when the value may go on, where its size is not known.
  private var isCut: Bool

  /// True when the value goes on after ``bytes``, or may.
  public var isPartial: Bool { summary.size.map { $0 > bytes.count } ?? isCut }

  public init(summary: EntrySummary, bytes: [UInt8], type: String? = nil, isCut: Bool = false) {
    self.summary = summary
    self.bytes = bytes
    self.type = type
    self.isCut = isCut
  }
}
