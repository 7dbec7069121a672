import ArgumentParser
import CacheEngine

/// A recording on disk, read line by line.
struct RecordingFile {
  private var lines: LineReader
  private var reader: RecordingReader
  let path: String
  let header: RecordingHeader

  var size: Int { lines.size }

  /// Opens a recording and reads its header.
  ///
  /// - Throws: An `ExitCode`, once standard error says why: 64 for a file that is not there, 65 for one that is no recording.
  init(_ path: String) throws(ExitCode) {
    self.path = path
    reader = RecordingReader(file: path)
    do throws(LineReader.Failure) {
      lines = try LineReader(path)
    } catch {
      Output.message("\(error)")
      throw ExitCode.usage
    }
    let problem: RecordingError
    do throws(RecordingError) {
      if let line = try Self.line(&lines) { _ = try reader.item(of: line) } else { try reader.finish() }
      if let header = reader.header {
        self.header = header
        return
      }
      problem = RecordingError(file: path, position: TextPosition(), problem: "the file is empty")
    } catch {
      problem = error
    }
    Output.safeMessage("\(problem)")
    throw ExitCode.badScenario
  }

  /// The scenario that was recorded, with the seed of the recording.
  func scenario() throws(ExitCode) -> Scenario {
    do throws(ScenarioError) {
      var scenario = try ScenarioParser.scenario(of: header.scenario, file: "\(path) (scenario)")
      scenario.seed = header.seed
      return scenario
    } catch {
      Output.safeMessage("\(error)")
      throw ExitCode.badScenario
    }
  }

  /// The next line as it stands there; `nil` at the end.
  mutating func nextLine() throws(ExitCode) -> ArraySlice<UInt8>? {
    try reported { (file) throws(RecordingError) in try Self.line(&file.lines) }
  }

  /// The next item; `nil` at the end of a complete recording.
  mutating func next() throws(ExitCode) -> RecordingItem? {
    try reported { (file) throws(RecordingError) in
      guard let line = try Self.line(&file.lines) else {
        try file.reader.finish()
        return nil
      }
      return try file.reader.item(of: line)
    }
  }

  private mutating func reported<Result>(
    _ body: (inout RecordingFile) throws(RecordingError) -> Result
  ) throws(ExitCode) -> Result {
    do throws(RecordingError) {
      return try body(&self)
    } catch {
      Output.safeMessage("\(error)")
      throw ExitCode.badScenario
    }
  }

  private static func line(_ lines: inout LineReader) throws(RecordingError) -> ArraySlice<UInt8>? {
    do throws(LineReader.Failure) {
      return try lines.next()
    } catch {
      throw RecordingError(file: "", position: TextPosition(), problem: error.description)
    }
  }
}
