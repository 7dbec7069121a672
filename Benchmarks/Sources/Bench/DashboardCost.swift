#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The built program in a pseudo-terminal of 200x60: how soon its first frame is there, and what it costs when idle.
enum DashboardCost {
  static let starts = 15
  static let idleSeconds = 10.0

  static func run() async throws {
    let program = getenv("TTLSCOPE").map { String(cString: $0) } ?? ".build/release/ttlscope"
    guard access(program, X_OK) == 0 else { throw BenchError("build \(program) first (make build), or set TTLSCOPE") }
    let server = try RedisServer()
    usleep(300_000)
    try start([program], on: "memory", goal: "30 ms")
    try start([program, "--redis", "redis://127.0.0.1:\(server.port)"], on: "redis", goal: "60 ms")
    try idle(program)
  }

  private static func start(_ arguments: [String], on store: String, goal: String) throws {
    let clock = ContinuousClock()
    var times: [Double] = []
    for round in 0...starts {
      let start = clock.now
      let screen = try ProgramOnScreen(arguments)
      guard screen.read(until: "Endpoints", seconds: 5) else { throw BenchError("no first frame") }
      if round > 0 { times.append(Double((clock.now - start) / .nanoseconds(1))) }
    }
    print("  start to first frame on \(store): \(Measure.figure(Measure.median(times))) (goal ≤ \(goal))")
  }

  private static func idle(_ program: String) throws {
    for (view, key) in [("overview", "1"), ("keys", "2")] {
      let screen = try ProgramOnScreen([program])
      screen.read(until: "Endpoints", seconds: 5)
      for item in 1...50 { screen.type(":/items/\(item)\r") }
      screen.read(until: nil, seconds: 5)
      screen.type(key)
      screen.read(until: nil, seconds: 1)
      let (processor, bytes) = (screen.processorSeconds, screen.bytesSeen)
      screen.read(until: nil, seconds: idleSeconds)
      let share = (screen.processorSeconds - processor) / idleSeconds * 100
      let rate = Double(screen.bytesSeen - bytes) / idleSeconds
      print(
        "  idle \(view) with 50 countdowns: \(Measure.ratio(share)) % of a core, \(Int(rate)) bytes/s drawn (goal < 1 %)"
      )
      screen.type(" ")
      screen.read(until: nil, seconds: 2)
      let frozen = screen.bytesSeen
      screen.read(until: nil, seconds: 3)
      print("  the same frame again and again, frozen: \(screen.bytesSeen - frozen) bytes (goal 0)")
      screen.type("q")
    }
  }
}
