@testable import CacheEngine

/// Any name becomes a text that finds it again, and any text a name.
func fuzzNotation(_ bytes: [UInt8]) {
  let shown = KeyNotation.text(of: bytes)
  promise(KeyNotation.name(of: shown) == bytes, "a text finds another key: \(shown)")
  let name = KeyNotation.name(of: bytes.text)
  promise(KeyNotation.name(of: KeyNotation.text(of: name)) == name, "a text finds another key")
}
