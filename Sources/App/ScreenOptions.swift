import ArgumentParser
import CacheEngine
import TUI

/// How the dashboard looks.
struct ScreenOptions: ParsableArguments {
  @Option(help: "Colours: auto, always or never.")
  var color = ColorOption.auto

  @Flag(help: "Draw lines and bars with ASCII characters.")
  var ascii = false

  @Flag(help: "Report clicks and the wheel from the start (m toggles).")
  var mouse = false

  /// What was chosen, as a value that can go to another thread.
  var choice: ScreenChoice { ScreenChoice(color: color, isASCII: ascii, isMouseOn: mouse) }
}

/// How the dashboard is to look.
struct ScreenChoice: Sendable {
  var color: ColorOption
  var isASCII: Bool
  var isMouseOn: Bool
}
