import Foundation
import TUI
import Testing

/// Compares `frame` with the picture kept as `Frames/<name>.txt` beside the tests of the target.
///
/// With TTLSCOPE_RECORD_FRAMES=1 the picture is written instead, and the test fails, so that recording cannot be left on.
public func expectFrame(
  _ frame: Frame, named name: String, in directory: String? = nil, file: StaticString = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = directory.map { URL(fileURLWithPath: $0) } ?? framesFolder(for: "\(file)")
  let picture = folder.appendingPathComponent("\(name).txt")
  if ProcessInfo.processInfo.environment["TTLSCOPE_RECORD_FRAMES"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data((frame.text + "\n").utf8).write(to: picture)
    Issue.record("recorded \(picture.lastPathComponent); run again without recording", sourceLocation: sourceLocation)
    return
  }
  guard let kept = try? String(contentsOf: picture, encoding: .utf8) else {
    Issue.record("there is no picture \(picture.path); it shows:\n\(frame.text)", sourceLocation: sourceLocation)
    return
  }
  #expect(kept == frame.text + "\n", "the frame differs from \(name).txt", sourceLocation: sourceLocation)
}

/// `Tests/<Target>/Frames`, found from any file below `Tests/<Target>`.
private func framesFolder(for file: String) -> URL {
  var folder = URL(fileURLWithPath: file).deletingLastPathComponent()
  while folder.deletingLastPathComponent().lastPathComponent != "Tests", folder.pathComponents.count > 2 {
    folder = folder.deletingLastPathComponent()
  }
  return folder.appendingPathComponent("Frames")
}
