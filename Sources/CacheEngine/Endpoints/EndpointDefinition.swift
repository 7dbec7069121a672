/// What an endpoint is: its route, what its load makes and costs, and how results are cached.
public struct EndpointDefinition: Hashable, Sendable {
  public var name: String
  public var route: Route
  /// What the database takes for one query.
  public var load: LatencyModel
  public var response: ResponseTemplate
  /// `nil`: nothing is kept, every request loads.
  public var cache: CachePolicy?
  /// A request to begin with.
  public var example: String
  /// What is wrong with this endpoint on purpose, in one sentence; `nil` when nothing is.
  public var trap: String?

  public init(
    name: String, route: Route, load: LatencyModel, response: JSONValue? = nil, cache: CachePolicy? = CachePolicy(),
    example: String? = nil, trap: String? = nil
  ) {
    self.name = name
    self.route = route
    self.load = load
    self.response = ResponseTemplate(response ?? Self.echo(route), parameters: route.parameters.map(\.name))
    self.cache = cache
    self.example = example ?? route.path(filledWith: 1)
    self.trap = trap
  }

  /// The database table behind the endpoint: the first word of its path.
  public var table: String { route.firstWord }

  /// How the key is made, in a word or two.
  public var keyDescription: String {
    switch cache?.key {
    case nil: "none"
    case .positional: "positional"
    case .template(let text): text
    case .fixed(let text): "fixed \(text)"
    case .aiocache(let style): "aiocache \(style.module)"
    }
  }

  /// The arguments themselves, where nothing else is said.
  private static func echo(_ route: Route) -> JSONValue {
    .object(route.parameters.map { JSONField($0.name, .string("{\($0.name)}")) })
  }
}
