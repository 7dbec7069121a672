import ArgumentParser
import CacheEngine
import TUI

/// `ttlscope keys`: lists entries with their time to live.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "List entries with TTL, size and serializer.",
    discussion: """
      A memory store lives and dies with its process, so there is something to list with --redis only. It costs a \
      SCAN for a hundred keys of the database, and for a key listed a PTTL, which the server counts as a hit, and a \
      MEMORY USAGE, which it does not. A size with ~ is the memory that key and value take: with --json it is "memory", \
      in bytes, and "size" is null, as only the process that wrote a value knows its length.

      Where nodes of a cluster do not answer, what the others have is listed, what is missing is said, and the status \
      is 69; with --json it is said by a last line, {"not_listed": …}.
      """)

  @Flag(help: "One JSON object a line.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "List all keys of the server that match, by their full names: * ? [a-z].", valueName: "pattern"))
  var match: String?

  @OptionGroup var storeOptions: StoreOptions

  func validate() throws {
    guard let match else { return }
    if match.isEmpty { throw ValidationError("--match must not be empty: * is every key") }
    if storeOptions.prefix != nil { throw ValidationError("--match is about all keys of a server: leave --prefix out") }
  }

  func run() async throws {
    Interrupts.endProgram()
    let lab = try makeLab()
    let gap: ListGap?
    do {
      gap = try await list(lab)
    } catch let error as StoreError {
      await lab.store.close()
      Output.message("\(SafeText()(error.description))")
      throw ExitCode.storeUnreachable
    }
    Output.warning(of: lab.store.status(at: lab.clock.now))
    await lab.store.close()
    guard let gap else { return }
    Output.message("\(gap) (\(gap.nodes.joined(separator: ", ")))")
    throw ExitCode.storeUnreachable
  }

  private func makeLab() throws -> Lab {
    guard let match else { return try storeOptions.makeLab() }
    guard let address = try storeOptions.server.address() else {
      throw ValidationError("there is no server to list keys of: name it with --redis URL, or in REDIS_URL")
    }
    let store = try RedisStore(
      address: address, space: .watched(pattern: match), jitter: ServerOptions.jitter(seed: storeOptions.seed))
    return Lab(clock: RealClock(), store: store, endpoints: [])
  }

  /// - Returns: What of a cluster is missing; `nil` where the list is whole.
  private func list(_ lab: Lab) async throws -> ListGap? {
    var gap: ListGap?
    var cursor: ListCursor?
    var seen: Set<CacheKey> = []
    repeat {
      let page = try await lab.store.list(prefix: "", after: cursor, limit: 100, at: lab.clock.now)
      for entry in page.entries where seen.insert(entry.key).inserted {
        if seen.count == 1, !json { Output.line(Self.titles) }
        Output.line(json ? jsonLine(entry, lab) : textLine(entry, lab))
      }
      gap = page.gap ?? gap
      cursor = page.next
    } while cursor != nil
    if let gap, json { Output.line(jsonLine(gap)) }
    if seen.isEmpty, gap == nil {
      let store = lab.store.status(at: lab.clock.now)
      Output.message(
        store.kind == "memory"
          ? "no entries: a memory store begins empty in every process; try --redis" : "no entries on \(store.place)")
    }
    return gap
  }

  private static let titles =
    "TTL LEFT".padded(to: 10) + "SIZE".padded(to: 9) + "SERIALIZER".padded(to: 15) + "KEY"

  private func textLine(_ entry: EntrySummary, _ lab: Lab) -> String {
    Wording.timeLeft(of: entry, at: lab.clock.now).padded(to: 10)
      + Wording.size(of: entry).padded(to: 9) + (entry.serializer ?? "–").padded(to: 15)
      + name(entry.key)
  }

  private func name(_ key: CacheKey) -> String {
    let safe = SafeText(limit: 2_000, marksTrailingBlanks: true)
    // Keys of another program are written by their names, escaped already.
    return match == nil ? safe(key.text) : safe(notation: key.text)
  }

  private func jsonLine(_ entry: EntrySummary, _ lab: Lab) -> String {
    var left = JSONValue.null
    if case .at(let deadline) = entry.expiry { left = .seconds(lab.clock.now.duration(to: deadline)) }
    return JSONLine.text(
      of: .object([
        JSONField("key", .string(entry.key.text)),
        JSONField("ttl_left_s", left),
        JSONField("size", entry.size.map { .integer($0) } ?? .null),
        JSONField("memory", entry.memory.map { .integer($0) } ?? .null),
        JSONField("serializer", entry.serializer.map { .string($0) } ?? .null),
      ]))
  }

  private func jsonLine(_ gap: ListGap) -> String {
    JSONLine.text(
      of: .object([
        JSONField(
          "not_listed",
          .object([
            JSONField("nodes", .array(gap.nodes.map { .string($0) })), JSONField("of", .integer(gap.total)),
            JSONField("slots", .integer(gap.slots)),
          ]))
      ]))
  }
}
