import CacheEngine

extension LabSnapshot {
  /// How the entry of a key is cached, as far as the key's text tells.
  func policy(of key: CacheKey) -> CachePolicy? {
    let lengths = endpoints.map { ($0.policy, $0.matchingLength(of: key)) }
    return lengths.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0 : nil }
  }
}

extension EndpointSummary {
  /// How much of a key's text shows that it is one of this endpoint's; 0 when nothing does.
  func matchingLength(of key: CacheKey) -> Int {
    let text = key.text
    switch policy?.key {
    case nil: return 0
    case .positional: return text == name || text.hasPrefix("\(name):") ? name.utf8.count : 0
    case .fixed(let fixed): return text == fixed ? fixed.utf8.count : 0
    case .aiocache(let style):
      let start = style.beginning(ofKeysFor: name)
      return text.hasPrefix(start) ? start.utf8.count : 0
    case .template(let template):
      let prefix = template.prefix { $0 != "{" }
      return text.hasPrefix(prefix) ? prefix.utf8.count : 0
    }
  }
}
