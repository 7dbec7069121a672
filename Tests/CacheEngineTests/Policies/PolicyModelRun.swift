@testable import CacheEngine

/// A lab and its model that are asked the same, one thing after the other, in virtual time.
struct PolicyModelRun {
  private static let kinds: [(name: String, tagging: Tagging?, isVersioned: Bool)] = [
    ("plain", nil, false), ("stamped", Tagging(["all", "one:{id}"]), false),
    ("indexed", Tagging(["all", "one:{id}"], family: .index), false), ("versioned", nil, true),
    ("both", Tagging(["all", "one:{id}"]), true),
  ]
  private static let rows = 1...6

  let time: VirtualTime
  let lab: Lab
  private let prepared: [[PreparedRequest]]
  private var generator: SeededGenerator
  var model: PolicyModel
  /// What was asked last, in words.
  private(set) var last = ""
  /// Which endpoint it went to; `nil` where it went to none.
  private var asked: Int?

  init(seed: UInt64, in time: VirtualTime) throws {
    self.time = time
    generator = SeededGenerator(seed: seed)
    var definitions: [EndpointDefinition] = []
    for kind in Self.kinds {
      let policy = generator.nextPolicy(tagging: kind.tagging, isVersioned: kind.isVersioned)
      definitions.append(
        EndpointDefinition(
          name: kind.name, route: try Route("/\(kind.name)/{id:int}"),
          load: .fixed(.nanoseconds(PolicyModel.load)), cache: policy))
    }
    let database = DatabaseDefinition(rows: Self.kinds.map { TableSize(table: $0.name, rows: PolicyModel.rows) })
    let scenario = Scenario(name: "model", seed: seed, database: database, endpoints: definitions)
    lab = Lab(scenario, clock: time, store: MemoryStore(), isWatched: seed.isMultiple(of: 2))
    prepared = try lab.endpoints.map { endpoint in
      try Self.rows.map { row in
        let target = "/\(endpoint.definition.name)/\(row)"
        guard let arguments = try endpoint.definition.route.match(RequestTarget(target))?.get() else {
          throw CancellationError()
        }
        return endpoint.prepare(Request(target: target), arguments)
      }
    }
    model = PolicyModel(
      endpoints: definitions.map { PolicyModel.Endpoint(name: $0.name, policy: $0.cache ?? CachePolicy()) })
  }

  /// One operation. Returns what came out differently; `nil` when nothing did.
  mutating func step() async -> String? {
    let difference: String?
    asked = nil
    switch generator.nextBelow(100) {
    case 0..<72: difference = await get()
    case 72..<80: difference = await put()
    case 80..<90: difference = await wait()
    case 90..<93: difference = change()
    case 93..<96: difference = toggleFault()
    default: difference = await invalidate()
    }
    if let difference { return difference }
    if time.now.nanoseconds != model.now { return "it is \(time.now.nanoseconds) ns, not \(model.now)\(context)" }
    guard model.isBusy else { return nil }
    model.settle()
    try? await time.sleep(until: Timestamp(nanoseconds: model.now))
    return nil
  }

  private var context: String {
    asked.map { "; \(model.endpoints[$0].policy), \(model.faults)" } ?? ""
  }

  private mutating func get() async -> String? {
    let (place, row) = (generator.nextBelow(prepared.count), generator.nextBelow(Self.rows.count))
    last = "GET /\(Self.kinds[place].name)/\(row + 1)"
    let response = await lab.endpoints[place].respond(to: prepared[place][row])
    return compare(response.record, with: model.get(place, row: row + 1), place)
  }

  private mutating func put() async -> String? {
    let (place, row) = (generator.nextBelow(prepared.count), generator.nextBelow(Self.rows.count))
    last = "PUT /\(Self.kinds[place].name)/\(row + 1)"
    let response = await lab.endpoints[place].write(prepared[place][row], arrivedAt: nil)
    return compare(response.record, with: model.put(place, row: row + 1), place)
  }

  private mutating func compare(_ record: LookupRecord?, with expected: Outcome, _ place: Int) -> String? {
    asked = place
    guard let record else { return "no record" }
    let difference: String? =
      if record.outcome != expected {
        "\(record.outcome.name), not \(expected.name)"
      } else if (record.cause != nil) != (record.outcome == .miss || record.outcome == .shared) {
        "a \(record.outcome.name) with cause \(record.cause?.name ?? "none")"
      } else if (record.staleReason != nil) != (record.outcome == .stale) {
        "a \(record.outcome.name) with reason \(record.staleReason?.rawValue ?? "none")"
      } else {
        nil
      }
    return difference.map { "\($0), \(record.remarks)\(context)" }
  }

  private mutating func wait() async -> String? {
    let most = generator.pick([2_000, 30_000, 30_000, 120_000, 600_000])
    model.now += Int64(1 + generator.nextBelow(most)) * 1_000
    last = "wait until \(model.now) ns"
    try? await time.sleep(until: Timestamp(nanoseconds: model.now))
    return nil
  }

  private mutating func change() -> String? {
    let place = generator.nextBelow(prepared.count)
    let kind = Self.kinds[place]
    let policy = generator.nextPolicy(tagging: kind.tagging, isVersioned: kind.isVersioned)
    last = "policy of \(kind.name)"
    lab.endpoints[place].change(PolicyChange(to: policy))
    model.endpoints[place].policy = policy
    return nil
  }

  private mutating func toggleFault() -> String? {
    let isOn = generator.nextBelow(5) == 0
    let fault = generator.pick([
      .databaseDown, .databaseFailing(1), .databaseSlow(factor: 10), .storeDown, .storeLosing(1),
      Fault.storeSlow(.microseconds(1_300)),
    ])
    last = "\(fault) \(isOn ? "on" : "off")"
    lab.set(fault, isOn: isOn)
    switch fault {
    case .databaseDown: model.faults.isDatabaseDown = isOn
    case .databaseFailing: model.faults.isDatabaseFailing = isOn
    case .databaseSlow: model.faults.slowness = isOn ? 10 : 1
    case .storeDown: model.faults.isStoreDown = isOn
    case .storeLosing: model.faults.isStoreLosing = isOn
    case .storeSlow(let delay): model.faults.storeTime = isOn ? delay.wholeNanoseconds : 0
    }
    return nil
  }

  private mutating func invalidate() async -> String? {
    let row = 1 + generator.nextBelow(Self.rows.count)
    switch generator.nextBelow(6) {
    case 0:
      let prefix = generator.pick(["", "plain:", "plain:1", "v", "tag:", "version:", "indexed"])
      last = "clear \(prefix)"
      _ = try? await lab.invalidate(.prefix(prefix))
      model.clear(prefix: prefix)
    case 1:
      let name = generator.pick(["versioned", "both"])
      last = "bump \(name)"
      _ = try? await lab.invalidate(.version(endpoint: name))
      model.bump(name)
    case 2, 3:
      let tag = generator.pick(["all", "one:\(row)"])
      last = "invalidate tag \(tag)"
      _ = try? await lab.invalidate(.tag(tag))
      model.invalidate(tag: tag)
    case 4:
      last = "crash"
      _ = lab.crash()
    default:
      let name = generator.pick(["plain", "stamped", "indexed"])
      last = "delete \(name):\(row)"
      _ = try? await lab.delete(CacheKey("\(name):\(row)"))
      model.delete("\(name):\(row)")
    }
    return nil
  }
}
