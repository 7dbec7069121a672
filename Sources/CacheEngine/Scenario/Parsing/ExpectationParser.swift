/// Reads `hit_rate >= 0.95`.
public enum ExpectationParser {
  /// - Parameter endpoints: Names that may follow `endpoints.`
  /// - Throws: ``ExpectationError``, for a figure that no report has too.
  public static func expectation(
    of text: String, endpoints: [String]
  ) throws(ExpectationError) -> Expectation {
    guard let start = text.firstIndex(where: isComparison) else { throw .noComparison }
    let end = text[start...].firstIndex { !isComparison($0) } ?? text.endIndex
    guard let comparison = Expectation.Comparison(rawValue: String(text[start..<end])) else {
      throw .unknownComparison(String(text[start..<end]))
    }
    let path = words(text[..<start])
    let written = words(text[end...])
    guard path.count == 1, let figure = path.first else {
      throw .unknownFigure(path.joined(separator: " "), nearest: nil)
    }
    let names = try names(of: figure, endpoints)
    guard let bound = written.count == 1 ? bound(written[0], isTime: figure.hasSuffix("_s")) : nil else {
      throw .notABound(written.joined(separator: " "), isTime: figure.hasSuffix("_s"))
    }
    return Expectation(text: text, path: names, comparison: comparison, bound: bound)
  }

  private static func isComparison(_ character: Character) -> Bool {
    "<>=!".contains(character)
  }

  private static func words(_ text: Substring) -> [String] {
    text.split { $0 == " " || $0 == "\t" || $0 == "\n" }.map(String.init)
  }

  private static func names(of figure: String, _ endpoints: [String]) throws(ExpectationError) -> [String] {
    let names = figure.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if names.first == "endpoints", names.count > 1 {
      guard endpoints.contains(names[1]) else {
        throw .unknownEndpoint(names[1], endpoints)
      }
      let rest = names.dropFirst(2).joined(separator: ".")
      guard ReportFields.ofEndpoint.contains(rest) else {
        let nearest = NearestName.of(rest, among: ReportFields.ofEndpoint).map { "endpoints.\(names[1]).\($0)" }
        throw .unknownFigure(figure, nearest: nearest)
      }
    } else if !ReportFields.ofRun.contains(figure) {
      throw .unknownFigure(figure, nearest: NearestName.of(figure, among: ReportFields.ofRun))
    }
    return names
  }

  /// A number, a share as a number from 0 to 1, or a duration in seconds.
  private static func bound(_ text: String, isTime: Bool) -> Double? {
    if let number = ScenarioField.share(text) {
      return number.isFinite && !(isTime && text.hasSuffix("%")) ? number : nil
    }
    guard isTime, let duration = try? DurationParser.duration(of: text) else { return nil }
    return duration.inSeconds
  }
}

/// Why a text is not an expectation.
public enum ExpectationError: Error, Hashable, Sendable {
  case noComparison
  case unknownComparison(String)
  case unknownFigure(String, nearest: String?)
  case unknownEndpoint(String, [String])
  case notABound(String, isTime: Bool)

  /// What is wrong, and what is allowed.
  var words: (problem: String, allowed: String) {
    switch self {
    case .noComparison: ("there is no comparison", "write e.g. hit_rate >= 0.95")
    case .unknownComparison(let text):
      (
        "\(text) is not a comparison",
        "write \(ScenarioField.alternatives(Expectation.Comparison.allCases.map(\.rawValue)))"
      )
    case .unknownFigure(let text, let nearest?):
      ("\(ScenarioField.quoted(text)) is not a figure of the report", "did you mean \(nearest)?")
    case .unknownFigure(let text, nil):
      ("\(ScenarioField.quoted(text)) is not a figure of the report", ReportFields.overview(near: text))
    case .unknownEndpoint(let text, let names):
      ("\(ScenarioField.quoted(text)) is not an endpoint", ScenarioField.suggestion(text, names))
    case .notABound(let text, let isTime):
      (
        "\(ScenarioField.quoted(text)) is not a number",
        isTime ? "write e.g. 0.25 or 250ms" : "write e.g. 20, 0.95 or 95%"
      )
    }
  }
}

extension ExpectationError: CustomStringConvertible {
  public var description: String { "\(words.problem); \(words.allowed)" }
}

extension ScenarioField {
  static let mostExpectations = 200

  func expectations(of endpoints: [EndpointDefinition]) throws(ScenarioError) -> [Expectation] {
    let names = endpoints.map(\.name)
    var expectations: [Expectation] = []
    for element in try elements(most: Self.mostExpectations, "expectations") {
      expectations.append(try element.expectation(endpoints: names))
    }
    return expectations
  }

  func expectation(endpoints names: [String]) throws(ScenarioError) -> Expectation {
    let text = try text(most: 300)
    do throws(ExpectationError) {
      return try ExpectationParser.expectation(of: text, endpoints: names)
    } catch {
      throw self.error(error.words.problem, allowed: error.words.allowed)
    }
  }
}
