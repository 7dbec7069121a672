/// A key with places for arguments: `item:{item_id}`.
public struct KeyTemplate: Hashable, Sendable {
  private enum Part: Hashable {
    case text(String)
    case argument(Int)
  }

  private let parts: [Part]

  /// - Parameter parameters: The names of the function's parameters, in order.
  /// - Throws: ``KeyTemplateError`` for a place that names no parameter, or a brace without a partner.
  public init(_ text: String, parameters: [String]) throws(KeyTemplateError) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
        throw .unbalancedBrace(template: text)
      }
      let name = String(rest[rest.index(after: open)..<close])
      guard let position = parameters.firstIndex(of: name) else {
        throw .unknownParameter(name, allowed: parameters)
      }
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      parts.append(.argument(position))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  /// True when different arguments are sure to give different keys. With two places side by side nobody can be.
  func covers(argumentCount: Int) -> Bool {
    argumentCount == 0 || (argumentCount == 1 && parts.contains(.argument(0)))
  }

  /// True when there is an argument for every place.
  func fits(argumentCount: Int) -> Bool {
    parts.allSatisfy { part in
      if case .argument(let position) = part { position < argumentCount } else { true }
    }
  }

  /// The template with the arguments in their places.
  func text(for arguments: [String]) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let verbatim): text += verbatim
      case .argument(let position): text += arguments[position]
      }
    }
    return text
  }
}

/// Why a text is not a ``KeyTemplate``.
public enum KeyTemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownParameter(String, allowed: [String])
  case unbalancedBrace(template: String)

  public var description: String {
    switch self {
    case .unknownParameter(let name, let allowed):
      "key template names {\(name)}; the parameters are: \(allowed.isEmpty ? "none" : allowed.joined(separator: ", "))"
    case .unbalancedBrace(let template): "key template \(template) has a brace without a partner"
    }
  }
}
