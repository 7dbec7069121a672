/// How requests come in.
extension Lab {
  /// Answers a request as a web application would: 404 for a path nobody serves, 405 for a method, 422 for a parameter of
  /// the wrong type.
  public func respond(to request: Request) async -> Response {
    switch find(request) {
    case .success(let found):
      let response: Response
      if request.method == "PUT" {
        response = await found.endpoint.write(found.request, arrivedAt: nil)
      } else {
        response = await found.endpoint.respond(to: found.request)
      }
      // In memory a round costs nothing, so that hits are counted up at once too.
      if let record = response.record, record.wrote || store is MemoryStore { noteChange(of: record.key) }
      return response
    case .failure(let rejected):
      rejections.withLock { $0.append(Rejection(request: request, status: rejected.status, at: clock.now)) }
      return Response(request: request, status: rejected.status, body: rejected.body, record: nil)
    }
  }

  /// Sends the request `count` times at once and waits for nothing. Returns how many of them were dropped because too many
  /// were in flight.
  public func send(_ request: Request, count: Int) -> Int {
    (0..<count).count { _ in !sender.start { _ = await self.respond(to: request) } }
  }

  private struct Rejected: Error {
    var status: Int
    var body: [UInt8]
  }

  private func find(_ request: Request) -> Result<(endpoint: Endpoint, request: PreparedRequest), Rejected> {
    let target = RequestTarget(request.target)
    for endpoint in endpoints {
      switch endpoint.definition.route.match(target) {
      case nil: continue
      case _ where request.method != "GET" && request.method != "PUT":
        return .failure(Rejected(status: 405, body: Response.detail("Method Not Allowed")))
      case .failure(let errors):
        return .failure(Rejected(status: 422, body: (try? JSONWriter.bytes(of: errors.body)) ?? []))
      case .success(let arguments):
        return .success((endpoint, endpoint.prepare(request, arguments)))
      }
    }
    return .failure(Rejected(status: 404, body: Response.detail("Not Found")))
  }
}

/// A request that reached no endpoint.
public struct Rejection: Hashable, Sendable {
  public var request: Request
  public var status: Int
  public var at: Timestamp
}
