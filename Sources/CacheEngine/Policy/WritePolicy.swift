/// What a write of a row does to its entry.
public enum WritePolicy: Hashable, Sendable {
  /// The entry is deleted once the database has taken the write.
  case invalidate
  /// The entry is written once the database has taken the write.
  case writeThrough
  /// The entry is written and the client answered at once; the database gets the latest value of a row after a delay.
  case writeBehind(delay: Duration)
  /// Only the database is written; the entry is deleted, or left as it is.
  case writeAround(deletes: Bool)
  /// Only the database is written, and nobody thought of the entry: the mistake everyone makes.
  case forget

  /// As scenarios and screens name it.
  public var name: String {
    switch self {
    case .invalidate: "invalidate"
    case .writeThrough: "write-through"
    case .writeBehind: "write-behind"
    case .writeAround: "write-around"
    case .forget: "forget"
    }
  }
}

extension WritePolicy: CustomStringConvertible {
  public var description: String {
    switch self {
    case .writeBehind(let delay): "\(name) \(delay.text)"
    case .writeAround(let deletes): deletes ? "\(name), deletes" : "\(name), leaves"
    case .invalidate, .writeThrough, .forget: name
    }
  }
}
