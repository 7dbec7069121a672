import CacheEngine
import Testing

/// A store under test, with its time: a manual clock is moved for stores that are told the time, real time is waited for
/// where it is a server's.
public struct ContractWorld: Sendable {
  public var store: any CacheStore
  public var now: @Sendable () -> Timestamp
  public var advance: @Sendable (Duration) async throws -> Void

  public init(
    store: any CacheStore, now: @escaping @Sendable () -> Timestamp,
    advance: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.store = store
    self.now = now
    self.advance = advance
  }
}

/// One sentence of the contract of ``CacheStore``, and how to check it on an empty store.
public struct ContractCase: Sendable, CustomTestStringConvertible {
  public var testDescription: String
  public var run: @Sendable (ContractWorld) async throws -> Void

  init(_ sentence: String, _ run: @escaping @Sendable (ContractWorld) async throws -> Void) {
    testDescription = sentence
    self.run = run
  }
}

/// The contract of ``CacheStore``, for every store there is.
public enum StoreContract {
  public static let cases = writing + expiring + counting + listing + leasing + grouping + ending

  /// Longer than any test takes.
  static let long = TTL.seconds(600)
  static let short = TTL.milliseconds(40)
  static let pastShort = Duration.milliseconds(60)
}

extension ContractWorld {
  func set(_ key: String, _ text: String = "value", ttl: TTL? = nil) async throws {
    try await store.set(CacheKey(key), EncodedValue(text), ttl: ttl, at: now())
  }

  func text(_ key: String) async throws -> String? {
    try await store.get(CacheKey(key), at: now()).entry.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  func timeLeft(_ key: String) async throws -> TimeLeft {
    try await store.timeLeft(CacheKey(key), at: now())
  }

  /// All keys of a list, page by page; a list that does not end is cut after a thousand pages.
  func keys(prefix: String = "", limit: Int = 100) async throws -> [String] {
    var keys: [String] = []
    var cursor: ListCursor?
    for _ in 0..<1_000 {
      let page = try await store.list(prefix: prefix, after: cursor, limit: limit, at: now())
      #expect(page.entries.count <= limit)
      keys += page.entries.map(\.key.text)
      guard let next = page.next else { return keys }
      cursor = next
    }
    Issue.record("the list does not end")
    return keys
  }
}

extension EncodedValue {
  init(_ text: String) {
    self.init(bytes: Array(text.utf8), serializer: "string")
  }
}

/// Whether there is something left, and at most `most`.
func isLimited(_ left: TimeLeft, to most: Duration) -> Bool {
  if case .limited(let duration) = left { duration <= most && duration >= .zero } else { false }
}
