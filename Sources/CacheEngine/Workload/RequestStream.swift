/// One stream of a workload while it runs: which request comes when.
struct RequestStream: Sendable {
  /// Requests that are kept ready, by the number of their row.
  static let preparedAtMost = 65_536

  let definition: WorkloadDefinition
  let endpoint: Endpoint
  private var keys: KeySampler
  private var keyGenerator: SeededGenerator
  private var writeGenerator: SeededGenerator
  private var prepared: [PreparedRequest?]

  /// - Parameter generator: For this stream alone: whatever else is random does not change what comes when.
  init(_ definition: WorkloadDefinition, endpoint: Endpoint, generator: SeededGenerator) {
    self.definition = definition
    self.endpoint = endpoint
    keys = KeySampler(definition.keys)
    keyGenerator = generator.split("keys")
    writeGenerator = generator.split("writes")
    prepared = Array(repeating: nil, count: min(definition.keys.largest, Self.preparedAtMost) + 1)
  }

  /// Sends the next request.
  mutating func send(through sender: RequestSender, arrivedAt: Timestamp) {
    let number = keys.next(using: &keyGenerator)
    if definition.writes > 0, writeGenerator.nextUnit() < definition.writes {
      if let request = prepare(number, method: "PUT") {
        sender.write(request, to: endpoint, arrivedAt: arrivedAt)
      }
    } else if let request = preparedRequest(number) {
      sender.read(request, from: endpoint, arrivedAt: arrivedAt)
    }
  }

  /// The next request of a client that waits for its response.
  mutating func next() -> (request: PreparedRequest, isWrite: Bool)? {
    let number = keys.next(using: &keyGenerator)
    let isWrite = definition.writes > 0 && writeGenerator.nextUnit() < definition.writes
    let request = isWrite ? prepare(number, method: "PUT") : preparedRequest(number)
    return request.map { ($0, isWrite) }
  }

  private mutating func preparedRequest(_ number: Int) -> PreparedRequest? {
    guard prepared.indices.contains(number) else { return prepare(number, method: "GET") }
    if let known = prepared[number] { return known }
    prepared[number] = prepare(number, method: "GET")
    return prepared[number]
  }

  private func prepare(_ number: Int, method: String) -> PreparedRequest? {
    let target = endpoint.definition.route.path(filledWith: number)
    guard case .success(let arguments) = endpoint.definition.route.match(RequestTarget(target)) else { return nil }
    return endpoint.prepare(Request(method: method, target: target), arguments)
  }
}
