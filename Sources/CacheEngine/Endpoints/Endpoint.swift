/// An endpoint at work: its definition, the database behind it and the cache in front.
struct Endpoint: Sendable {
  let definition: EndpointDefinition
  private let function: CachedFunction<ResponseBody, RouteArguments>

  init(_ definition: EndpointDefinition, cache: Cache, database: Database) {
    self.definition = definition
    let (loadTime, body) = (definition.loadTime, definition.body)
    function = cached(
      definition.name, ttl: definition.ttl, keyBuilder: definition.keyBuilder,
      serializer: .json(dates: definition.dates), cache: cache
    ) { (arguments: RouteArguments) in
      .document(try await database.query(taking: loadTime) { body(arguments) })
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

extension Response {
  static func detail(_ text: String) -> [UInt8] {
    ResponseBody.document(.object([JSONField("detail", .string(text))])).bytes
  }
}
