@testable import CacheEngine

/// A prefix of any bytes makes a pattern that means these bytes and no others.
func fuzzPattern(_ bytes: [UInt8]) {
  var pattern = GlobPattern.prefix(bytes)[...]
  promise(pattern.popLast() == UInt8(ascii: "*"), "a pattern for a prefix is open at its end")
  var meant: [UInt8] = []
  while let byte = pattern.popFirst() {
    switch byte {
    case UInt8(ascii: "\\"): pattern.popFirst().map { meant.append($0) }
    default:
      promise(!"*?[]".utf8.contains(byte), "a pattern holds a character that means others")
      meant.append(byte)
    }
  }
  promise(meant == bytes, "a pattern means other bytes")
}
