extension ScenarioField {
  private enum Kind: String, CaseIterable { case memory, redis }

  func store() throws(ScenarioError) -> StoreChoice {
    let fields = try fields(["kind", "capacity", "bytes", "url", "prefix"], noun: "a store")
    switch try fields.required("kind", "kind: memory").choice("a kind of store", Kind.self) {
    case .memory:
      try fields.forbid(["url", "prefix"], because: "belongs to kind redis")
      let standard = MemoryLimits()
      return .memory(
        MemoryLimits(
          entries: try fields["capacity"]?.wholeNumber(in: 1...10_000_000) ?? standard.entries,
          bytes: try fields["bytes"]?.wholeNumber(in: 1...1 << 40) ?? standard.bytes))
    case .redis:
      try fields.forbid(["capacity", "bytes"], because: "belongs to kind memory")
      return .redis(
        url: try fields["url"]?.redisURL(), prefix: try fields["prefix"]?.text(most: 200) ?? RedisStore.defaultPrefix)
    }
  }

  /// Never repeats what stands here: it may hold a password.
  private func redisURL() throws(ScenarioError) -> String {
    guard let characters else { throw mismatch("a URL", "write e.g. redis://localhost:6379") }
    do throws(RedisAddressError) {
      guard try RedisAddress(characters).password != nil else { return characters }
    } catch {
      throw self.error(SafeText(limit: 200)(error.description))
    }
    // Scenarios are shared, printed, and travel in recordings.
    throw self.error(
      "the URL holds a password: leave it out, and give it to the command by --password-file FILE or --ask-password")
  }

  func database(behind endpoints: [EndpointDefinition]) throws(ScenarioError) -> DatabaseDefinition {
    let fields = try fields(["connections", "rows"], noun: "a database")
    let connections = try fields["connections"]?.wholeNumber(in: 1...100_000)
    return DatabaseDefinition(connections: connections, rows: try fields["rows"]?.tableSizes(endpoints) ?? [])
  }

  private func tableSizes(_ endpoints: [EndpointDefinition]) throws(ScenarioError) -> [TableSize] {
    var tables: [String] = []
    for endpoint in endpoints where !tables.contains(endpoint.table) { tables.append(endpoint.table) }
    let fields = try fields(tables, noun: "a list of tables with their rows")
    var sizes: [TableSize] = []
    for table in tables {
      if let size = fields[table] {
        sizes.append(TableSize(table: table, rows: try size.wholeNumber(in: 0...10_000_000)))
      }
    }
    return sizes
  }
}
