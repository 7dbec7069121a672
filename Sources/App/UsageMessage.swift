import ArgumentParser
import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is said about arguments that are wrong. It repeats them, so it passes here: an argument may hold a password that
/// was meant for somewhere else, or what would move the cursor.
enum UsageMessage {
  /// Ends the program as the error wants it.
  static func end(with error: any Error) -> Never {
    let status = TTLScope.exitCode(for: error)
    let text = TTLScope.fullMessage(for: error, columns: nil)
    if status == .success {
      Output.line(text)
    } else if !text.isEmpty {
      Output.status(safe(text, arguments: CommandLine.arguments) + "\n")
    }
    exit(status.rawValue)
  }

  static func safe(_ text: String, arguments: [String]) -> String {
    var text = text
    for argument in arguments.flatMap(pieces).sorted(by: { $0.count > $1.count }) {
      let shown = SafeText()(LoginBlank.address(argument))
      if shown != argument { text = text.replacing(argument, with: shown) }
    }
    let lines = LoginBlank.words(of: text).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line in
      // What is an escape already stays one.
      line.split(separator: "\\", omittingEmptySubsequences: false).map { SafeText()(String($0)) }
        .joined(separator: "\\")
    }.joined(separator: "\n")
  }

  /// An argument, and what it gives to an option.
  private static func pieces(_ argument: String) -> [String] {
    let value = argument.firstIndex(of: "=").map { String(argument[argument.index(after: $0)...]) }
    return [argument, value ?? ""].filter { !$0.isEmpty }
  }
}
