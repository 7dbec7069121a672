import CacheEngine

/// Any bytes are JSON or are refused; what was read is written and read again as the same value.
func fuzzJSON(_ bytes: [UInt8]) {
  guard let value = try? JSONParser.value(of: bytes), let written = try? JSONWriter.bytes(of: value) else { return }
  promise((try? JSONParser.value(of: written)) == value, "JSON changes when it is written: \(written.text)")
}
