/// What is on the screen, so that no more is asked of a server than is seen.
public struct Attention: Hashable, Sendable {
  /// Keys in sight, at most some tens.
  public var keys: [CacheKey]
  /// Only keys that hold this text are looked for.
  public var filter: String
  /// Whether the server's counters are shown.
  public var wantsCounters: Bool

  public init(keys: [CacheKey] = [], filter: String = "", wantsCounters: Bool = false) {
    self.keys = keys
    self.filter = filter
    self.wantsCounters = wantsCounters
  }
}

/// What looking costs.
public struct LookingCost: Hashable, Sendable {
  /// Commands a second, over the last ten.
  public var perSecond: Double
  /// What looking added to the server's count of hits so far.
  public var hits: UInt64
  /// What the user may not do, each as the server worded it: to be sanitised.
  public var refusals: [String]

  public init(perSecond: Double, hits: UInt64 = 0, refusals: [String] = []) {
    self.perSecond = perSecond
    self.hits = hits
    self.refusals = refusals
  }
}
