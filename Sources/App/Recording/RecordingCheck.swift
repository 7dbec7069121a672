import ArgumentParser
import CacheEngine

/// Runs a recorded scenario again and compares it with the recording, line by line as it goes.
final class RecordingCheck: Sendable {
  enum Verdict: Hashable {
    case identical(requests: Int, events: Int)
    case different(RecordingDifference)
  }

  private struct State {
    var file: RecordingFile
    var writer: RecordingWriter
    var requests = 0
    var events = 0
    var line = 1
    var difference: RecordingDifference?
    var failure: ExitCode?

    var isDecided: Bool { difference != nil || failure != nil }
  }

  private let state: Lock<State>

  init(_ file: sending RecordingFile) {
    var writer = RecordingWriter(file.header)
    _ = writer.take()
    state = Lock(State(file: file, writer: writer))
  }

  /// - Throws: An `ExitCode`, once standard error says why.
  func run() async throws(ExitCode) -> Verdict {
    let (scenario, path) = try state.withLock { (state) throws(ExitCode) in (try state.file.scenario(), state.file.path)
    }
    guard case .memory(let limits) = scenario.store else {
      Output.message("\(path): a run on a server cannot be had again: its clock is its own")
      throw ExitCode.usage
    }
    let time = VirtualTime()
    let run = ScenarioRun(scenario, on: .virtual(time), store: MemoryStore(limits: limits))
    let listening = run.lab.listen { [weak run] item in
      if !self.compare(item) { run?.stop() }
    }
    _ = await RunProgressLine.showing(run) { await run.run() }
    listening.stop()
    return try state.withLock { (state) throws(ExitCode) in
      if !state.isDecided {
        state.writer.end(at: time.now)
        Self.compareLine(&state)
        Self.compareEnd(&state)
      }
      if let failure = state.failure { throw failure }
      if let difference = state.difference { return .different(difference) }
      return .identical(requests: state.requests, events: state.events)
    }
  }

  /// False as soon as it is clear that the two differ.
  private func compare(_ item: RecordingItem) -> Bool {
    state.withLock { state in
      if state.isDecided { return false }
      switch item {
      case .request: state.requests += 1
      case .event: state.events += 1
      case .departure, .end: break
      }
      state.writer.write(item)
      Self.compareLine(&state)
      return !state.isDecided
    }
  }

  private static func compareLine(_ state: inout State) {
    state.line += 1
    let now = state.writer.take().dropLast()
    do throws(ExitCode) {
      let recorded = try state.file.nextLine()
      if recorded == now { return }
      // A line that makes no sense is no difference, but a bad file.
      if let recorded { try checked(recorded, &state) }
      state.difference = RecordingDifference.between(recorded: recorded, now: now, line: state.line)
    } catch {
      state.failure = error
    }
  }

  private static func compareEnd(_ state: inout State) {
    guard !state.isDecided else { return }
    state.line += 1
    do throws(ExitCode) {
      guard let more = try state.file.nextLine() else { return }
      state.difference = RecordingDifference.between(recorded: more, now: nil, line: state.line)
    } catch {
      state.failure = error
    }
  }

  private static func checked(_ line: ArraySlice<UInt8>, _ state: inout State) throws(ExitCode) {
    do throws(JSONError) {
      _ = try JSONParser.value(of: Array(line))
    } catch {
      var column = 1
      if case .malformed(let offset) = error { column = offset + 1 }
      Output.safeMessage(
        "\(RecordingError(file: state.file.path, position: TextPosition(line: state.line, column: column), problem: "is not JSON"))"
      )
      throw ExitCode.badScenario
    }
  }
}
