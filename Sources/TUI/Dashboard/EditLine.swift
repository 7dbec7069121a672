/// A line of text with a cursor: what can be done to it while it is typed.
public struct EditLine: Hashable, Sendable {
  public private(set) var characters: [Character]
  public private(set) var cursor: Int

  public init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  public var text: String { String(characters) }

  /// Inserts printable characters at the cursor; anything else, such as a line break in a paste, becomes a blank.
  public mutating func insert(_ text: String, limit: Int) {
    let printable = text.map {
      $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? " " : $0
    }
    let fitting = printable.prefix(max(0, limit - characters.count))
    characters.insert(contentsOf: fitting, at: cursor)
    cursor += fitting.count
  }

  /// True when the key edits the line.
  public mutating func edit(_ key: Key, limit: Int) -> Bool {
    switch key {
    case .character(let character): insert(String(character), limit: limit)
    case .paste(let text): insert(text, limit: limit)
    case .backspace, .control("h"): if cursor > 0 { characters.remove(at: move(by: -1)) }
    case .delete: if cursor < characters.count { characters.remove(at: cursor) }
    case .left, .control("b"): move(by: -1)
    case .right, .control("f"): move(by: 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"):
      characters.removeFirst(cursor)
      cursor = 0
    case .control("k"): characters.removeLast(characters.count - cursor)
    case .control("w"): removeWord()
    default: return false
    }
    return true
  }

  @discardableResult
  private mutating func move(by step: Int) -> Int {
    cursor = min(characters.count, max(0, cursor + step))
    return cursor
  }

  private mutating func removeWord() {
    var start = cursor
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    characters.removeSubrange(start..<cursor)
    cursor = start
  }
}
