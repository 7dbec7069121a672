/// A tag with places for arguments, to find out whether it can become a certain text.
struct TagTemplate {
  private enum Part {
    case text(String)
    case argument(Route.Parameter.Kind)
  }

  private let parts: [Part]

  /// - Parameter template: One whose places the route has.
  init(_ template: String, of route: Route) {
    var parts: [Part] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      parts.append(.text(String(rest[..<open])))
      parts.append(.argument(route.parameters.first { $0.name == name }?.kind ?? .string))
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.text(String(rest)))
    self.parts = parts
  }

  /// Whether there are arguments that make this text of it.
  func canBe(_ text: String) -> Bool {
    // All ways at once: where the parts so far may have ended.
    var ends = [text.startIndex]
    for part in parts {
      switch part {
      case .text(let verbatim):
        ends = ends.filter { text[$0...].hasPrefix(verbatim) }.map { text.index($0, offsetBy: verbatim.count) }
      case .argument(let kind):
        ends = (text.indices + [text.endIndex]).filter { end in
          ends.contains { $0 < end && Self.isPossible(text[$0..<end], kind) }
        }
      }
    }
    return ends.contains(text.endIndex)
  }

  private static func isPossible(_ argument: Substring, _ kind: Route.Parameter.Kind) -> Bool {
    kind == .int ? Int(argument) != nil : !argument.isEmpty
  }
}
