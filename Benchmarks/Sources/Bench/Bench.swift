/// Runs all benchmarks, or those whose names are given: memory, json, redis, frame, timeline,
/// dashboard, virtual, live.
///
/// Every comparison measures both sides in turns within one run and prints both; figures are medians.
@main
enum Bench {
  static let all: [(name: String, run: @Sendable () async throws -> Void)] = [
    ("memory", MemoryHit.run), ("json", JSONHit.run), ("redis", RedisHits.run), ("frame", FrameCost.run),
    ("timeline", TimelineCost.run), ("dashboard", DashboardCost.run), ("virtual", VirtualRuns.run),
    ("live", LiveLoad.run),
  ]

  static func main() async throws {
    let wanted = CommandLine.arguments.dropFirst()
    print(Machine.description)
    for benchmark in all where wanted.isEmpty || wanted.contains(benchmark.name) {
      print("\n\(benchmark.name)")
      // Off the main actor: a hop to it and back would cost more than what is measured.
      try await Task.detached { try await benchmark.run() }.value
    }
  }
}
