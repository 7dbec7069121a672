import CacheEngine

/// Invalidating many entries: named on the command line, previewed, then confirmed.
extension DashboardState {
  /// `tag items`, `version read_item` or `prefix read_item:`.
  func preview(_ text: String) -> Result<[Effect], PromptProblem> {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let name = words.count == 2 ? words[1].trimmingBlanks : ""
    guard !name.isEmpty else { return .failure(PromptProblem("write tag, version or prefix, and its name")) }
    switch words[0] {
    case "tag": return .success([.lab(.preview(.tag(name)))])
    case "prefix": return .success([.lab(.preview(.prefix(name)))])
    case "version":
      let versioned = shown.endpoints.filter { $0.policy?.isVersioned == true }.map(\.name)
      guard versioned.contains(name) else {
        let known =
          versioned.isEmpty ? "no endpoint has versioned keys" : "versioned: \(versioned.joined(separator: ", "))"
        return .failure(PromptProblem(known))
      }
      return .success([.lab(.preview(.version(endpoint: name)))])
    default: return .failure(PromptProblem("write tag, version or prefix, and its name"))
    }
  }
}
