/// Takes logins out of text that repeats what somebody typed: `redis://user:password@host` becomes `redis://…@host`.
///
/// It would rather take too much: what lies between the beginning of an address and its last `@`.
enum LoginBlank {
  /// Blanks every word that looks like an address with a login.
  static func words(of text: String) -> String {
    var result = ""
    var word = ""
    for character in text {
      if character.isWhitespace || "'\"`".contains(character) {
        result += address(word) + String(character)
        word = ""
      } else {
        word.append(character)
      }
    }
    return result + address(word)
  }

  /// The same for one address, whatever characters are in it.
  static func address(_ text: String) -> String {
    guard let end = text.lastIndex(of: "@") else { return text }
    let head = text[..<end]
    if let mark = head.firstRange(of: "://") { return head[..<mark.upperBound] + "…" + text[end...] }
    // Without a scheme only what has a password behind a name; the option that it was given to stays.
    guard head.contains(":") else { return text }
    let option = head.hasPrefix("-") ? head.firstIndex(of: "=").map { head[...$0] } ?? "" : ""
    return option + "…" + text[end...]
  }
}
