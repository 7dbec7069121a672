import CacheEngine

/// Any file is a recording or is refused with a line that can be shown.
func fuzzRecording(_ bytes: [UInt8]) {
  var reader = RecordingReader(file: "f")
  do throws(RecordingError) {
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      _ = try reader.item(of: line)
    }
    try reader.finish()
  } catch {
    promise(isQuiet(error.description), "an error is not quiet: \(error)")
  }
}
