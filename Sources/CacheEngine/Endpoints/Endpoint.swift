/// An endpoint at work: its definition, the database behind it and the cache in front.
struct Endpoint: Sendable {
  let definition: EndpointDefinition
  let policy: LookupPolicy
  private let function: CachedFunction<ResponseBody, RouteArguments>
  private let cache: Cache
  private let database: Database
  let client: DatabaseClient
  private let load: Lock<LatencyModel>
  private let table: Int

  /// - Parameter table: The number of the endpoint's table among those of the lab.
  init(_ definition: EndpointDefinition, cache: Cache, database: Database, table: Int, generator: SeededGenerator) {
    self.definition = definition
    self.cache = cache
    self.database = database
    self.table = table
    let client = database.register()
    let load = Lock(definition.load)
    self.client = client
    self.load = load
    let settings = definition.cache ?? CachePolicy()
    policy = LookupPolicy(
      LookupPolicy.Settings(ttl: settings.ttl, jitter: settings.jitter, protection: settings.protection),
      generator: generator)
    var function = CachedFunction(
      name: definition.name, policy: policy, keyBuilder: definition.keyBuilder, serializer: .of(settings), cache: cache,
      stores: { $0.hasRow }
    ) { (arguments: RouteArguments) in
      let row = arguments.row(of: table)
      let reading = try await database.read(row, of: definition.table, taking: load.withLock { $0 }, for: client)
      return ResponseBody.loaded(
        LoadedResponse(template: definition.response, arguments: arguments, reading: reading))
    }
    function.readPoint = { $0.readPoint }
    if definition.cache == nil { function = function.bypassing([.read, .write]) }
    self.function = function
  }

  /// What the lab needs to know of a request before it can be answered: made once for a request that is sent often.
  func prepare(_ request: Request, _ arguments: RouteArguments) -> PreparedRequest {
    PreparedRequest(request: request, text: request.description, arguments: arguments)
  }

  /// The answer, if it takes no waiting; else how the request begins.
  func respondAtOnce(to prepared: PreparedRequest, arrivedAt: Timestamp?) -> EndpointOpening {
    var call = function.call(prepared.arguments, request: prepared.text)
    call.arrivedAt = arrivedAt
    call.row = prepared.arguments.row(of: table)
    let (lookup, opening) = function.lookUpAtOnce(call)
    return EndpointOpening(call: call, opening: opening, lookup: lookup)
  }

  /// The answer, however long it takes.
  func respond(to prepared: PreparedRequest, _ begun: EndpointOpening) async -> Response {
    let lookup: Lookup<ResponseBody>
    if let known = begun.lookup {
      lookup = known
    } else {
      lookup = await function.lookUp(begun.call, begun.opening, prepared.arguments)
    }
    switch lookup.result {
    case .success(let body):
      let status = body.hasRow ? 200 : 404
      return Response(request: prepared.request, status: status, body: body.bytes, record: lookup.record)
    case .failure:
      let (status, detail) =
        lookup.record.outcome == .cancelled ? (499, "Client Closed Request") : (500, "Internal Server Error")
      return Response(request: prepared.request, status: status, body: Response.detail(detail), record: lookup.record)
    }
  }

  /// Changes the row, then does to its entry what the write policy says.
  func write(_ prepared: PreparedRequest, arrivedAt: Timestamp?) async -> Response {
    var call = function.call(prepared.arguments, request: prepared.text)
    call.arrivedAt = arrivedAt
    var record = cache.ledger.begin(call, at: cache.clock.now)
    let row = prepared.arguments.row(of: table)
    do {
      try await database.write(row, taking: load.withLock { $0 }, for: client)
      record.outcome = .write
      await invalidate(call.key, &record)
    } catch {
      record.outcome = error is CancellationError ? .cancelled : .error
      record.remarks.append(.loadFailed("\(error)"))
    }
    cache.finish(call, &record)
    let isDone = record.outcome == .write
    return Response(
      request: prepared.request, status: isDone ? 204 : 500,
      body: isDone ? [] : Response.detail("Internal Server Error"), record: record)
  }

  func change(_ change: PolicyChange) {
    policy.change { settings in
      if let ttl = change.ttl { settings.ttl = ttl }
      if let jitter = change.jitter { settings.jitter = jitter }
      if let protection = change.protection { settings.protection = protection }
    }
    if let model = change.load { load.withLock { $0 = model } }
  }

  /// The endpoint as it is set now.
  var summary: EndpointSummary {
    var summary = EndpointSummary(definition)
    let settings = policy.settings
    if definition.cache != nil { summary.ttl = settings.ttl }
    summary.jitter = settings.jitter
    summary.protection = settings.protection
    summary.load = load.withLock { $0 }
    return summary
  }

  private func invalidate(_ key: CacheKey, _ record: inout LookupRecord) async {
    guard definition.cache != nil else { return }
    do throws(StoreError) {
      _ = try await cache.delete(key)
    } catch {
      record.remarks.append(.storeFailed(error.description))
    }
  }
}

/// A request that was matched to its endpoint.
struct PreparedRequest: Sendable {
  var request: Request
  var text: String
  var arguments: RouteArguments
}

/// How a request to an endpoint begins: with its answer, when nothing had to be waited for.
struct EndpointOpening: Sendable {
  var call: LookupCall
  var opening: LookupOpening
  var lookup: Lookup<ResponseBody>?
}

extension EndpointDefinition {
  var keyBuilder: KeyBuilder<RouteArguments> {
    let names = route.parameters.map(\.name)
    switch cache?.key {
    case .positional, nil: return route.parameters.isEmpty ? .fixed(name) : .positional
    case .fixed(let text): return .fixed(text)
    case .template(let text):
      guard let template = try? KeyTemplate(text, parameters: names) else { return .fixed(text) }
      return KeyBuilder(coversArguments: template.covers(argumentCount: names.count)) { (_, arguments: RouteArguments) in
        KeyText(template.text(for: arguments.texts)).finished
      }
    }
  }
}

extension Response {
  static func detail(_ text: String) -> [UInt8] {
    (try? JSONWriter.bytes(of: .object([JSONField("detail", .string(text))]))) ?? []
  }
}
