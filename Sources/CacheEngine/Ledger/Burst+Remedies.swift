/// What can be done about a burst.
public enum Remedy: Hashable, Sendable {
  case none, singleFlight
  /// A lock in the store, kept at most so long.
  case lease(Duration)
  /// XFetch with this β.
  case earlyRefresh(beta: Double)
  case staleWhileRevalidate
}

/// What a remedy would have made of a burst.
public struct BurstEstimate: Hashable, Sendable {
  public var remedy: Remedy
  public var loads: Int
  /// How many requests would have waited.
  public var waits: Int
  public var longestWait: Duration
  /// How probable it is that this comes true, 0 to 1; `nil` where chance has no part.
  public var chance: Double?
}

extension Burst {
  /// What `remedy` would have made of the same requests at the same moments, if every load took what the longest one did.
  ///
  /// An estimate: fewer loads also make the database faster. `nil` where the remedy needs an entry and there was none.
  public func estimate(under remedy: Remedy) -> BurstEstimate? {
    let count = requests.count
    switch remedy {
    case .none: return BurstEstimate(remedy: remedy, loads: count, waits: count, longestWait: load)
    case .singleFlight: return BurstEstimate(remedy: remedy, loads: 1, waits: count, longestWait: load)
    case .lease(let lease): return estimate(lease: lease)
    case .earlyRefresh(let beta):
      guard expiredAt != nil else { return nil }
      let chance = chanceOfEarlyRefresh(beta: beta)
      return BurstEstimate(remedy: remedy, loads: 1, waits: 0, longestWait: .zero, chance: chance)
    case .staleWhileRevalidate:
      guard expiredAt != nil else { return nil }
      return BurstEstimate(remedy: remedy, loads: 1, waits: 0, longestWait: .zero)
    }
  }

  /// Whoever has waited a whole lease looks again, finds nothing as the holder still loads, and loads too.
  private func estimate(lease: Duration) -> BurstEstimate {
    let late = requests.dropFirst().count { beganAt.duration(to: $0.startedAt) + lease < load }
    return BurstEstimate(
      remedy: .lease(lease), loads: 1 + late, waits: requests.count, longestWait: late > 0 ? lease + load : load)
  }

  /// A read at t before the end refreshes with probability e^(−t/(βδ)), where δ is what the load takes. One that begins
  /// less than δ before the end comes too late: its load is not done in time.
  private func chanceOfEarlyRefresh(beta: Double) -> Double {
    let scale = beta * load.inSeconds
    guard scale > 0 else { return 0 }
    var chanceOfNone = 1.0
    for read in readsBeforeEnd where read >= load {
      chanceOfNone *= 1 - PortableMath.exp(-read.inSeconds / scale)
    }
    return 1 - chanceOfNone
  }
}
