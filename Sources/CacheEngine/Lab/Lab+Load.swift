/// The load that a lab puts on itself.
extension Lab {
  public static let loadFactors = 0.001...1_000.0

  /// Starts the scenario's load and its steps, for as long as the scenario lasts. Does nothing while they run.
  public func startLoad() {
    guard hasLoad else { return }
    let start = clock.now
    let begins = load.state.withLock { state in
      if state.isRunning { return false }
      state.isRunning = true
      state.endsAt = start.advanced(by: scenario.duration)
      return true
    }
    guard begins else { return }
    events.note(.loadStarted, "load \(rateText)")
    runLoad()
    let steps = Task(executorPreference: clock.executor) { [self] in
      await StepRunner(self).run(scenario.steps, from: start)
    }
    load.state.withLock { $0.steps = steps }
  }

  public func stopLoad() async {
    guard await cancelLoad() else { return }
    load.state.withLock { state in
      state.isRunning = false
      state.endsAt = nil
      state.steps?.cancel()
      state.steps = nil
    }
    events.note(.loadStopped, "load off")
  }

  /// Multiplies the rates of the scenario. Closed loops keep their clients.
  public func setLoadFactor(_ factor: Double) async {
    let factor = min(max(factor, Self.loadFactors.lowerBound), Self.loadFactors.upperBound)
    let isRunning = await cancelLoad()
    load.state.withLock { $0.factor = factor }
    guard isRunning else { return }
    events.note(.rateChanged, "load \(rateText)")
    runLoad()
  }

  /// Carries out the scenario's steps from now on, until cancelled.
  public func runSteps() async {
    await StepRunner(self).run(scenario.steps, from: clock.now)
  }

  private var hasLoad: Bool { !generator.isEmpty || !scenario.steps.isEmpty }

  var loadStatus: LoadStatus? {
    guard hasLoad else { return nil }
    let state = load.state.withLock { $0 }
    return LoadStatus(
      isRunning: state.isRunning, rate: load.perSecond * state.factor, clients: load.clients, factor: state.factor,
      dropped: sender.requestsDropped, lag: state.isRunning ? generator.latestLag : .zero, endsAt: state.endsAt)
  }

  private var rateText: String {
    let factor = load.state.withLock { $0.factor }
    let rate = load.perSecond > 0 ? "\((load.perSecond * factor).text)/s" : ""
    return [rate, load.clients > 0 ? "\(load.clients) clients" : ""].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func runLoad() {
    let (end, factor) = load.state.withLock { ($0.endsAt ?? .zero, $0.factor) }
    // Below everything that answers a key.
    let task = Task(executorPreference: clock.executor, priority: .utility) { [self] in
      await generator.run(until: end, factor: factor)
      // Steps may be due after the last request.
      if (try? await clock.sleep(until: end)) == nil { return }
      load.state.withLock { state in
        state.isRunning = false
        state.endsAt = nil
        state.task = nil
      }
      events.note(.finished, "the load has ended")
    }
    load.state.withLock { $0.task = task }
  }

  /// True when it ran.
  private func cancelLoad() async -> Bool {
    let task = load.state.withLock { state in
      defer { state.task = nil }
      return state.isRunning ? state.task : nil
    }
    guard let task else { return false }
    task.cancel()
    await task.value
    return load.state.withLock { $0.isRunning }
  }
}
