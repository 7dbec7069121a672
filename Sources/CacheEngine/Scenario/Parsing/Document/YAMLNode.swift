/// A value in a YAML document, and where it begins.
struct YAMLNode: Hashable, Sendable {
  indirect enum Content: Hashable, Sendable {
    /// A plain text has no quotes around it, so that it may stand for a number or the like.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    /// In the order in which the fields were written.
    case mapping([YAMLField])
  }

  /// Levels of lists and mappings in each other.
  static let deepest = 32

  var content: Content
  var position: TextPosition
}

/// One field of a mapping. Its name is any value, as far as YAML is concerned.
struct YAMLField: Hashable, Sendable {
  var name: YAMLNode
  var value: YAMLNode
}
