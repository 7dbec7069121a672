extension SafeText {
  /// Shows the key of another program, whose text is escaped already (`KeyNotation`): its name is escaped instead, so that
  /// a byte that is no text reads `\xff`, once, and nothing passes that would not pass otherwise.
  public func callAsFunction(notation text: String) -> String {
    self(KeyNotation.name(of: text))
  }
}
