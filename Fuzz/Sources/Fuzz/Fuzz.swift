#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Every target, by the name that `make fuzz` uses. Each takes any bytes and traps when a promise is broken.
private let targets: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
  ("address", fuzzAddress), ("counters", fuzzCounters), ("duration", fuzzDuration), ("envelope", fuzzEnvelope),
  ("fault", fuzzFault), ("foreign", fuzzForeign), ("glob", fuzzGlob), ("json", fuzzJSON), ("keys", fuzzKeys),
  ("monitor", fuzzMonitor), ("notation", fuzzNotation), ("pattern", fuzzPattern), ("recording", fuzzRecording),
  ("reply", fuzzReply), ("safetext", fuzzSafeText), ("scenario", fuzzScenario), ("slots", fuzzSlots),
]

private let target: @Sendable ([UInt8]) -> Void = {
  let name = getenv("TTLSCOPE_FUZZ").map { String(cString: $0) } ?? ""
  guard let found = targets.first(where: { $0.name == name }) else {
    fatalError("TTLSCOPE_FUZZ must name one of \(targets.map(\.name))")
  }
  return found.run
}()

/// libFuzzer's way in. The program's `main` is libFuzzer's own.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Stops with `words` unless `condition` holds; unlike `assert`, in optimised builds too.
func promise(_ condition: Bool, _ words: @autoclosure () -> String) {
  if !condition { fatalError("broken promise: \(words())") }
}

/// Whether `text` may go to a terminal as it is.
func isQuiet(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
}

extension [UInt8] {
  var text: String { String(decoding: self, as: UTF8.self) }
}
