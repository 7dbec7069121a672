import ArgumentParser
import TUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// When to use colours.
enum ColorOption: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  var terminalColors: TerminalOptions.Colors {
    switch self {
    case .auto: .auto
    case .always: .always
    case .never: .never
    }
  }

  /// Whether lines on standard output get colours.
  var colorsOutput: Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: isatty(1) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
    }
  }
}
