/// Wraps a function so that its results are kept in a cache.
///
/// ```swift
/// let readItem = cached("read_item", ttl: .seconds(60), cache: cache) { (itemID: Int) in
///   try await database.item(itemID)
/// }
/// let item = try await readItem(5)   // the first call loads, key read_item:5
/// let again = try await readItem(5)  // the second is served from the cache
/// try await readItem.invalidate(5)
/// ```
///
/// - Parameters:
///   - name: The function's name in keys and in the ledger.
///   - ttl: The life of an entry; `nil` keeps it for ever.
///   - keyBuilder: What the key is made of. The default covers name and all arguments.
///   - serializer: How results become bytes.
///   - protection: What happens when several calls miss the same key at once.
///   - stores: Says of a result whether it is to be kept. The default keeps all, `nil` included.
///   - load: The function. What it throws passes through untouched and is not cached.
public func cached<Output: Sendable, each Argument: CacheKeyComponent>(
  _ name: String,
  ttl: TTL?,
  keyBuilder: KeyBuilder<repeat each Argument> = .positional,
  serializer: Serializer<Output>,
  cache: Cache,
  protection: Protection = .none,
  stores: @escaping @Sendable (Output) -> Bool = { _ in true },
  load: @escaping @Sendable (repeat each Argument) async throws -> Output
) -> CachedFunction<Output, repeat each Argument> {
  CachedFunction(
    name: name, policy: LookupPolicy(CachePolicy(ttl: ttl, protection: protection)), keyBuilder: keyBuilder,
    serializer: serializer, cache: cache,
    handling: ResultHandling(serializer: serializer, stores: stores), load: load)
}

/// Wraps a function so that its results are kept in a cache, as JSON. See the other `cached` for the parameters.
public func cached<Output: Codable & Sendable, each Argument: CacheKeyComponent>(
  _ name: String,
  ttl: TTL?,
  keyBuilder: KeyBuilder<repeat each Argument> = .positional,
  cache: Cache,
  protection: Protection = .none,
  stores: @escaping @Sendable (Output) -> Bool = { _ in true },
  load: @escaping @Sendable (repeat each Argument) async throws -> Output
) -> CachedFunction<Output, repeat each Argument> {
  CachedFunction(
    name: name, policy: LookupPolicy(CachePolicy(ttl: ttl, protection: protection)), keyBuilder: keyBuilder,
    serializer: .json, cache: cache,
    handling: ResultHandling(serializer: .json, stores: stores), load: load)
}

/// Wraps a function so that its results are kept in a cache, by any policy.
///
/// - Parameters:
///   - policy: How lookups go. Its key and its format are not looked at: here `keyBuilder` and `serializer` decide. Tags
///     are taken as they are written.
///   - isAbsence: Says of a result that there is no such thing: then ``CachePolicy/negativeTTL`` is its life.
public func cached<Output: Sendable, each Argument: CacheKeyComponent>(
  _ name: String,
  policy: CachePolicy,
  keyBuilder: KeyBuilder<repeat each Argument> = .positional,
  serializer: Serializer<Output>,
  cache: Cache,
  isAbsence: @escaping @Sendable (Output) -> Bool = { _ in false },
  load: @escaping @Sendable (repeat each Argument) async throws -> Output
) -> CachedFunction<Output, repeat each Argument> {
  CachedFunction(
    name: name, policy: LookupPolicy(policy), keyBuilder: keyBuilder, serializer: serializer, cache: cache,
    handling: ResultHandling(serializer: serializer, isAbsence: isAbsence), load: load)
}

/// A function whose results are kept in a cache. Made by ``cached(_:ttl:keyBuilder:serializer:cache:stores:load:)``.
public struct CachedFunction<Output: Sendable, each Argument: CacheKeyComponent>: Sendable {
  public let name: String
  /// The name as it stands in keys: escaped, so that `a:b` with 5 is not `a` with "b" and 5.
  @usableFromInline let keyName: String
  @usableFromInline let keyBuilder: KeyBuilder<repeat each Argument>
  @usableFromInline let serializer: Serializer<Output>
  @usableFromInline let cache: Cache
  @usableFromInline let handling: ResultHandling<Output>
  let load: @Sendable (repeat each Argument) async throws -> Output
  @usableFromInline let policy: LookupPolicy
  @usableFromInline let function: FunctionID
  @usableFromInline var bypassed: CacheAccess = []

