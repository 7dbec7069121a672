/// Something that happened to the lab as a whole, marked on the time axes.
public struct LabEvent: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case loadStarted = "load-started"
    case loadStopped = "load-stopped"
    case rateChanged = "rate-changed"
    /// The process was stopped for a while; what would have arrived meanwhile was not sent.
    case gap
    case faultBegan = "fault-began"
    case faultEnded = "fault-ended"
    case cleared
    case policyChanged = "policy-changed"
    case invalidated
    case crashed
    case requestsSent = "requests-sent"
    case finished
    /// A server's clock was set: the lives of its entries changed with it.
    case serverClockMoved = "server-clock-moved"
  }

  public var at: Timestamp
  public var kind: Kind
  /// In a few words.
  public var text: String

  public init(at: Timestamp, kind: Kind, text: String) {
    self.at = at
    self.kind = kind
    self.text = text
  }
}
