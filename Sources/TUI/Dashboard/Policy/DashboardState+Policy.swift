import CacheEngine

/// What the policy panel shows beside the policy itself.
public struct PolicyPanel: Hashable, Sendable {
  public internal(set) var row = PolicyRow.ttl
  /// Why the last change was refused.
  public internal(set) var problem: String?
}

/// The policy of the selected endpoint, changed while requests run.
extension DashboardState {
  var policyEndpoint: EndpointSummary? {
    live.endpoints.indices.contains(endpoints.index) ? live.endpoints[endpoints.index] : nil
  }

  mutating func press(_ key: Key, in panel: PolicyPanel) -> [Effect] {
    var panel = panel
    panel.problem = nil
    overlay = .policy(panel)
    switch key {
    case .up, .character("k"): choose(-1)
    case .down, .character("j"): choose(1)
    case .left, .character("h"): return stepPolicy(up: false)
    case .right, .character("l"): return stepPolicy(up: true)
    case .character(let digit) where "12345".contains(digit):
      return digit.wholeNumberValue.map { apply(PolicyPreset.allCases[$0 - 1]) } ?? []
    case .escape, .character("p"), .character("q"): overlay = nil
    default: return steerBesidePanel(key)
    }
    return []
  }

  /// The lab can be steered while a panel is open: what a change does is seen at once.
  mutating func steerBesidePanel(_ key: Key) -> [Effect] {
    let steering: [Action] = [
      .toggleLoad, .lowerRate, .raiseRate, .togglePause, .step, .slower, .faster, .freeze, .reset,
    ]
    guard let binding = KeyBindings.binding(for: key, in: view), steering.contains(binding.action) else { return [] }
    return perform(binding.action)
  }

  mutating func apply(_ preset: PolicyPreset) -> [Effect] {
    guard let policy = policyEndpoint?.policy else { return [] }
    return change(preset.change(of: policy))
  }

  mutating func setPolicy(_ text: String) -> Result<[Effect], PromptProblem> {
    let presets = PolicyPreset.allCases
    let place = Int(text).map { $0 - 1 } ?? presets.firstIndex { $0.rawValue == text } ?? -1
    guard presets.indices.contains(place) else {
      let names = presets.enumerated().map { "\($0 + 1) \($1.rawValue)" }.joined(separator: ", ")
      return .failure(PromptProblem("a policy is one of: \(names)"))
    }
    return .success(apply(presets[place]))
  }

  private mutating func choose(_ step: Int) {
    guard case .policy(var panel) = overlay else { return }
    let rows = PolicyRow.allCases
    let place = (rows.firstIndex(of: panel.row) ?? 0) + step
    if rows.indices.contains(place) { panel.row = rows[place] }
    overlay = .policy(panel)
  }

  private mutating func stepPolicy(up: Bool) -> [Effect] {
    guard case .policy(let panel) = overlay, let endpoint = policyEndpoint, let policy = endpoint.policy else {
      return []
    }
    let ladder = PolicyLadder(panel.row, of: policy, load: endpoint.load)
    return (up ? ladder.above : ladder.below).map { change(PolicyChange($0)) } ?? []
  }

  /// Shows at once what was asked for, as with the load; what makes no sense is refused with its reason.
  private mutating func change(_ change: PolicyChange) -> [Effect] {
    guard let endpoint = policyEndpoint, let policy = endpoint.policy else { return [] }
    let changed = policy.changed(by: change)
    if let contradiction = changed.contradiction {
      if case .policy(var panel) = overlay {
        panel.problem = contradiction.description
        overlay = .policy(panel)
      } else {
        show(Notice(contradiction.description, isProblem: true))
      }
      return []
    }
    live.endpoints[endpoints.index].set(changed, by: change)
    if !isFrozen { shown.endpoints = live.endpoints }
    return [.lab(.changePolicy(change, endpoint: endpoint.name))]
  }
}

extension EndpointSummary {
  fileprivate mutating func set(_ changed: CachePolicy, by change: PolicyChange) {
    policy = changed
    ttl = changed.ttl
    jitter = changed.jitter
    protection = changed.protection
    for case .load(let model) in change.settings { load = model }
  }
}
