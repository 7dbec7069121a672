/// Why a store could not do what it was asked.
///
/// Messages may hold text from a server: they pass the sanitiser before any screen, log or export.
public enum StoreError: Error, Hashable, Sendable {
  /// The store does not answer: refused, timed out, connection lost. Nothing is known about the entry.
  case unavailable(String)
  /// The store answered, with an error of its own.
  case rejected(String)
  /// There is a value of ours, but not as it was written.
  case damaged(String)
  /// `add` found an entry under that key.
  case alreadyExists(CacheKey)
  /// `increment` found a value that is not a decimal 64-bit integer, or the sum would not be one.
  case notAnInteger(CacheKey)
  /// The caller stopped waiting; the command may still have been carried out.
  case cancelled
  /// The store takes no changes here. Nothing was sent.
  case readOnly(ReadOnlyReason)
  /// The store was closed.
  case closed
}

extension StoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unavailable(let reason): "store unavailable: \(reason)"
    case .rejected(let reason): "store answered: \(reason)"
    case .damaged(let reason): "damaged value: \(reason)"
    case .alreadyExists(let key): "key \(key) already exists"
    case .notAnInteger(let key): "the value of \(key) is not an integer"
    case .cancelled: "cancelled"
    case .readOnly(let reason): "read-only: \(reason)"
    case .closed: "the store is closed"
    }
  }
}
