import CacheEngine

/// Everything that can happen to the dashboard.
public enum Message: Hashable, Sendable {
  case key(Key)
  case snapshot(LabSnapshot)
  case reply(LabReply)
  case resized(Size)
  /// A word from the dashboard to its user.
  case notice(Notice)
  /// The terminal has not taken so many frames by now.
  case framesDropped(UInt64)
}

/// A line that says what just happened, until it is old news.
public struct Notice: Hashable, Sendable {
  public var text: String
  public var isProblem: Bool

  public init(_ text: String, isProblem: Bool = false) {
    self.text = text
    self.isProblem = isProblem
  }
}
