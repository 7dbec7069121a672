#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A load of 20,000 requests a second in real time on memory: with the dashboard on against without, and how soon keys are
/// answered meanwhile.
enum LiveLoad {
  static let seconds = 5
  static let scenario = """
    name: live load
    duration: \(seconds)s
    store: {kind: memory, capacity: 20000}
    endpoints:
      - {name: read_item, path: "/items/{item_id:int}", load: 10ms, cache: {ttl: 60s, protection: single-flight}}
    workload:
      - {endpoint: read_item, rate: 20000/s, arrivals: poisson, keys: {zipf: {exponent: 1, count: 10000}}}
    """

  static func run() async throws {
    let program = getenv("TTLSCOPE").map { String(cString: $0) } ?? ".build/release/ttlscope"
    guard access(program, X_OK) == 0 else { throw BenchError("build \(program) first (make build), or set TTLSCOPE") }
    let folder = "/tmp/ttlscope-bench-\(getpid())"
    mkdir(folder, 0o700)
    let (file, report) = ("\(folder)/live.yaml", "\(folder)/report.txt")
    defer {
      unlink(file)
      unlink(report)
      rmdir(folder)
    }
    try write(scenario, to: file)
    var headless: [Double] = []
    var watched: [Double] = []
    var answers: [Double] = []
    for _ in 0..<3 {
      headless.append(try count(in: try headlessReport(program, file, report)))
      watched.append(try watchedCount(program, file, &answers))
    }
    let (ours, theirs) = (Measure.median(watched), Measure.median(headless))
    print(
      "  requests in \(seconds) s: with the dashboard \(Int(ours)), headless at speed 1 \(Int(theirs)), "
        + "ratio \(Measure.ratio(ours / theirs)) (goal ≥ 0.9)")
    answers.sort()
    print(
      "  key to screen meanwhile: median \(Measure.figure(Measure.median(answers))), "
        + "slowest of \(answers.count) \(Measure.figure(answers.last ?? .nan)) (goal ≤ 50 ms)")
  }

  private static func headlessReport(_ program: String, _ file: String, _ report: String) throws -> String {
    let output = open(report, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let child = try Child([program, "run", file, "--speed", "1", "--json"], files: [0, output, 2])
    close(output)
    waitpid(child.pid, nil, 0)
    guard let stream = fopen(report, "r") else { throw BenchError("no report") }
    defer { fclose(stream) }
    var line = [CChar](repeating: 0, count: 65_536)
    guard fgets(&line, Int32(line.count), stream) != nil else { throw BenchError("an empty report") }
    return line.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  /// Presses keys until the load has ended, then reads the summary.
  private static func watchedCount(_ program: String, _ file: String, _ answers: inout [Double]) throws -> Double {
    let screen = try ProgramOnScreen([program, "--scenario", file])
    let clock = ContinuousClock()
    let start = clock.now
    guard screen.read(until: "Endpoints", seconds: 5) else { throw BenchError("no first frame") }
    while clock.now - start < .seconds(Double(seconds) - 0.5) {
      for (key, text) in [("2", "remaining"), ("1", "Endpoints")] {
        let pressed = clock.now
        screen.forget()
        screen.type(key)
        guard screen.read(until: text, seconds: 2) else { throw BenchError("key \(key) was not answered") }
        answers.append(Double((clock.now - pressed) / .nanoseconds(1)))
      }
      screen.read(until: nil, seconds: 0.1)
    }
    screen.read(until: nil, seconds: 1.5)
    screen.forget()
    screen.type("q")
    guard screen.read(until: "ttlscope: ", seconds: 5) else { throw BenchError("no summary") }
    screen.read(until: nil, seconds: 0.2)
    return try count(in: "\"requests\": " + screen.text(after: "ttlscope: ").filter { $0 != " " })
  }

  private static func count(in text: String) throws -> Double {
    guard let digits = text.split(separator: "\"requests\": ").dropFirst().first?.prefix(while: \.isNumber),
      let count = Double(String(digits))
    else {
      guard let count = Double(String(text.dropFirst("\"requests\": ".count).prefix(while: \.isNumber))) else {
        throw BenchError("no count of requests in \(text.prefix(80))")
      }
      return count
    }
    return count
  }

  private static func write(_ text: String, to file: String) throws {
    guard let stream = fopen(file, "w") else { throw BenchError("cannot write \(file)") }
    fputs(text, stream)
    fclose(stream)
  }
}
