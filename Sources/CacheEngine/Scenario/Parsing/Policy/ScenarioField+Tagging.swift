extension ScenarioField {
  static let mostTags = 16
  static let longestTag = 200

  /// `[items, "item:{item_id}"]`, or the same below the name of a family.
  func tagging(of route: Route) throws(ScenarioError) -> Tagging {
    guard case .mapping = node.content else { return Tagging(try tags(of: route)) }
    let families = Tagging.Family.allCases.map(\.rawValue)
    let (name, value) = try onlyField(families, noun: "a list of tags")
    return Tagging(try value.tags(of: route), family: Tagging.Family(rawValue: name) ?? .timestamp)
  }

  private func tags(of route: Route) throws(ScenarioError) -> [String] {
    let elements = try elements(most: Self.mostTags, "tags")
    guard !elements.isEmpty else { throw error("there is no tag", allowed: "write e.g. [items], or leave tags out") }
    var tags: [String] = []
    for element in elements {
      let tag = try element.text(most: Self.longestTag)
      try element.checkTemplate(tag, of: route)
      guard !tags.contains(tag) else {
        throw element.error("\(element.standing) is written twice", allowed: "keep one")
      }
      tags.append(tag)
    }
    return tags
  }
}
