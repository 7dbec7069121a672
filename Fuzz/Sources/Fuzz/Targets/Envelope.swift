@testable import CacheEngine

/// Any bytes are unwrapped, at any moment; what was wrapped comes back byte for byte.
func fuzzEnvelope(_ bytes: [UInt8]) {
  for (now, unix) in [(0, 0), (Int64.max, Int64.max), (.min, .min), (1 << 62, -1), (5, 1_732_471_200_000_000)] {
    _ = EntryEnvelope.unwrap(bytes, at: Timestamp(nanoseconds: now), unixTime: unix)
    _ = EntryEnvelope.unwrap(
      Array("#ttlscope1 ".utf8) + bytes, at: Timestamp(nanoseconds: now), unixTime: unix)
  }
  let now = Timestamp(nanoseconds: 7_000)
  let wrapped = EntryEnvelope.wrap(EncodedValue(bytes: bytes), at: now, unixTime: 1_732_471_200_000_000)
  promise(wrapped.count <= bytes.count + EntryEnvelope.longestLine, "an envelope is too long")
  let (back, _) = EntryEnvelope.unwrap(wrapped, at: now, unixTime: 1_732_471_200_000_000)
  promise(back == bytes, "an envelope does not give back what it was given")
}
