import ArgumentParser
import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Which store to use.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep entries on this server instead of in memory (default: $REDIS_URL).",
      discussion: "redis://host[:port][/database], rediss:// for TLS, or unix:///path/to.sock", valueName: "url"))
  var redis: String?

  @OptionGroup var loginOptions: LoginOptions

  @Option(
    help: ArgumentHelp("What all keys on the server begin with. Nothing else is ever touched.", valueName: "text"))
  var prefix: String?

  @Option(help: ArgumentHelp("Seed of everything random (default: the scenario's).", valueName: "n"))
  var seed: UInt64?

  func validate() throws {
    if prefix?.isEmpty == true {
      throw ValidationError("--prefix must not be empty: the store would own every key of the server")
    }
    _ = try place(for: nil)
  }

  private enum Source: String {
    case option = "--redis"
    case scenario = "the scenario's store.url"
    case environment = "REDIS_URL"
  }

  /// `nil` for memory. What the command line says goes before what the scenario says, that before the environment.
  private func place(for choice: StoreChoice?) throws -> (address: RedisAddress, source: Source)? {
    let environment = SecretEnvironment.taken.url
    var wish: (text: String, source: Source)?
    if let redis {
      wish = (redis, .option)
    } else if case .redis(let url?, _) = choice {
      wish = (url, .scenario)
    } else if let environment, choice?.isMemory != true {
      wish = (environment, .environment)
    }
    guard let (text, source) = wish else { return nil }
    do {
      let address = try RedisAddress(text)
      if source == .option, address.password != nil { throw ValidationError(Self.openPassword) }
      if let obstacle = address.obstacle { throw ValidationError("\(source.rawValue): \(obstacle)") }
      return (address, source)
    } catch let error as RedisAddressError {
      throw ValidationError("\(source.rawValue): \(SafeText()("\(error)"))")
    }
  }

  private static let openPassword = """
    --redis: the address holds a password, which all users of this machine could read in the list of processes. Leave it \
    out, and give it by --password-file FILE, --ask-password, $TTLSCOPE_REDIS_PASSWORD or, in the address, by $REDIS_URL
    """

  /// The address with its password, wherever that comes from. What the environment holds is for the servers that the
  /// command line and the environment name: a scenario may come from anywhere, and could name any server.
  private func address(for choice: StoreChoice?) throws -> RedisAddress? {
    guard let (place, source) = try place(for: choice) else {
      if let given = loginOptions.given { throw ValidationError("\(given) is for a server: name one with --redis URL") }
      return nil
    }
    var address = place
    try loginOptions.apply(to: &address, environment: source == .scenario ? nil : SecretEnvironment.taken.password)
    if let warning = address.warning { Output.message("warning: \(warning)") }
    return address
  }

  /// The store that a scenario asks for, or the one on the command line.
  func makeStore(for scenario: Scenario? = nil) throws -> any CacheStore {
    guard let address = try address(for: scenario?.store) else {
      switch scenario?.store {
      case .memory(let limits): return MemoryStore(limits: limits)
      case .redis: throw ValidationError("the scenario keeps its entries on a server: name one with --redis URL")
      case nil: return MemoryStore()
      }
    }
    var prefix = RedisStore.defaultPrefix
    if case .redis(_, let wanted) = scenario?.store { prefix = wanted }
    // Mixed with the process's number: instances that lost one server must not all come back at once.
    return try RedisStore(
      address: address, prefix: self.prefix ?? prefix,
      jitter: SeededGenerator(seed: (seed ?? 1) ^ UInt64(getpid())))
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

extension StoreChoice {
  var isMemory: Bool {
    if case .memory = self { true } else { false }
  }
}
