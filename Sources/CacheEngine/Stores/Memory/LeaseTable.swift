/// Leases of a memory store: who holds which, until when.
struct LeaseTable {
  private struct Lease {
    var token: UInt64
    var until: Timestamp
  }

  private var leases: [CacheKey: Lease] = [:]
  /// Leases that are over are thrown out when there are this many.
  private var crowd = 64

  mutating func acquire(_ key: CacheKey, token: UInt64, until: Timestamp, at now: Timestamp) -> Bool {
    if let held = leases[key], held.until > now { return false }
    leases[key] = Lease(token: token, until: until)
    if leases.count > crowd {
      leases = leases.filter { $0.value.until > now }
      crowd = max(64, leases.count * 2)
    }
    return true
  }

  func isHeld(_ key: CacheKey, by token: UInt64, at now: Timestamp) -> Bool {
    leases[key].map { $0.token == token && $0.until > now } ?? false
  }

  mutating func release(_ key: CacheKey, token: UInt64) {
    if leases[key]?.token == token { leases[key] = nil }
  }

  mutating func void(_ key: CacheKey) {
    if !leases.isEmpty { leases[key] = nil }
  }
}
