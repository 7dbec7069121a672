@testable import CacheEngine

/// What other programs wrote is outlined in so many lines, whatever it is.
func fuzzForeign(_ bytes: [UInt8]) {
  if let value = ForeignValue(bytes) { check(value.outline(of: bytes)) }
  check(PickleOutline.lines(of: bytes))
  check(MessagePack.lines(of: bytes))
}

private func check(_ lines: [String]) {
  promise(lines.count <= MessagePack.mostLines + 1, "an outline of \(lines.count) lines")
  for line in lines {
    promise(line.utf8.count <= 50_000, "a line of \(line.utf8.count) bytes")
  }
}
