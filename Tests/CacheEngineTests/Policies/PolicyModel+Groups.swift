@testable import CacheEngine

/// What is done to many entries at once, or by hand.
extension PolicyModel {
  private mutating func command() -> Bool {
    var line = now
    let isCarriedOut = command(&line)
    now = line
    return isCarriedOut
  }

  mutating func delete(_ key: String) {
    if command() { entries[key] = nil }
  }

  mutating func clear(prefix: String) {
    guard command() else { return }
    for name in entries.keys where name.hasPrefix(prefix) { entries[name] = nil }
    for name in versions.keys where name.hasPrefix(prefix) { versions[name] = nil }
    for name in stamps.keys where name.hasPrefix(prefix) { stamps[name] = nil }
  }

  mutating func bump(_ name: String) {
    guard command() else { return }
    let old = version(of: name, at: now)
    versions["version:\(name)"] = max(old + 1, now / 1_000_000)
  }

  /// By moment for the endpoints that compare, by name for those that keep an index.
  mutating func invalidate(tag: String) {
    guard command() else { return }
    stamps["tag:\(tag)"] = now
    guard command() else { return }
    for endpoint in endpoints where endpoint.policy.tagging?.family == .index {
      for row in 1...20 where Self.tags(of: row).contains(tag) { entries["\(endpoint.name):\(row)"] = nil }
    }
  }
}
