/// What an endpoint is: its route, what its load makes and costs, and how results are cached.
public struct EndpointDefinition: Sendable {
  public enum Key: Hashable, Sendable {
    case positional
    case fixed(String)
  }

  public var name: String
  public var route: Route
  /// What the database takes for one query.
  public var loadTime: Duration
  public var ttl: TTL?
  public var key: Key
  public var dates: JSONDateStrategy
  /// A request to begin with.
  public var example: String
  /// What is wrong with this endpoint on purpose, in one sentence; `nil` when nothing is.
  public var trap: String?
  public var body: @Sendable (RouteArguments) -> JSONValue

  public init(
    name: String, route: Route, loadTime: Duration, ttl: TTL?, key: Key = .positional,
    dates: JSONDateStrategy = .refuse, example: String, trap: String? = nil,
    body: @escaping @Sendable (RouteArguments) -> JSONValue
  ) {
    self.name = name
    self.route = route
    self.loadTime = loadTime
    self.ttl = ttl
    self.key = key
    self.dates = dates
    self.example = example
    self.trap = trap
    self.body = body
  }

  var keyBuilder: KeyBuilder<RouteArguments> {
    switch key {
    case .positional where route.parameters.isEmpty: .fixed(name)
    case .positional: .positional
    case .fixed(let text): .fixed(text)
    }
  }

  /// How the key is made, in a word or two.
  public var keyDescription: String {
    switch key {
    case .positional: "positional"
    case .fixed(let text): "fixed \(text)"
    }
  }
}
