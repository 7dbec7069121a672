import CacheEngine
import Foundation
import TestSupport
import Testing

/// `ttlscope run` as scripts and build servers see it.
@Suite("Running a scenario without a screen")
struct RunCommandTests {
  private static let small = """
    name: Two items
    seed: 3
    duration: 30s
    endpoints:
      - name: read_item
        path: "/items/{item_id:int}"
        load: 500ms
        cache: {ttl: 5s, protection: single-flight}
    workload:
      - {endpoint: read_item, rate: 20/s, arrivals: poisson, keys: {uniform: 2}}
    expect:
      - hit_rate >= 0.7

    """

  private func run(_ text: String, _ options: String...) throws -> PipedProgram {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString).yaml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try PipedProgram(running: BuiltProgram.path("ttlscope"), arguments: ["run", file.path] + options)
  }

  private func report(_ run: PipedProgram) throws -> [JSONField] {
    guard case .object(let fields) = try JSONParser.value(of: Array(run.output.dropLast().utf8)) else { return [] }
    return fields
  }

  @Test("prints a table, expectations last, nothing to standard error, and ends with 0")
  func table() throws {
    let run = try run(Self.small)
    #expect(run.status == 0 && run.errors == "")
    #expect(run.lines.first == "Two items  seed 3, memory")
    #expect(run.lines.last?.hasPrefix("ok       hit_rate >= 0.7 ") == true)
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test("prints one JSON object, its fields in their order")
  func json() throws {
    let names = try report(try run(Self.small, "--json")).map(\.name)
    #expect(
      names == [
        "name", "seed", "store", "virtual_time_s", "wall_time_s", "requests", "hits", "misses", "hit_rate", "outcomes",
        "miss_causes", "latency", "latency_hit", "latency_miss", "service", "database", "stale", "writes",
        "store_commands", "bill", "evictions", "expirations", "dropped", "endpoints", "expectations",
      ])
  }

  @Test("repeats with the same seed in all but the wall time, and differs with another")
  func seeds() throws {
    func figures(_ options: String...) throws -> [JSONField] {
      let run = options.isEmpty ? try run(Self.small, "--json") : try run(Self.small, "--json", options[0], options[1])
      return try report(run).filter { $0.name != "wall_time_s" && $0.name != "seed" }
    }
    #expect(try figures() == figures())
    #expect(try figures("--seed", "4") == figures("--seed", "4"))
    #expect(try figures() != figures("--seed", "4"))
  }

  @Test("ends with 1 when an expectation is not met, and still reports")
  func notMet() throws {
    let run = try run(Self.small.replacingOccurrences(of: "0.7", with: "0.99"))
    #expect(run.status == 1 && run.errors == "")
    #expect(run.lines.last?.hasPrefix("NOT MET  hit_rate >= 0.99 ") == true)
  }

  @Test("says where a bad file is wrong, with 65")
  func badFile() throws {
    let run = try run(Self.small.replacingOccurrences(of: "20/s", with: "x20/s"))
    #expect(run.status == 65 && run.output == "")
    #expect(run.errors.contains(#".yaml:10:33: workload[0].rate: "x20/s" is not a rate"#), "\(run.errors)")
  }

  @Test("refuses another speed than 1 on a server, with 64", .enabled(if: RedisServer.isHere))
  func speedOnServer() async throws {
    let server = try await RedisServer()
    let run = try run(Self.small, "--speed", "5", "--redis", "unix://\(server.socketPath)")
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.contains("on Redis time goes at 1"), "\(run.errors)")
  }
}
