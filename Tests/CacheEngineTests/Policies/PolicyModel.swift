@testable import CacheEngine

/// What caching by policies means, written down once more and as plainly as can be: entries in a dictionary, the rules in the
/// order in which they are told, one request after the other.
///
/// It shares the names of settings with the engine, and nothing of how the engine decides. Time is in nanoseconds.
struct PolicyModel {
  struct Entry {
    var freshUntil: Int64
    var keptUntil: Int64
    var writtenAt: Int64
    var loadBegan: Int64
    var isNegative = false
  }

  struct Endpoint {
    var name: String
    var policy: CachePolicy
    var breaker = ModelBreaker()
  }

  /// What is wrong at the moment.
  struct Faults {
    var isDatabaseDown = false
    var isDatabaseFailing = false
    var slowness: Int64 = 1
    var isStoreDown = false
    var isStoreLosing = false
    var storeTime: Int64 = 0
  }

  /// How many there should be of each in the ledger.
  struct Counts: Hashable {
    var started: UInt64 = 0
    var outcomes: [Outcome: UInt64] = [:]
    var loads: UInt64 = 0
  }

  static let never = Int64.max
  static let load: Int64 = 20_000_000
  /// Rows from 1 to here exist.
  static let rows = 4

  var now: Int64 = 0
  /// Until when a load goes on that nobody waits for; `nil` when none does.
  private(set) var busyUntil: Int64?
  var endpoints: [Endpoint]
  var faults = Faults()
  var entries: [String: Entry] = [:]
  var versions: [String: Int64] = [:]
  var stamps: [String: Int64] = [:]
  /// Until when a load that failed is not tried again.
  var retryAt: [String: Int64] = [:]
  var counts = Counts()

  /// Names of what should be in the store, once what has ended is forgotten.
  var livingNames: [String] {
    (Array(entries.keys) + versions.keys + stamps.keys).sorted()
  }

  var isBusy: Bool { busyUntil != nil }

  mutating func goesOn(until moment: Int64) { busyUntil = max(busyUntil ?? 0, moment) }

  /// Lets the time pass until nothing goes on any more.
  mutating func settle() {
    now = max(now, busyUntil ?? now) + 1_000
    busyUntil = nil
  }

  /// Entries that have ended are nothing to anybody.
  mutating func forgetEnded() { entries = entries.filter { $0.value.keptUntil > now } }

  func count(_ outcome: Outcome) -> UInt64 { counts.outcomes[outcome, default: 0] }

  static func tags(of row: Int) -> [String] { ["all", "one:\(row)"] }
}

extension PolicyModel {
  /// A command to the store. False when the store does not answer.
  func command(_ line: inout Int64) -> Bool {
    if faults.isStoreDown { return false }
    line += faults.storeTime
    return true
  }

  /// The version that is part of keys; made where there is none.
  mutating func version(of name: String, at moment: Int64) -> Int64 {
    if let version = versions["version:\(name)"] { return version }
    let first = max(1, moment / 1_000_000)
    versions["version:\(name)"] = first
    return first
  }

  /// `nil` when the store does not tell the version.
  mutating func key(_ place: Int, _ row: Int, _ line: inout Int64) -> String? {
    let endpoint = endpoints[place]
    guard endpoint.policy.isVersioned else { return "\(endpoint.name):\(row)" }
    guard command(&line) else { return nil }
    return "v\(version(of: endpoint.name, at: line)):\(endpoint.name):\(row)"
  }

  /// Stores an entry as the policy of the endpoint wants it.
  mutating func keep(_ place: Int, _ key: String, absence: Bool, loadBegan: Int64, at moment: Int64) {
    let policy = endpoints[place].policy
    guard let life = absence ? policy.negativeTTL : policy.ttl else {
      entries[key] = Entry(
        freshUntil: Self.never, keptUntil: Self.never, writtenAt: moment, loadBegan: loadBegan, isNegative: absence)
      return
    }
    let grace = absence ? 0 : max(length(policy.staleWhileRevalidate), length(policy.staleIfError?.keep))
    let end = moment + length(life.duration)
    entries[key] = Entry(
      freshUntil: end, keptUntil: end + grace, writtenAt: moment, loadBegan: loadBegan, isNegative: absence)
  }

  func length(_ duration: Duration?) -> Int64 { duration?.wholeNanoseconds ?? 0 }
}
