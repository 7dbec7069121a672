import ArgumentParser
import CacheEngine
import TUI

/// Reads a whole recording into memory, to be moved about in.
enum ReplayFile {
  static let mostBytes = 512 << 20
  static let mostItems = 2_000_000

  /// - Throws: An `ExitCode`, once standard error says why.
  static func tape(of path: String) throws(ExitCode) -> ReplayTape {
    var file = try RecordingFile(path)
    let scenario = try file.scenario()
    var items: [RecordingItem] = []
    var isTooLong = file.size > mostBytes
    while !isTooLong, let item = try file.next() {
      items.append(item)
      isTooLong = items.count > mostItems
    }
    if isTooLong {
      Output.message(
        "\(path): is too long to be shown (at most \(Figures.count(mostItems)) lines and 512 MiB); --check has no limit"
      )
      throw ExitCode.badScenario
    }
    return ReplayTape(file.header, scenario, items)
  }
}
