import CacheEngine

/// Why a request went as it did, in sentences.
enum Explanation {
  /// Why it missed, or was served something old; `nil` where there is nothing to explain.
  static func why(_ record: LookupRecord, on store: StoreStatus) -> String? {
    if let reason = record.staleReason { return sentence(reason) }
    if let cause = record.cause { return sentence(cause, on: store) }
    switch record.outcome {
    case .negative:
      return "The entry says that there is no such row: that was kept, so the database was not asked again."
    case .refresh: return "No client waited for this: it was started to renew the entry before it is missed."
    case .bypass: return "The store was not asked, or did not answer: the load ran as if there were no cache."
    default: return nil
    }
  }

  static func sentence(_ reason: StaleReason) -> String {
    switch reason {
    case .revalidating:
      "Its time was up, but within stale-while-revalidate: it was served at once while a load renews it."
    case .loadFailed: "The load failed, so the old entry was served instead of an error (stale-if-error)."
    case .throttled: "A load failed a moment ago and is not tried again yet: until then the old entry is served."
    case .loadTimedOut: "The load takes longer than the soft timeout: the old entry was served, the load goes on."
    case .circuitOpen: "The circuit breaker is open: no load is tried, and the old entry is served."
    }
  }

  static func sentence(_ cause: MissCause, on store: StoreStatus) -> String {
    switch cause {
    case .cold: "Nothing was known of the key: the first request for it, or the first after it was forgotten."
    case .expired(let ago): "The entry had reached the end of its TTL \(Figures.latency(ago)) before."
    case .evicted where store.kind != "memory":
      "The entry is gone before its time: evicted, or removed by somebody else."
    case .evicted: "The entry had been evicted to make room for others."
    case .invalidated: "The entry had been deleted, as its row was changed or somebody said so."
    case .cleared: "The store had been cleared, and the entry with it."
    case .version: "The entry belongs to an older version of its namespace: nobody can reach it any more."
    case .undecodable: "There were bytes under the key, but the serializer cannot read them: they count as no entry."
    case .storeError: "The store answered with an error of its own: that counts as no entry."
    }
  }

  static func sentence(_ remark: Remark) -> String {
    switch remark {
    case .notEncodable(let reason): "The result could not be encoded (\(safe(reason))): it was returned, not stored."
    case .notDecodable(let reason): "The bytes found could not be decoded: \(safe(reason))."
    case .excluded: "The result was not to be stored: the predicate excluded it."
    case .invalidatedDuringLoad:
      "The key was invalidated while the load ran: the result may be older, and was not stored."
    case .readBypassed: "The store was not read, as the request asked for."
    case .writeBypassed: "The result was not written to the store, as the request asked for."
    case .storeFailed(let reason): "The store failed: \(safe(reason))."
    case .writeFailed(let reason): "The result was returned, but the store did not take it: \(safe(reason))."
    case .notStoredReadOnly(let reason):
      "The result was returned, not stored: read-only, as \(safe(reason)); --write allows it."
    case .loadFailed(let reason): "The load failed: \(safe(reason))."
    case .loadTimedOut: "The load took longer than the hard timeout; it goes on, and fills the cache."
    case .circuitOpen: "Too many loads had failed: the circuit breaker let none be tried."
    case .leaseRanOut: "The lock's holder took longer than its lease: this request stopped waiting and loaded too."
    case .lockFailed(let reason): "The lock could not be taken (\(safe(reason))): this request loaded without it."
    case .tokenVoid: "The token was voided by a deletion, or had run out: the result was not stored."
    case .refreshRuns: "No refresh was started, as one was running."
    case .writeBehind: "The write was acknowledged before the database had it; until then it is at risk."
    case .entryLeft: "The database was written around the cache: the entry keeps the old value until its TTL ends."
    case .invalidationForgotten: "Nobody thought of the entry: it keeps the old value until its TTL ends."
    case .cyclicLoad(let path): "The load asked for its own key: \(safe(path))."
    case .sharedKey(let filled, let asked):
      "The entry had been filled for \(safe(filled)), not for \(safe(asked)): they share a key."
    }
  }

  /// `2.00s = read 9µs + load 1.98s + write 41µs`
  static func phases(_ record: LookupRecord) -> String {
    let parts: [(String, Duration?)] = [
      ("read", record.phases.read), ("load", record.phases.load), ("write", record.phases.write),
    ]
    let known = parts.compactMap { name, time in time.map { "\(name) \(Figures.latency($0))" } }
    return Figures.latency(record.service) + (known.isEmpty ? "" : " = " + known.joined(separator: " + "))
  }

  /// What a key has to do with others that it should not.
  static func sentences(_ relations: KeyRelations) -> [String] {
    var sentences: [String] = []
    if let request = relations.sameKey {
      sentences.append("\(safe(request)) uses the same key: whoever comes second gets what was kept for the first.")
    }
    if let key = relations.likeKey {
      sentences.append(
        "\(safe(key.text)) looks like another key for the same arguments: each is loaded and kept apart.")
    }
    return sentences
  }
}
