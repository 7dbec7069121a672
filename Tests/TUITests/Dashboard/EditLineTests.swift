import Testing

@testable import TUI

@Suite("A line that is being typed")
struct EditLineTests {
  struct Edit: Sendable, CustomTestStringConvertible {
    var keys: [Key]
    var text: String
    var cursor: Int
    var testDescription: String { "\(keys)" }
  }

  /// All on the line `ab cd`, cursor at its end.
  static let edits: [Edit] = [
    Edit(keys: [], text: "ab cd", cursor: 5),
    Edit(keys: [.character("!")], text: "ab cd!", cursor: 6),
    Edit(keys: [.left, .left, .character("x")], text: "ab xcd", cursor: 4),
    Edit(keys: [.control("b"), .backspace], text: "ab d", cursor: 3),
    Edit(keys: [.home, .backspace], text: "ab cd", cursor: 0),
    Edit(keys: [.control("a"), .delete], text: "b cd", cursor: 0),
    Edit(keys: [.delete], text: "ab cd", cursor: 5),
    Edit(keys: [.control("h")], text: "ab c", cursor: 4),
    Edit(keys: [.home, .right, .control("k")], text: "a", cursor: 1),
    Edit(keys: [.home, .control("f"), .control("u")], text: "b cd", cursor: 0),
    Edit(keys: [.control("w")], text: "ab ", cursor: 3),
    Edit(keys: [.control("w"), .control("w")], text: "", cursor: 0),
    Edit(keys: [.control("w"), .control("w"), .control("w")], text: "", cursor: 0),
    Edit(keys: [.home, .left, .end, .right], text: "ab cd", cursor: 5),
    Edit(keys: [.home, .control("e")], text: "ab cd", cursor: 5),
    Edit(keys: [.paste("\n1\t\u{1B}2\r\n")], text: "ab cd 1  2 ", cursor: 11),
    Edit(keys: [.character("中"), .character("👩‍👩‍👧"), .backspace], text: "ab cd中", cursor: 6),
  ]

  @Test("takes every editing key", arguments: edits)
  func edit(_ edit: Edit) {
    var line = EditLine("ab cd")
    let taken = edit.keys.map { line.edit($0, limit: 100) }
    #expect(!taken.contains(false))
    #expect(line.text == edit.text)
    #expect(line.cursor == edit.cursor)
  }

  @Test("leaves other keys alone", arguments: [Key.enter, .escape, .tab, .up, .function(1), .control("x")])
  func otherKeys(key: Key) {
    var line = EditLine("ab")
    let taken = line.edit(key, limit: 100)
    #expect(!taken)
    #expect(line == EditLine("ab"))
  }

  @Test("has a limit")
  func limit() {
    var line = EditLine("ab")
    line.insert("cdef", limit: 4)
    #expect(line.text == "abcd")
    line.insert("x", limit: 3)
    #expect(line.text == "abcd")
  }
}
