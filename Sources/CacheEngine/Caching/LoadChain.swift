/// The loads that the present one runs inside of: a load may call other cached functions.
final class LoadChain: Sendable {
  @TaskLocal static var current: LoadChain?

  let place: FlightKey
  private let parent: LoadChain?

  init(_ place: FlightKey, within parent: LoadChain?) {
    self.place = place
    self.parent = parent
  }

  /// The keys from the first load for `place` to here; `nil` when none is running further up.
  func path(from place: FlightKey) -> [CacheKey]? {
    var keys: [CacheKey] = []
    var link: LoadChain? = self
    while let here = link {
      keys.insert(here.place.key, at: 0)
      if here.place == place { return keys }
      link = here.parent
    }
    return nil
  }

  func contains(_ place: FlightKey) -> Bool { path(from: place) != nil }
}

/// Which running load waits for which flight: where that comes round in a circle nobody would ever go on.
struct LoadWaits {
  private var waits: [FlightKey: [FlightKey]] = [:]

  /// True when the wait of `load` for `flight` was entered; false when it would close a circle.
  mutating func enter(_ load: FlightKey, waitsFor flight: FlightKey) -> Bool {
    var seen: Set<FlightKey> = []
    var next = [flight]
    while let place = next.popLast() {
      if place == load { return false }
      if seen.insert(place).inserted { next += waits[place] ?? [] }
    }
    waits[load, default: []].append(flight)
    return true
  }

  mutating func leave(_ load: FlightKey, _ flight: FlightKey) {
    guard let index = waits[load]?.firstIndex(of: flight) else { return }
    waits[load]?.remove(at: index)
    if waits[load]?.isEmpty == true { waits[load] = nil }
  }
}

/// A load asked for its own result, by way of the keys named.
public struct CyclicLoadError: Error, Hashable, Sendable, CustomStringConvertible {
  public var path: [CacheKey]

  public var description: String {
    "a load needs its own result: " + path.map(\.text).joined(separator: " → ")
  }
}

/// A load took longer than the policy lets a request wait. It goes on, and fills the cache.
public struct LoadTimeoutError: Error, Hashable, Sendable, CustomStringConvertible {
  public init() {}

  public var description: String { "the load took longer than the timeout" }
}

/// Too many loads have failed: this one was not tried.
public struct CircuitOpenError: Error, Hashable, Sendable, CustomStringConvertible {
  public init() {}

  public var description: String { "the circuit is open: too many loads have failed" }
}
