/// Finds what somebody may have meant by a name that is not there.
public enum NearestName {
  /// The most similar of `names`, the first one of several; `nil` when none is close enough to be a slip of the hand.
  ///
  /// Only the first 64 characters count.
  public static func of(_ name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    var best: (name: String, distance: Int)?
    for candidate in names {
      let distance = distance(wanted, Array(candidate.lowercased().unicodeScalars.prefix(64)))
      if distance <= max(1, wanted.count / 3), distance < min(wanted.count, best?.distance ?? .max) {
        best = (candidate, distance)
      }
    }
    return best?.name
  }

  /// How many characters have to be put in, taken out or changed to make one text of the other (Levenshtein's distance).
  private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    var row = Array(0...other.count)
    for (line, scalar) in one.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, otherScalar) in other.enumerated() {
        let replaced = diagonal + (scalar == otherScalar ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[other.count]
  }
}
