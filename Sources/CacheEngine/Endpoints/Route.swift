/// A path with places for parameters: `/items/{item_id:int}`, `/products?page={page:int}`.
public struct Route: Hashable, Sendable {
  public struct Parameter: Hashable, Sendable {
    public enum Place: String, Hashable, Sendable { case path, query }
    public enum Kind: String, Hashable, Sendable, CaseIterable { case int, string }
    public var name: String
    public var kind: Kind
    public var place: Place
  }

  private enum Segment: Hashable {
    case text(Substring)
    case parameter(Int)
  }

  /// The route as it was written.
  public let template: String
  public let parameters: [Parameter]
  private let segments: [Segment]

  /// - Throws: ``RouteError`` with what is wrong where.
  public init(_ template: String) throws(RouteError) {
    self.template = template
    guard template.hasPrefix("/") else { throw .noSlash(template) }
    let halves = template.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var parameters: [Parameter] = []
    var segments: [Segment] = []
    for part in halves[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      if let parameter = try Self.parameter(part, in: .path, of: template) {
        segments.append(.parameter(parameters.count))
        parameters.append(parameter)
      } else {
        segments.append(.text(part))
      }
    }
    for pair in halves.count == 2 ? halves[1].split(separator: "&") : [] {
      let sides = pair.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, let parameter = try Self.parameter(sides[1], in: .query, of: template),
        parameter.name == sides[0]
      else { throw .badQuery(String(pair), template) }
      parameters.append(parameter)
    }
    self.parameters = parameters
    self.segments = segments
  }

  /// The template without kinds, as people write it: `/items/{item_id}`.
  public var shortTemplate: String {
    parameters.reduce(template) { text, parameter in
      text.replacing("{\(parameter.name):\(parameter.kind.rawValue)}", with: "{\(parameter.name)}")
    }
  }

  /// The first word of the path that is no parameter; empty where there is none.
  var firstWord: String {
    for case .text(let text) in segments where !text.isEmpty { return String(text) }
    return ""
  }

  /// A path with `number` in the place of every parameter.
  public func path(filledWith number: Int) -> String {
    parameters.reduce(shortTemplate) { $0.replacing("{\($1.name)}", with: String(number)) }
  }

  /// `nil` when the path is another one; else the arguments, or the parameters that do not fit.
  func match(_ target: RequestTarget) -> Result<RouteArguments, ParameterErrors>? {
    guard target.segments.count == segments.count else { return nil }
    var texts = [String?](repeating: nil, count: parameters.count)
    for (segment, part) in zip(segments, target.segments) {
      switch segment {
      case .text(let text): if text != part { return nil }
      case .parameter(let index):
        if part.isEmpty { return nil }
        texts[index] = part
      }
    }
    for (index, parameter) in parameters.enumerated() where parameter.place == .query {
      texts[index] = target.query.last { $0.name == parameter.name }?.value
    }
    return arguments(from: texts)
  }

  private func arguments(from texts: [String?]) -> Result<RouteArguments, ParameterErrors> {
    var values: [RouteArguments.Value] = []
    var errors: [ParameterErrors.One] = []
    for (parameter, text) in zip(parameters, texts) {
      switch (parameter.kind, text) {
      case (.string, let text?): values.append(.string(text))
      case (.int, let text?):
        if let number = Int(text) {
          values.append(.int(number))
        } else {
          errors.append(.notAnInteger(parameter, input: text))
        }
      case (_, nil): errors.append(.missing(parameter))
      }
    }
    return errors.isEmpty
      ? .success(RouteArguments(names: parameters.map(\.name), values: values)) : .failure(ParameterErrors(errors))
  }

  private static func parameter(
    _ part: Substring, in place: Parameter.Place, of template: String
  ) throws(RouteError) -> Parameter? {
    guard part.hasPrefix("{"), part.hasSuffix("}") else {
      if part.contains("{") || part.contains("}") { throw .badParameter(String(part), template) }
      return nil
    }
    let words = part.dropFirst().dropLast().split(separator: ":", omittingEmptySubsequences: false)
    let kind = words.count == 2 ? Parameter.Kind(rawValue: String(words[1])) : .string
    guard let kind, words.count <= 2, let name = words.first, !name.isEmpty else {
      throw .badParameter(String(part), template)
    }
    return Parameter(name: String(name), kind: kind, place: place)
  }
}

/// Why a text is not a route.
public enum RouteError: Error, Hashable, Sendable, CustomStringConvertible {
  case noSlash(String)
  case badParameter(String, String)
  case badQuery(String, String)

  public var description: String {
    switch self {
    case .noSlash(let template): "path \(template) must begin with /"
    case .badParameter(let part, let template): "\(part) in \(template) is not {name}, {name:int} or {name:string}"
    case .badQuery(let part, let template): "\(part) in \(template) is not name={name}"
    }
  }
}
