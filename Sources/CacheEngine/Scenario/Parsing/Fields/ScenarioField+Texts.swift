extension ScenarioField {
  /// A text of at most so many characters, numbers and other words included.
  func text(most: Int, least: Int = 1) throws(ScenarioError) -> String {
    guard let characters else { throw mismatch("a text", "write one, in quotes where it has special characters") }
    guard characters.count >= least else { throw error("nothing stands here", allowed: "write a text") }
    guard characters.count <= most else {
      throw error("\(characters.count) characters are too many", allowed: "at most \(most) are possible")
    }
    return characters
  }

  /// One of the words that an enumeration knows.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ noun: String, _ type: Choice.Type
  ) throws(ScenarioError) -> Choice {
    let words = Choice.allCases.map(\.rawValue)
    return try choice(noun, words.compactMap { word in Choice(rawValue: word).map { (word, $0) } })
  }

  func choice<Choice>(
    _ noun: String, _ choices: [(word: String, choice: Choice)]
  ) throws(ScenarioError) -> Choice {
    let allowed = "write \(Self.alternatives(choices.map(\.word)))"
    guard let found = choices.first(where: { isWord($0.word) }) else { throw mismatch(noun, allowed) }
    return found.choice
  }

  /// `true` or `false`, without quotes.
  func flag() throws(ScenarioError) -> Bool {
    switch plain {
    case "true": true
    case "false": false
    default: throw mismatch("true or false", "write one of the two")
    }
  }
}
