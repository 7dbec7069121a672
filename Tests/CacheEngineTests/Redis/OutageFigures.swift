import Foundation

@testable import CacheEngine

/// What an ``OutageBench`` measured.
struct OutageFigures: Sendable, CustomStringConvertible {
  /// Requests that the store answered, and those that went by it.
  var served = 0
  var unserved = 0
  var wrong = 0
  var seconds = 0.0
  /// How long the store was known to be away, and how often it was asked for meanwhile.
  var away = Duration.zero
  var attempts = 0
  var healed: [Duration] = []
  /// Lines in the lab's log.
  var events = 0
  var before = ProcessSize.now
  var after = ProcessSize.now

  var servedShare: Double { Double(served) / Double(max(1, served + unserved)) }

  var description: String {
    let rate = Double(attempts) / max(seconds, 0.001)
    let (healed, median) = (healed.sorted(), Double(healed.count))
    return """
      \(served + unserved) requests in \(seconds.rounded(toPlaces: 1)) s, \((servedShare * 100).rounded(toPlaces: 2)) % served, \
      \(wrong) wrong; away for \(away.text), \(attempts) attempts in vain, \(rate.rounded(toPlaces: 2)) a second; healed in \
      \(healed.isEmpty ? "–" : healed[Int(median / 2)].text) (median), \(healed.last?.text ?? "–") (worst); \
      \(before) before, \(after) after; \(events) lines in the log
      """
  }
}

extension Double {
  fileprivate func rounded(toPlaces places: Int) -> Double {
    let scale = [1.0, 10, 100][min(places, 2)]
    return (self * scale).rounded() / scale
  }
}

/// How much of the machine this process has.
struct ProcessSize: Sendable, CustomStringConvertible {
  /// Memory that is resident, in bytes; 0 where there is no `/proc`.
  var resident: Int
  /// Files that are open; 0 where there is no `/proc`.
  var files: Int

  static var now: ProcessSize {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    return ProcessSize(resident: (pages.flatMap { Int($0[1]) } ?? 0) * 4_096, files: files ?? 0)
  }

  var description: String { "\(resident >> 20) MiB and \(files) files" }
}
