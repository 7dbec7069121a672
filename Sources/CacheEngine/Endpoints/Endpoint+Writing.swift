/// Requests that change a row, and what the write policy then does to its entry.
extension Endpoint {
  nonisolated(nonsending) func write(_ prepared: PreparedRequest, arrivedAt: Timestamp?) async -> Response {
    let call = call(prepared, arrivedAt: arrivedAt)
    let open = OpenLookup(call, cache.ledger.begin(call, at: cache.clock.now))
    do {
      try await write(prepared, open)
      open.record.outcome = .write
    } catch {
      open.record.outcome = error is CancellationError ? .cancelled : .error
      open.record.remarks.append(.loadFailed("\(error)"))
    }
    cache.finish(open)
    let isDone = open.record.outcome == .write
    return Response(
      request: prepared.request, status: isDone ? 204 : 500,
      body: isDone ? [] : Response.detail("Internal Server Error"), record: open.record)
  }

  private nonisolated(nonsending) func write(_ prepared: PreparedRequest, _ open: OpenLookup) async throws {
    let write = definition.cache == nil ? .forget : policy.settings.write
    if case .writeBehind(let delay) = write,
      let point = writeBehind.accept(prepared.row, delay: delay, taking: { [load] in load.withLock { $0 } })
    {
      open.record.remarks.append(.writeBehind)
      await put(prepared, open, at: point)
      return
    }
    let point = try await database.write(prepared.row, taking: load.withLock { $0 }, for: client)
    switch write {
    case .invalidate, .writeAround(deletes: true): await invalidate(open)
    case .writeThrough, .writeBehind: await put(prepared, open, at: point)
    case .writeAround(deletes: false): open.record.remarks.append(.entryLeft)
    case .forget: if definition.cache != nil { open.record.remarks.append(.invalidationForgotten) }
    }
  }

  /// Writes the new value. A load that is running may be of the old one: it will not be stored.
  private nonisolated(nonsending) func put(_ prepared: PreparedRequest, _ open: OpenLookup, at point: ReadPoint) async {
    guard await cache.resolveVersion(open) else { return }
    cache.loads.withLock { loads in loads.invalidate { $0 == open.call.key } }
    let reading = RowReading(exists: true, asOf: point.change, readAt: point.moment)
    let body = ResponseBody.loaded(
      LoadedResponse(template: definition.response, arguments: prepared.arguments, reading: reading))
    open.record.readPoint = point
    await cache.put(body, open, function.handling)
  }

  private nonisolated(nonsending) func invalidate(_ open: OpenLookup) async {
    guard await cache.resolveVersion(open) else { return }
    open.record.otherOperations.append(.delete(open.call.key))
    if policy.usesTokens { open.record.otherOperations.append(.voidLease(open.call.key)) }
    do throws(StoreError) {
      _ = try await cache.delete(open.call.key, voidsToken: policy.usesTokens)
    } catch {
      open.record.remarks.append(.storeFailed(error.description))
    }
  }
}
