import CacheEngine

/// The command line after a colon: every binding by its name, some with an argument, or a path to send.
extension DashboardState {
  mutating func run(command text: String) -> Result<[Effect], PromptProblem> {
    if text.isEmpty { return .success([]) }
    let words = text.split(separator: " ", maxSplits: 1)
    let name = String(words[0])
    let argument = words.count == 2 ? String(words[1]).trimmingBlanks : ""
    guard let binding = KeyBindings.named(name, in: view) else {
      if let request = Request(parsing: text) {
        if let reason = reasonAgainst(.editRequest) { return .failure(PromptProblem(reason)) }
        return .success(send(request))
      }
      let known = Self.completions(of: name, in: self).prefix(3).joined(separator: ", ")
      return .failure(
        PromptProblem("no command \(name)" + (known.isEmpty ? "; ? lists them" : "; did you mean \(known)?")))
    }
    return argument.isEmpty ? .success(perform(binding.action)) : run(binding, argument)
  }

  private mutating func send(_ request: Request) -> [Effect] {
    // The log that tells what became of it is in the other view.
    if view != .overview { show(Notice("sent \(request): its outcome is in the overview (1)")) }
    return [.lab(.send(request, count: 1))]
  }

  private mutating func run(_ binding: KeyBinding, _ argument: String) -> Result<[Effect], PromptProblem> {
    if let reason = reasonAgainst(binding.action) { return .failure(PromptProblem(reason)) }
    switch binding.action {
    case .burst, .setBurst: return setBurst(argument)
    case .editRequest, .fire:
      // With a path it sends, also where the key alone would explain a request.
      if let reason = reasonAgainst(.editRequest) { return .failure(PromptProblem(reason)) }
      return setRequest(argument)
    case .setSpeed: return setSpeed(argument)
    case .setRate: return setRate(argument)
    case .seek: return seek(argument)
    case .invalidate: return preview(argument)
    case .policy: return setPolicy(argument)
    case .faults: return setFault(argument)
    case .monitor: return askForMonitor(argument)
    case .setTTL:
      return keys.selected.map { setTTL(argument, of: $0) } ?? .success([])
    case .filter:
      keys.filter = argument
      return .success(show(.keys) + followSelection())
    case .nextOrder:
      guard let order = KeyListState.Order.allCases.first(where: { $0.rawValue.hasPrefix(argument) }) else {
        let allowed = KeyListState.Order.allCases.map(\.rawValue).joined(separator: ", ")
        return .failure(PromptProblem("sort by one of: \(allowed)"))
      }
      keys.order = order
      return .success([])
    case .cycleValueView:
      guard let mode = InspectorState.Mode(rawValue: argument) else {
        return .failure(PromptProblem("view as one of: json, text, hex"))
      }
      inspector.mode = mode
      return .success([])
    default: return .failure(PromptProblem("\(binding.name) takes no argument"))
    }
  }

  /// Commands and paths that begin with `text`, then those that hold its letters in order.
  static func completions(of text: String, in state: DashboardState) -> [String] {
    let candidates = KeyBindings.all.map(\.name) + state.endpoints.targets.map(\.target)
    let first = candidates.filter { $0.hasPrefix(text) }
    return first + candidates.filter { !$0.hasPrefix(text) && $0.containsInOrder(text) }
  }

  func complete(_ prompt: inout Prompt, backwards: Bool) {
    guard prompt.purpose == .command else { return }
    var completion =
      prompt.completion ?? Completion(candidates: Self.completions(of: prompt.line.text, in: self), taken: nil)
    guard !completion.candidates.isEmpty else { return }
    let count = completion.candidates.count
    let next = completion.taken.map { ($0 + (backwards ? count - 1 : 1)) % count } ?? (backwards ? count - 1 : 0)
    completion.taken = next
    prompt.line = EditLine(completion.candidates[next])
    prompt.completion = completion
  }
}

extension String {
  fileprivate func containsInOrder(_ letters: String) -> Bool {
    var rest = self[...]
    for letter in letters {
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: place)...]
    }
    return true
  }
}
