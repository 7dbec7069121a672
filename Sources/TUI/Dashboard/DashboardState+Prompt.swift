import CacheEngine

extension DashboardState {
  mutating func type(_ key: Key, into prompt: Prompt) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape:
      overlay = nil
      return []
    case .enter: return accept(prompt)
    case .tab, .backTab:
      complete(&prompt, backwards: key == .backTab)
      overlay = .prompt(prompt)
      return []
    default:
      guard prompt.line.edit(key, limit: Prompt.longest) else { return [] }
    }
    prompt.problem = nil
    prompt.completion = nil
    overlay = .prompt(prompt)
    // A filter works while it is typed.
    if prompt.purpose == .filter {
      keys.filter = prompt.line.text
      return followSelection()
    }
    return []
  }

  private mutating func accept(_ prompt: Prompt) -> [Effect] {
    let text = prompt.line.text.trimmingBlanks
    let result: Result<[Effect], PromptProblem>
    overlay = nil
    switch prompt.purpose {
    case .command: result = run(command: text)
    case .request: result = setRequest(text)
    case .burst(let usual): result = setBurst(text.isEmpty ? String(usual) : text)
    case .ttl(let key): result = setTTL(text, of: key)
    case .speed: result = setSpeed(text)
    case .rate: result = setRate(text)
    case .seek: result = seek(text)
    case .filter:
      keys.filter = prompt.line.text
      result = .success([])
    case .group: result = preview(text)
    case .clear(let word):
      result = text == word ? .success([.lab(.clear)]) : .failure(PromptProblem("type \(word), or Esc to leave it"))
    }
    switch result {
    case .success(let effects): return effects
    case .failure(let problem):
      var prompt = prompt
      prompt.problem = problem.text
      overlay = .prompt(prompt)
      return []
    }
  }

  mutating func setRequest(_ text: String) -> Result<[Effect], PromptProblem> {
    guard let request = Request(parsing: text) else {
      return .failure(PromptProblem("write a path, e.g. \(endpoints.target?.target ?? "/items/5")"))
    }
    guard endpoints.targets.indices.contains(endpoints.index) else { return .success([]) }
    endpoints.targets[endpoints.index] = request
    return .success([.lab(.send(request, count: 1))])
  }

  static let usualBurst = 10
  static let largestBurst = 10_000

  mutating func setBurst(_ text: String) -> Result<[Effect], PromptProblem> {
    guard let count = Int(text), (1...Self.largestBurst).contains(count) else {
      return .failure(PromptProblem("a burst is 1 to \(Self.largestBurst) requests"))
    }
    endpoints.burst = count
    return .success(endpoints.target.map { [.lab(.send($0, count: count))] } ?? [])
  }

  func setTTL(_ text: String, of key: CacheKey) -> Result<[Effect], PromptProblem> {
    if text == "none" { return .success([.lab(.setTTL(nil, key))]) }
    do {
      return .success([.lab(.setTTL(try TTL(DurationParser.duration(of: text)), key))])
    } catch {
      return .failure(PromptProblem("\(error)"))
    }
  }
}

/// Why a typed line was not accepted.
struct PromptProblem: Error, Hashable {
  var text: String

  init(_ text: String) {
    self.text = text
  }
}

extension String {
  var trimmingBlanks: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
