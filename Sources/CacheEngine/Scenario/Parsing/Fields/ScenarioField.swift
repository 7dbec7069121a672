/// A value in a scenario file on its way to becoming something: what stands there, and how to get there.
struct ScenarioField {
  let node: YAMLNode
  /// `endpoints[0].cache.ttl`; empty for the whole document.
  let path: String
  let file: String

  func error(_ problem: String, allowed: String? = nil) -> ScenarioError {
    ScenarioError(file: file, position: node.position, field: path, problem: problem, allowed: allowed)
  }

  /// - Parameters:
  ///   - noun: What was expected, with its article: "a duration".
  ///   - allowed: What to do about it.
  func mismatch(_ noun: String, _ allowed: String) -> ScenarioError {
    isEmpty ? error("nothing stands here", allowed: allowed) : error("\(standing) is not \(noun)", allowed: allowed)
  }

  /// What stands here, in words that are safe to show.
  var standing: String {
    switch node.content {
    case .scalar(let text, let isPlain): (isPlain ? "" : "the text ") + Self.quoted(text)
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  static func quoted(_ text: String) -> String {
    "\"\(SafeText(limit: 60)(text))\""
  }

  /// The characters of a text, with or without quotes; `nil` for lists and mappings.
  var characters: String? {
    if case .scalar(let text, _) = node.content { text } else { nil }
  }

  /// The characters of a text without quotes around it.
  var plain: String? {
    if case .scalar(let text, isPlain: true) = node.content { text } else { nil }
  }

  /// Whether the field was named and left without a value.
  var isEmpty: Bool { plain?.isEmpty == true }

  func isWord(_ word: String) -> Bool { characters == word }
}

extension ScenarioField {
  /// The elements of a list of at most so many.
  func elements(most: Int, _ what: String) throws(ScenarioError) -> [ScenarioField] {
    guard case .list(let elements) = node.content else { throw mismatch("a list of \(what)", "begin each with -") }
    guard elements.count <= most else {
      throw error("\(elements.count) \(what) are too many", allowed: "at most \(most) are possible")
    }
    return elements.enumerated().map { index, element in
      ScenarioField(node: element, path: "\(path)[\(index)]", file: file)
    }
  }

  /// Words that can be chosen between, as a sentence has them.
  static func alternatives(_ words: [String]) -> String {
    words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }
}
