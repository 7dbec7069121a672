/// Looks through a text before the YAML library reads it, for what would cost that library more than the text is long.
///
/// It is no parser: what it lets through, the library and ``YAMLReader`` look at again, exactly.
enum YAMLGuard {
  static func check(_ source: ScenarioText) throws(ScenarioError) {
    var brackets = BracketDepth()
    var names = AnchorNames()
    // A name ends with the character behind it, which the text's last one has to be given.
    var reader = PositionReader(Array((source.text + "\n").utf8)[...])
    while case .scalar(let scalar, let position)? = reader.next() {
      guard brackets.take(scalar) <= YAMLNode.deepest else {
        throw ScenarioError(
          file: source.file, position: position, problem: "nested deeper than \(YAMLNode.deepest) levels")
      }
      if let alias = names.take(scalar, at: position) {
        throw ScenarioError(
          file: source.file, position: alias.position, problem: "*\(SafeText(limit: 60)(alias.name)) is an alias",
          allowed: "aliases and anchors are not taken: write the value itself")
      }
    }
  }
}

/// How many brackets are open. The library recurses for each.
struct BracketDepth {
  private var depth = 0
  private var quote: Unicode.Scalar?
  private var previous: Unicode.Scalar = "\n"
  /// Whether a value may begin here: then a bracket or a quotation mark is more than a character of a text.
  private var canBegin = true
  private var isEscaped = false
  private var isComment = false

  mutating func take(_ scalar: Unicode.Scalar) -> Int {
    defer { previous = scalar }
    if scalar == "\n" || scalar == "\r" {
      isComment = false
      if quote == nil { canBegin = true }
    } else if let quote {
      takeQuoted(scalar, quote)
    } else if !isComment {
      takeBare(scalar)
    }
    return depth
  }

  private mutating func takeQuoted(_ scalar: Unicode.Scalar, _ mark: Unicode.Scalar) {
    if isEscaped {
      isEscaped = false
    } else if scalar == "\\", mark == "\"" {
      isEscaped = true
    } else if scalar == mark {
      quote = nil
      canBegin = false
    }
  }

  private mutating func takeBare(_ scalar: Unicode.Scalar) {
    let isAfterBlank = previous == " " || previous == "\t" || previous == "\n" || previous == "\r"
    switch scalar {
    case " ", "\t":
      if previous == ":" || previous == "-" || previous == "?" { canBegin = true }
    case "#" where isAfterBlank: isComment = true
    case "'", "\"":
      if canBegin { quote = scalar }
      // Two single quotation marks in a quoted text stand for one, and do not end it.
      if scalar == "'", previous == "'" { quote = scalar }
    case "[", "{":
      guard canBegin || depth > 0 else { return }
      depth += 1
      canBegin = true
    case "]", "}":
      depth = max(0, depth - 1)
      canBegin = false
    case ",", ":": canBegin = depth > 0
    default: canBegin = false
    }
  }
}

/// Names after `&` and `*`. An alias copies what its anchor names: a few lines of aliases of aliases are billions of values.
struct AnchorNames {
  private var anchors: Set<String> = []
  private var previous: Unicode.Scalar = "\n"
  private var mark: Unicode.Scalar?
  private var name = ""
  private var start = TextPosition()

  /// An alias of a known anchor that ends with this character.
  mutating func take(_ scalar: Unicode.Scalar, at position: TextPosition) -> (name: String, position: TextPosition)? {
    defer { previous = scalar }
    if Self.isPartOfName(scalar) {
      if mark != nil { name.unicodeScalars.append(scalar) }
      return nil
    }
    if mark == "&", !name.isEmpty { anchors.insert(name) }
    let alias = mark == "*" && anchors.contains(name) ? (name, start) : nil
    // The & of Q&A is a letter like any other.
    mark = (scalar == "&" || scalar == "*") && !Self.isPartOfName(previous) ? scalar : nil
    name = ""
    start = position
    return alias
  }

  private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "a"..."z", "A"..."Z", "_", "-": true
    default: false
    }
  }
}
