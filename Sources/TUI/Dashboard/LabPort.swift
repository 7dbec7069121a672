import CacheEngine

/// The dashboard's way to the engine: it pulls a snapshot when it is about to draw, and hands commands over without waiting.
public protocol LabPort {
  /// A reading of everything, with at most so many of the newest records.
  func snapshot(records wanted: Int) -> LabSnapshot
  func send(_ command: LabCommand)
  /// What came of commands since the last call.
  func takeReplies() -> [LabReply]
}