  init(
    name: String, policy: LookupPolicy, keyBuilder: KeyBuilder<repeat each Argument>, serializer: Serializer<Output>,
    cache: Cache, handling: ResultHandling<Output>,
    load: @escaping @Sendable (repeat each Argument) async throws -> Output
  ) {
    self.name = name
    self.policy = policy
    var keyName = KeyText()
    keyName.append(escaping: name)
    self.keyName = keyName.text
    self.keyBuilder = keyBuilder
    self.serializer = serializer
    self.cache = cache
    self.handling = handling
    self.load = load
    function = cache.ledger.register(name)
  }

  /// The key under which the result for these arguments is kept.
  @inlinable
  public func key(_ argument: repeat each Argument) -> CacheKey {
    keyBuilder.make(keyName, repeat each argument)
  }

  /// The result for these arguments, from the cache where it has one.
  ///
  /// - Throws: What the wrapped function throws, and `CancellationError`. Never an error of the store.
  // Inlinable down to the lookup, so that a hit is compiled for the types of its caller.
  @inlinable
  public nonisolated(nonsending) func callAsFunction(_ argument: repeat each Argument) async throws -> Output {
    let call = call(repeat each argument, request: nil)
    let opening = cache.open(call)
    // A hit that needs no waiting returns from here: no suspension, no closure, no generic wrapper on its way.
    if opening.isPlainHit, case .found(let entry) = opening.found {
      do {
        let value = try serializer.decode(entry.bytes)
        cache.recordHit(call, opening, entry)
        return value
      } catch {
        // Decoded once more below, where the failure is accounted for.
      }
    }
    let open = await cache.begin(call, opening)
    if let bytes = open.bytes {
      do {
        let value = try serializer.decode(bytes)
        if open.wantsRefresh { refresh(open, repeat each argument) }
        cache.finishHit(open)
        return value
      } catch {
        cache.noteUndecodable(error, in: open)
      }
    }
    return try await load(open, repeat each argument).get()
  }

  /// Removes the entry for these arguments. A load that is running for it will not be stored.
  ///
  /// - Throws: ``StoreError`` when the store cannot be reached: then the entry may still be there.
  public func invalidate(_ argument: repeat each Argument) async throws {
    _ = try await cache.delete(key(repeat each argument), voidsToken: policy.usesTokens)
  }

  /// The same function with the cache left aside: `readItem.bypassing(.read)(5)` loads and writes,
  /// `readItem.bypassing(.write)(5)` reads and does not write.
  public func bypassing(_ access: CacheAccess) -> Self {
    var copy = self
    copy.bypassed.formUnion(access)
    return copy
  }

  @usableFromInline
  func refresh(_ open: OpenLookup, _ argument: repeat each Argument) {
    let load = load
    cache.startRefresh(open, handling) { try await load(repeat each argument) }
  }

  @usableFromInline
  nonisolated(nonsending) func load(
    _ open: OpenLookup, _ argument: repeat each Argument
  ) async -> Result<Output, any Error> {
    let load = load
    return await cache.complete(open, handling) { try await load(repeat each argument) }
  }

  @inlinable
  func call(_ argument: repeat each Argument, request: String?) -> LookupCall {
    LookupCall(
      function: function, key: key(repeat each argument), request: request, policy: policy, bypassed: bypassed,
      arguments: keyBuilder.coversArguments ? nil : label(repeat each argument))
  }
}

/// The two ways in which a call touches the store.
public struct CacheAccess: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public static let read = CacheAccess(rawValue: 1)
  public static let write = CacheAccess(rawValue: 2)

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }
}
