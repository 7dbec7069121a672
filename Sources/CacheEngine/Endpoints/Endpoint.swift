/// An endpoint at work: its definition, the database behind it and the cache in front.
///
/// It takes the same way through the cache as a `CachedFunction`, and keeps the ledger's record of each step.
final class Endpoint: Sendable {
  let definition: EndpointDefinition
  let policy: LookupPolicy
  let client: DatabaseClient
  let function: CachedFunction<ResponseBody, RouteArguments>
  let cache: Cache
  let database: Database
  let writeBehind: WriteBehind
  let load: Lock<LatencyModel>
  /// The number of the endpoint's table among those of the lab.
  private let table: Int

  init(_ definition: EndpointDefinition, cache: Cache, database: Database, table: Int, generator: SeededGenerator) {
    self.definition = definition
    self.cache = cache
    self.database = database
    self.table = table
    let client = database.register(table: definition.table)
    let load = Lock(definition.load)
    self.client = client
    writeBehind = WriteBehind(database: database, clock: cache.clock, client: client)
    self.load = load
    let settings = definition.cache ?? CachePolicy()
    policy = LookupPolicy(settings, generator: generator)
    let function = CachedFunction(
      name: definition.name, policy: policy, keyBuilder: definition.keyBuilder, serializer: .of(settings), cache: cache,
      handling: ResultHandling(
        serializer: .of(settings), isAbsence: { !$0.hasRow }, readPoint: { $0.readPoint }, mayNest: false)
    ) { (arguments: RouteArguments) in
      let reading = try await database.read(arguments.row(of: table), taking: load.withLock { $0 }, for: client)
      return .loaded(LoadedResponse(template: definition.response, arguments: arguments, reading: reading))
    }
    self.function = definition.cache == nil ? function.bypassing([.read, .write]) : function
  }

  /// What the lab needs to know of a request before it can be answered: made once for a request that is sent often.
  func prepare(_ request: Request, _ arguments: RouteArguments) -> PreparedRequest {
    var call = function.call(arguments, request: request.description)
    if let policy = definition.cache {
      call.groups = CallGroups(
        policy, function: definition.name, key: call.key, tags: definition.tags(for: arguments))
    }
    return PreparedRequest(request, arguments, row: arguments.row(of: table), call: call)
  }

  /// Begins a request: `nil` when it took no waiting, and is done.
  func serveAtOnce(_ prepared: PreparedRequest, arrivedAt: Timestamp) -> EndpointOpening? {
    let call = call(prepared, arrivedAt: arrivedAt)
    let opening = cache.open(call)
    if opening.isPlainHit, case .found(let entry) = opening.found, (try? function.serializer.decode(entry.bytes)) != nil
    {
      cache.recordHit(call, opening, entry)
      return nil
    }
    return EndpointOpening(call: call, opening: opening)
  }

  /// Goes on with a request that could not be served at once.
  nonisolated(nonsending) func serve(_ prepared: PreparedRequest, _ begun: EndpointOpening) async {
    _ = await lookUp(prepared, begun)
  }

  nonisolated(nonsending) func respond(to prepared: PreparedRequest) async -> Response {
    let call = call(prepared, arrivedAt: nil)
    let opening = cache.open(call)
    if opening.isPlainHit, case .found(let entry) = opening.found,
      let body = try? function.serializer.decode(entry.bytes)
    {
      return response(to: prepared, .success(body), cache.recordHit(call, opening, entry))
    }
    let (result, open) = await lookUp(prepared, EndpointOpening(call: call, opening: opening))
    return response(to: prepared, result, open.record)
  }

  private nonisolated(nonsending) func lookUp(
    _ prepared: PreparedRequest, _ begun: EndpointOpening
  ) async -> (Result<ResponseBody, any Error>, OpenLookup) {
    let open: OpenLookup
    if let known = cache.beginAtOnce(begun.call, begun.opening) {
      open = known
    } else {
      open = await cache.begin(begun.call, begun.opening)
    }
    if let bytes = open.bytes {
      do {
        let body = try function.serializer.decode(bytes)
        if open.wantsRefresh { function.refresh(open, prepared.arguments) }
        cache.finishHit(open)
        return (.success(body), open)
      } catch {
        cache.noteUndecodable(error, in: open)
      }
    }
    return (await function.load(open, prepared.arguments), open)
  }

  func call(_ prepared: PreparedRequest, arrivedAt: Timestamp?) -> LookupCall {
    var call = prepared.call
    call.arrivedAt = arrivedAt
    return call
  }

  private func response(
    to prepared: PreparedRequest, _ result: Result<ResponseBody, any Error>, _ record: LookupRecord
  ) -> Response {
    switch result {
    case .success(let body):
      let status = body.hasRow && record.outcome != .negative ? 200 : 404
      return Response(request: prepared.request, status: status, body: body.bytes, record: record)
    case .failure:
      let (status, detail) =
        record.outcome == .cancelled ? (499, "Client Closed Request") : (500, "Internal Server Error")
      return Response(request: prepared.request, status: status, body: Response.detail(detail), record: record)
    }
  }

  func change(_ change: PolicyChange) {
    policy.change { $0 = $0.changed(by: change) }
    for case .load(let model) in change.settings { load.withLock { $0 = model } }
  }

  /// The endpoint as it is set now.
  var summary: EndpointSummary {
    var summary = EndpointSummary(definition)
    let settings = policy.settings
    if definition.cache != nil {
      summary.ttl = settings.ttl
      summary.policy = settings
    }
    summary.jitter = settings.jitter
    summary.protection = settings.protection
    summary.load = load.withLock { $0 }
    return summary
  }
}

/// A request that was matched to its endpoint, its key made. An object, because a generator sends it again and again.
final class PreparedRequest: Sendable {
  let request: Request
  let arguments: RouteArguments
  let row: RowID
  /// The call through the cache, but for its moment.
  let call: LookupCall

  init(_ request: Request, _ arguments: RouteArguments, row: RowID, call: LookupCall) {
    self.request = request
    self.arguments = arguments
    self.row = row
    var call = call
    call.row = row
    self.call = call
  }
}

/// How a request to an endpoint begins.
struct EndpointOpening: Sendable {
  var call: LookupCall
  var opening: LookupOpening
}

extension EndpointDefinition {
  /// The tags of an entry for these arguments.
  func tags(for arguments: RouteArguments) -> [String] {
    let names = route.parameters.map(\.name)
    return (cache?.tagging?.tags ?? []).map { text in
      (try? KeyTemplate(text, parameters: names))?.text(for: arguments.texts) ?? text
    }
  }

  var keyBuilder: KeyBuilder<RouteArguments> {
    let names = route.parameters.map(\.name)
    switch cache?.key {
    case .positional, nil: return route.parameters.isEmpty ? .fixed(name) : .positional
    case .fixed(let text): return .fixed(text)
    case .aiocache(let style):
      return KeyBuilder(coversArguments: true) { (function, arguments: RouteArguments) in
        CacheKey(style.text(function, arguments.pythonReprs))
      }
    case .template(let text):
      guard let template = try? KeyTemplate(text, parameters: names) else { return .fixed(text) }
      return KeyBuilder(coversArguments: template.covers(argumentCount: names.count)) {
        (_, arguments: RouteArguments) in
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
