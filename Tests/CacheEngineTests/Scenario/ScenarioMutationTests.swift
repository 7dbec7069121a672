import CacheEngine
import Testing

@Suite("Damaged scenario files")
struct ScenarioMutationTests {
  private static let pieces: [[UInt8]] =
    [
      "\n", " ", "  ", ":", ": ", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", "&a ", "*a", "!x ", "|", ">", "?", "%",
      "---\n",
      "\t", "\r", "0", "-1", "1e999", ".nan", "none", "5%", "5s", "name: ", "\u{FEFF}", "é", "𝄞",
    ].map { Array($0.utf8) } + [[0x00], [0xFF], [0xC3]]

  @Test("give a scenario or an error with a position, and never end the program", arguments: [1, 2, 3, 4] as [UInt64])
  func mutations(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<250 {
      let original = Array(
        BuiltInScenarios.all[Int.random(in: 0..<BuiltInScenarios.all.count, using: &generator)].text.utf8)
      let damaged = Self.damaged(original, using: &generator)
      do throws(ScenarioError) {
        _ = try ScenarioParser.scenario(of: damaged, file: "t.yaml")
      } catch {
        #expect(
          error.position.line >= 1 && error.position.column >= 1 && !error.problem.isEmpty,
          "seed \(seed) round \(round)")
        #expect(!error.description.contains("\n"), "seed \(seed) round \(round)")
      }
    }
  }

  private static func damaged(_ original: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let start = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, start + Int.random(in: 0...12, using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &generator))
      case 2: bytes.replaceSubrange(start..<end, with: pieces[Int.random(in: 0..<pieces.count, using: &generator)])
      default: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &generator)], at: start)
      }
    }
    return bytes
  }
}
