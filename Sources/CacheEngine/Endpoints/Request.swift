/// What a client sends: a method and a path, with its query.
public struct Request: Hashable, Sendable, CustomStringConvertible {
  public var method: String
  /// The path with its query, as it was written: `/products?page=2`.
  public var target: String

  public init(method: String = "GET", target: String) {
    self.method = method
    self.target = target
  }

  /// Reads `GET /items/5` or `/items/5`; `nil` unless the last word begins with a slash.
  public init?(parsing text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    guard let target = words.last, target.hasPrefix("/"), words.count <= 2 else { return nil }
    self.init(method: words.count == 2 ? words[0].uppercased() : "GET", target: String(target))
  }

  public var description: String { "\(method) \(target)" }
}

/// What an endpoint answers.
public struct Response: Hashable, Sendable {
  public var request: Request
  public var status: Int
  /// UTF-8 JSON, fields in the order of the endpoint's definition.
  public var body: [UInt8]
  /// The ledger's record; `nil` when the request reached no endpoint (404, 405, 422).
  public var record: LookupRecord?
}
