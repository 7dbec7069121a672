import ArgumentParser
import CacheEngine
import TUI

/// `ttlscope request`: sends requests and prints each response.
struct RequestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Send requests and print each response: outcome, status, latency, body.",
    discussion: "Example: ttlscope request /items/5 /items/5 /users")

  @Argument(help: ArgumentHelp("Paths; a method other than GET is written before one, in quotes.", valueName: "path"))
  var paths: [String]

  @Option(name: .customShort("n"), help: ArgumentHelp("Repeat the list this many times.", valueName: "times"))
  var times = 1

  @Option(name: .customShort("c"), help: ArgumentHelp("Send this many at once.", valueName: "count"))
  var concurrency = 1

  @Flag(help: "One JSON object a line.")
  var json = false

  @Option(help: "Colours: auto, always or never.")
  var color = ColorOption.auto

  @OptionGroup var storeOptions: StoreOptions

  func validate() throws {
    guard !paths.isEmpty else { throw ValidationError("name at least one path, e.g. /items/5") }
    for path in paths where Request(parsing: path) == nil {
      throw ValidationError("'\(SafeText(limit: 200)(path))' is not a path: it must begin with /, e.g. /items/5")
    }
    guard (1...1_000_000).contains(times) else { throw ValidationError("-n must be 1 to 1000000") }
    guard (1...10_000).contains(concurrency) else { throw ValidationError("-c must be 1 to 10000") }
  }

  func run() async throws {
    Interrupts.endProgram()
    let lab = try storeOptions.makeLab()
    let requests = paths.compactMap { Request(parsing: $0) }
    let printer = ResponsePrinter(json: json, colors: color.colorsOutput, paths: requests.map(\.target))
    var next = 0
    let total = requests.count * times
    while next < total {
      // Responses are printed in the order of the requests, whichever was ready first.
      let batch = next..<min(total, next + concurrency)
      let responses = await withTaskGroup(of: (Int, TimedResponse).self) { group in
        for index in batch {
          group.addTask { (index, await TimedResponse(of: requests[index % requests.count], from: lab)) }
        }
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      for index in batch { responses[index].map { Output.line(printer.line(for: $0)) } }
      next = batch.upperBound
    }
    let status = lab.store.status(at: lab.clock.now)
    StoreOptions.reportAccess(to: lab.store, at: lab.clock.now)
    await lab.store.close()
    Output.warning(of: status)
    if let reason = status.health.trouble {
      Output.message("store not reachable: \(SafeText()(reason))")
      throw ExitCode.storeUnreachable
    }
  }
}

/// A response, how long it took and how long its entry has to live.
struct TimedResponse: Sendable {
  var response: Response
  var latency: Duration
  var timeLeft: Duration?
}

extension TimedResponse {
  init(of request: Request, from lab: Lab) async {
    let started = lab.clock.now
    let response = await lab.respond(to: request)
    self.init(response: response, latency: response.record?.latency ?? started.duration(to: lab.clock.now))
    guard let record = response.record else { return }
    switch record.expiry {
    case .at(let deadline): timeLeft = lab.clock.now.duration(to: deadline)
    case .never, nil: timeLeft = nil
    case .unknown:
      if case .limited(let left) = try? await lab.store.timeLeft(record.key, at: lab.clock.now) { timeLeft = left }
    }
  }
}
