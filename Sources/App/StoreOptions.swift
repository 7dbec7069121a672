import ArgumentParser
import CacheEngine
import TUI

/// Which store to use.
struct StoreOptions: ParsableArguments {
  @OptionGroup var server: ServerOptions

  @Option(
    help: ArgumentHelp("What all keys on the server begin with. Nothing else is ever touched.", valueName: "text"))
  var prefix: String?

  @Flag(
    help: ArgumentHelp(
      "Allow changes on a server that holds keys of others too, below the prefix only.",
      discussion: "Without it a database is written only while it holds no keys but those below the prefix."))
  var write = false

  @Flag(
    name: .customLong("i-know"),
    help: "Allow changes on another machine's server that has neither TLS nor a password.")
  var isExposureAccepted = false

  @Option(help: ArgumentHelp("Seed of everything random (default: the scenario's).", valueName: "n"))
  var seed: UInt64?

  func validate() throws {
    if prefix?.isEmpty == true {
      throw ValidationError("--prefix must not be empty: the store would own every key of the server")
    }
  }

  /// Whether the server may be written.
  private func permission(for address: RedisAddress) throws -> WritePermission {
    guard address.isExposed, !isExposureAccepted else { return write ? .allowed : .unlessForeign }
    guard write else { return .never(.exposed) }
    throw ValidationError(
      "--write: \(address) is not on this machine and has neither TLS nor a password, so anybody may read along and "
        + "write; --i-know allows it all the same")
  }

  /// Says on standard error why nothing was stored, where nothing may be.
  static func reportAccess(to store: any CacheStore, at now: Timestamp) {
    guard let reason = store.status(at: now).access.reason else { return }
    Output.safeMessage("nothing was stored: \(Wording.readOnly(reason))")
  }

  /// The store that a scenario asks for, or the one on the command line.
  func makeStore(for scenario: Scenario? = nil) throws -> any CacheStore {
    guard let address = try server.address(for: scenario?.store) else {
      switch scenario?.store {
      case .memory(let limits): return MemoryStore(limits: limits)
      case .redis: throw ValidationError("the scenario keeps its entries on a server: name one with --redis URL")
      case nil: return MemoryStore()
      }
    }
    var prefix = RedisStore.defaultPrefix
    if case .redis(_, let wanted) = scenario?.store { prefix = wanted }
    return try RedisStore(
      address: address, prefix: self.prefix ?? prefix, writing: try permission(for: address),
      jitter: ServerOptions.jitter(seed: seed))
  }

  /// The scenario with the seed of the command line, if that names one.
  func seeded(_ scenario: Scenario) -> Scenario {
    var scenario = scenario
    if let seed { scenario.seed = seed }
    return scenario
  }

  /// A lab in real time, on the endpoints of the tutorial.
  func makeLab() throws -> Lab {
    let tutorial = try BuiltInScenario.tutorial.scenario()
    return Lab(clock: RealClock(), store: try makeStore(), endpoints: tutorial.endpoints)
  }
}
