import Yams

/// Reads a text as one YAML document. The only file that knows the YAML library.
enum YAMLReader {
  static func document(of source: ScenarioText) throws(ScenarioError) -> YAMLNode {
    try YAMLGuard.check(source)
    let parser: Parser
    let root: Node?
    do {
      // The basic resolver tells no types apart: that is left to whoever knows what a field may be.
      parser = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
      root = try parser.singleRoot()
    } catch {
      throw translated(error, source.file)
    }
    // The parser alone owns the names of anchors.
    defer { withExtendedLifetime(parser) {} }
    guard let root else {
      throw ScenarioError(
        file: source.file, position: TextPosition(), problem: "the file is empty",
        allowed: "'ttlscope scenarios tutorial' prints one to start from")
    }
    return try node(root, level: 0, in: source.file)
  }

  private static func node(_ node: Node, level: Int, in file: String) throws(ScenarioError) -> YAMLNode {
    let position = node.mark.map { TextPosition($0) } ?? TextPosition()
    guard level <= YAMLNode.deepest else {
      throw ScenarioError(file: file, position: position, problem: "nested deeper than \(YAMLNode.deepest) levels")
    }
    if let anchor = node.anchor {
      throw ScenarioError(
        file: file, position: position, problem: "&\(SafeText(limit: 60)(anchor.rawValue)) is an anchor",
        allowed: "aliases and anchors are not taken: write the value itself")
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain && scalar.tag.rawValue != Tag.Name.str.rawValue
      try check(scalar.tag, at: position, in: file)
      return YAMLNode(content: .scalar(scalar.string, isPlain: isPlain), position: position)
    case .sequence(let sequence):
      try check(sequence.tag, at: position, in: file)
      var elements: [YAMLNode] = []
      for element in sequence { elements.append(try Self.node(element, level: level + 1, in: file)) }
      return YAMLNode(content: .list(elements), position: position)
    case .mapping(let mapping):
      try check(mapping.tag, at: position, in: file)
      var fields: [YAMLField] = []
      for (name, value) in mapping {
        let name = try Self.node(name, level: level + 1, in: file)
        fields.append(YAMLField(name: name, value: try Self.node(value, level: level + 1, in: file)))
      }
      return YAMLNode(content: .mapping(fields), position: position)
    case .alias: throw ScenarioError(file: file, position: position, problem: "aliases are not taken")
    }
  }

  /// A tag that says what is so anyway is harmless.
  private static func check(_ tag: Tag, at position: TextPosition, in file: String) throws(ScenarioError) {
    let harmless: [Tag.Name] = [.implicit, .nonSpecific, .str, .seq, .map]
    guard harmless.allSatisfy({ $0.rawValue != tag.rawValue }) else { return }
    throw ScenarioError(
      file: file, position: position, problem: "the tag \(SafeText(limit: 60)(tag.rawValue)) is not known",
      allowed: "write the value without a tag")
  }

  private static func translated(_ error: any Error, _ file: String) -> ScenarioError {
    switch error as? YamlError {
    case .parser(_, let problem, let mark, _) where problem.contains("nesting level"):
      return ScenarioError(
        file: file, position: TextPosition(mark), problem: "nested deeper than \(YAMLNode.deepest) levels")
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      let beginning = context.map { " (\($0.text) that begins at \($0.mark.line):\($0.mark.column))" } ?? ""
      return ScenarioError(
        file: file, position: TextPosition(mark), problem: SafeText(limit: 300)("not YAML: \(problem)\(beginning)"))
    case .composer(nil, _, let mark, _):
      return ScenarioError(
        file: file, position: TextPosition(mark), problem: "an alias without an anchor",
        allowed: "put a text that begins with * in quotes")
    case .composer(_, _, let mark, _):
      return ScenarioError(
        file: file, position: TextPosition(mark), problem: "a second document begins here",
        allowed: "a scenario is one document")
    case .duplicatedKeysInMapping(let names, let context):
      return ScenarioError(
        file: file, position: TextPosition(context.mark), field: SafeText(limit: 60)(names.first ?? ""),
        problem: "is written twice in the same mapping, here for the first time", allowed: "keep one")
    default:
      return ScenarioError(
        file: file, position: TextPosition(), problem: SafeText(limit: 300)("not YAML: \(error)"))
    }
  }
}

extension TextPosition {
  fileprivate init(_ mark: Mark) {
    self.init(line: max(1, mark.line), column: max(1, mark.column))
  }
}
