import CacheEngine

/// Faults that a key makes.
extension DashboardState {
  static let faultChoices: [Fault] = [
    .databaseDown, .databaseSlow(factor: 10), .databaseFailing(0.2), .storeDown, .storeSlow(.milliseconds(50)),
    .storeLosing(0.2),
  ]

  mutating func press(_ key: Key, inFaults selected: Int) -> [Effect] {
    let last = Self.faultChoices.count - 1
    switch key {
    case .up, .character("k"): overlay = .faults(selected: max(0, selected - 1))
    case .down, .character("j"): overlay = .faults(selected: min(last, selected + 1))
    case .enter: return toggleFault(selected)
    case .character(let digit) where digit.isASCII && digit.isNumber:
      guard let place = digit.wholeNumberValue.map({ $0 - 1 }), (0...last).contains(place) else { return [] }
      overlay = .faults(selected: place)
      return toggleFault(place)
    case .escape, .character("F"), .character("q"): overlay = nil
    default: return steerBesidePanel(key)
    }
    return []
  }

  /// Shows at once what was asked for, as with the load.
  mutating func toggleFault(_ place: Int) -> [Effect] {
    let fault = Self.faultChoices[place]
    if let active = live.faults.firstIndex(where: fault.isSameKind) {
      live.faults.remove(at: active)
    } else {
      live.faults.append(fault)
    }
    if !isFrozen { shown.faults = live.faults }
    return [.lab(.toggleFault(fault))]
  }

  mutating func setFault(_ text: String) -> Result<[Effect], PromptProblem> {
    guard let number = Int(text), Self.faultChoices.indices.contains(number - 1) else {
      let names = Self.faultChoices.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ")
      return .failure(PromptProblem("a fault is one of: \(names)"))
    }
    return .success(toggleFault(number - 1))
  }
}
