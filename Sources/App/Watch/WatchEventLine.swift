import CacheEngine

/// A change of a watched key as a line of JSON.
enum WatchEventLine {
  static func text(of event: WatchEvent) -> String {
    var left = JSONValue.null
    if case .at(let deadline) = event.expiry { left = .seconds(event.at.duration(to: deadline)) }
    return JSONLine.text(
      of: .object([
        JSONField("time_s", .seconds(Timestamp.zero.duration(to: event.at))),
        JSONField("event", .string(event.kind.rawValue)),
        JSONField("key", .string(event.key.text)),
        JSONField("ttl_left_s", left),
        JSONField("type", event.type.map { .string($0) } ?? .null),
        JSONField("source", .string(event.source.rawValue)),
      ]))
  }
}
