/// An endpoint at work: its definition, the database behind it and the cache in front.
struct Endpoint: Sendable {
  let definition: EndpointDefinition
  private let function: CachedFunction<ResponseBody, RouteArguments>

  init(_ definition: EndpointDefinition, cache: Cache, database: Database) {
    self.definition = definition
    let (loadTime, template) = (definition.load.median, definition.response)
    let policy = definition.cache ?? CachePolicy()
    function = cached(
      definition.name, ttl: policy.ttl, keyBuilder: definition.keyBuilder,
      serializer: .of(policy), cache: cache
    ) { (arguments: RouteArguments) in
      .loaded(
        try await database.query(taking: loadTime) {
          LoadedResponse(template: template, arguments: arguments, readAt: .zero, hasRow: true)
        })
    }
  }

  func respond(to request: Request, _ arguments: RouteArguments) async -> Response {
    let lookup = await function.lookup(arguments, request: request.description)
    switch lookup.result {
    case .success(let body):
      return Response(request: request, status: 200, body: body.bytes, record: lookup.record)
    case .failure:
      let (status, detail) =
        lookup.record.outcome == .cancelled ? (499, "Client Closed Request") : (500, "Internal Server Error")
      return Response(request: request, status: status, body: Response.detail(detail), record: lookup.record)
    }
  }
}

extension EndpointDefinition {
  var keyBuilder: KeyBuilder<RouteArguments> {
    switch cache?.key {
    case .positional, nil: route.parameters.isEmpty ? .fixed(name) : .positional
    case .fixed(let text): .fixed(text)
    case .template(let text): .fixed(text)
    }
  }
}

extension Response {
  static func detail(_ text: String) -> [UInt8] {
    (try? JSONWriter.bytes(of: .object([JSONField("detail", .string(text))]))) ?? []
  }
}
