extension Remark {
  /// Its name in a recording.
  var kind: String {
    switch self {
    case .notEncodable: "not_encodable"
    case .notDecodable: "not_decodable"
    case .excluded: "excluded"
    case .invalidatedDuringLoad: "invalidated_during_load"
    case .readBypassed: "read_bypassed"
    case .writeBypassed: "write_bypassed"
    case .storeFailed: "store_failed"
    case .writeFailed: "write_failed"
    case .notStoredReadOnly: "not_stored_read_only"
    case .loadFailed: "load_failed"
    case .sharedKey: "shared_key"
    case .loadTimedOut: "load_timed_out"
    case .circuitOpen: "circuit_open"
    case .leaseRanOut: "lease_ran_out"
    case .lockFailed: "lock_failed"
    case .tokenVoid: "token_void"
    case .refreshRuns: "refresh_runs"
    case .cyclicLoad: "cyclic_load"
    case .writeBehind: "write_behind"
    case .entryLeft: "entry_left"
    case .invalidationForgotten: "invalidation_forgotten"
    }
  }

  /// What it says besides its kind.
  var texts: [String] {
    switch self {
    case .notEncodable(let text), .notDecodable(let text), .storeFailed(let text), .writeFailed(let text),
      .notStoredReadOnly(let text),
      .loadFailed(let text), .lockFailed(let text), .cyclicLoad(let text):
      [text]
    case .sharedKey(let filled, let asked): [filled, asked]
    case .excluded, .invalidatedDuringLoad, .readBypassed, .writeBypassed, .loadTimedOut, .circuitOpen, .leaseRanOut,
      .tokenVoid, .refreshRuns, .writeBehind, .entryLeft, .invalidationForgotten:
      []
    }
  }

  /// `nil` where no remark has this kind with so many texts.
  init?(kind: String, texts: [String]) {
    switch (kind, texts.count) {
    case ("not_encodable", 1): self = .notEncodable(texts[0])
    case ("not_decodable", 1): self = .notDecodable(texts[0])
    case ("excluded", 0): self = .excluded
    case ("invalidated_during_load", 0): self = .invalidatedDuringLoad
    case ("read_bypassed", 0): self = .readBypassed
    case ("write_bypassed", 0): self = .writeBypassed
    case ("store_failed", 1): self = .storeFailed(texts[0])
    case ("write_failed", 1): self = .writeFailed(texts[0])
    case ("not_stored_read_only", 1): self = .notStoredReadOnly(texts[0])
    case ("load_failed", 1): self = .loadFailed(texts[0])
    case ("shared_key", 2): self = .sharedKey(filledFor: texts[0], askedFor: texts[1])
    case ("load_timed_out", 0): self = .loadTimedOut
    case ("circuit_open", 0): self = .circuitOpen
    case ("lease_ran_out", 0): self = .leaseRanOut
    case ("lock_failed", 1): self = .lockFailed(texts[0])
    case ("token_void", 0): self = .tokenVoid
    case ("refresh_runs", 0): self = .refreshRuns
    case ("write_behind", 0): self = .writeBehind
    case ("entry_left", 0): self = .entryLeft
    case ("invalidation_forgotten", 0): self = .invalidationForgotten
    case ("cyclic_load", 1): self = .cyclicLoad(texts[0])
    default: return nil
    }
  }
}
