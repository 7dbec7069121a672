import ArgumentParser
import CacheEngine

/// The files that a run writes as it goes: a recording, or a table of its requests.
struct RunFiles: ParsableArguments {
  @Option(help: ArgumentHelp("Record the run: see 'ttlscope replay'.", valueName: "file"))
  var record: String?

  @Option(help: ArgumentHelp("Write the requests as a table; the name must end in .csv.", valueName: "file.csv"))
  var export: String?

  func validate() throws {
    if let export, !export.lowercased().hasSuffix(".csv") {
      throw ValidationError("--export \(SafeText()(export)): writes CSV; the file's name must end in .csv")
    }
  }

  /// Opens the files and writes into them what the run does, as soon as it does it.
  ///
  /// - Throws: `ExitCode.noTerminal`, 74, once standard error says which file cannot be written.
  func start(_ run: ScenarioRun, clock: RecordingHeader.ClockKind) throws(ExitCode) -> RunRecorder {
    do throws(PendingFile.Failure) {
      let recording = try record.map { (path) throws(PendingFile.Failure) in try PendingFile(path) }
      do throws(PendingFile.Failure) {
        let table = try export.map { (path) throws(PendingFile.Failure) in try PendingFile(path) }
        return RunRecorder(run, clock: clock, recording: recording, table: table)
      } catch {
        recording?.discard()
        throw error
      }
    } catch {
      Output.message("\(error)")
      throw ExitCode.noTerminal
    }
  }
}

/// Writes down what a run does.
final class RunRecorder: Sendable {
  private struct Writers {
    var recording: RecordingWriter
    var table: RecordingCSV
  }

  private let run: ScenarioRun
  private let recording: PendingFile?
  private let table: PendingFile?
  private let writers: Lock<Writers>
  private let listening = Lock<LabListening?>(nil)

  init(_ run: ScenarioRun, clock: RecordingHeader.ClockKind, recording: PendingFile?, table: PendingFile?) {
    self.run = run
    self.recording = recording
    self.table = table
    let header = run.lab.recordingHeader(clock: clock)
    writers = Lock(Writers(recording: RecordingWriter(header), table: RecordingCSV(endpoints: header.endpoints)))
    guard recording != nil || table != nil else { return }
    let listening = run.lab.listen { [weak self] in self?.write($0) }
    self.listening.withLock { $0 = listening }
  }

  /// Completes the files.
  ///
  /// - Throws: `ExitCode.noTerminal`, 74, once standard error says what was lost.
  func finish() throws(ExitCode) {
    listening.withLock { $0 }?.stop()
    writers.withLock { writers in
      writers.recording.end(at: run.lab.clock.now)
      recording?.write(writers.recording.take())
      table?.write(writers.table.take())
    }
    var isLost = false
    for file in [recording, table].compactMap(\.self) {
      do throws(PendingFile.Failure) {
        try file.commit()
      } catch {
        Output.message("\(error)")
        isLost = true
      }
    }
    if isLost { throw ExitCode.noTerminal }
  }

  /// A run whose record is lost need not go on.
  private func write(_ item: RecordingItem) {
    let isWritten = writers.withLock { writers in
      if let recording {
        writers.recording.write(item)
        if writers.recording.count >= PendingFile.bufferSize, !recording.write(writers.recording.take()) {
          return false
        }
      }
      if let table, case .request(let record) = item {
        writers.table.write(record)
        if writers.table.count >= PendingFile.bufferSize, !table.write(writers.table.take()) { return false }
      }
      return true
    }
    if !isWritten { run.stop() }
  }
}
