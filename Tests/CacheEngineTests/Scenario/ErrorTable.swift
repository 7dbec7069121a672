import CacheEngine
import Testing

/// A piece of a scenario file, and what is said about it.
struct ErrorRow: CustomTestStringConvertible, Sendable {
  var piece: String
  var message: String

  var testDescription: String { piece }

  /// Reads a table of pairs of lines: a piece, in which `⏎` breaks the line, and its message after an arrow.
  static func rows(_ table: String) -> [ErrorRow] {
    let lines = table.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return stride(from: 0, to: lines.count - 1, by: 2).map { index in
      ErrorRow(
        piece: lines[index].replacing("⏎", with: "\n"), message: String(lines[index + 1].trimmingPrefix("  → ")))
    }
  }

  /// What is said about the piece behind `beginning`.
  func said(after beginning: String = "", before end: String = "") -> String {
    do throws(ScenarioError) {
      _ = try ScenarioParser.scenario(of: beginning + piece + end, file: "t.yaml")
      return "nothing"
    } catch {
      return String(error.description.trimmingPrefix("t.yaml:"))
    }
  }
}
