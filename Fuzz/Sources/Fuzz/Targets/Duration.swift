import CacheEngine

/// Any text is a duration or is refused, and what is shown of a duration can be read again.
func fuzzDuration(_ bytes: [UInt8]) {
  do throws(DurationError) {
    let duration = try DurationParser.duration(of: bytes.text)
    promise(duration >= .zero, "a duration is negative: \(duration)")
  } catch {
    promise(isQuiet(SafeText()("\(error)")), "an error is not quiet")
  }
}
