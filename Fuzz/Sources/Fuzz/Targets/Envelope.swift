@testable import CacheEngine

/// Any bytes are unwrapped; what was wrapped comes back byte for byte, for its own key only, and no bit of it can change.
func fuzzEnvelope(_ bytes: [UInt8]) {
  guard bytes.count >= 2 else { return }
  let rest = bytes.dropFirst(2)
  let (name, value) = (Array(rest.prefix(Int(bytes[0]))), Array(rest.dropFirst(Int(bytes[0]))))
  for kept in [Array(rest), EntryEnvelope.mark + rest, sealed(Array(rest))] {
    for isWhole in [true, false] { checkContent(of: kept, under: name, isWhole: isWhole) }
  }

  let wrapped = EntryEnvelope.wrap(EncodedValue(bytes: value), under: name, at: now, unixTime: unixTime)
  promise(wrapped.count <= value.count + EntryEnvelope.longestLine(for: name), "an envelope is too long")
  let content = EntryEnvelope.content(of: wrapped, under: name, at: now, unixTime: unixTime)
  promise(
    content == .ours(start: wrapped.count - value.count, facts: .unknown),
    "an envelope does not give back what it holds")
  let other = EntryEnvelope.content(of: wrapped, under: name + [0], at: now, unixTime: unixTime)
  promise(other == .misplaced(key: name), "an envelope is taken for another key's")
  var changed = wrapped
  changed[Int(bytes[1]) % changed.count] ^= 1 << (bytes[1] & 7)
  let damaged = EntryEnvelope.content(of: changed, under: name, at: now, unixTime: unixTime)
  promise(damaged == .damaged, "a changed envelope is taken for \(damaged)")
}

private let now = Timestamp(nanoseconds: 7_000)
private let unixTime: Int64 = 1_732_471_200_000_000

private func checkContent(of kept: [UInt8], under name: [UInt8], isWhole: Bool) {
  for moment in [Timestamp(nanoseconds: 0), now, Timestamp(nanoseconds: 1 << 62)] {
    if case .ours(let start, let facts) = EntryEnvelope.content(
      of: kept, under: name, at: moment, unixTime: unixTime, isWhole: isWhole)
    {
      promise(start > 0 && start <= kept.count, "a value begins outside of its envelope")
      promise(facts.loadNanoseconds >= 0, "a load took less than no time")
    }
  }
}

/// With the right checksum: otherwise nothing that is made up would be read behind it.
private func sealed(_ line: [UInt8]) -> [UInt8] {
  let covered = "k=".utf8 + line
  let digits = String(covered.withUnsafeBytes { XXHash64.digest($0) }, radix: 16)
  let zeros = String(repeating: "0", count: 16 - digits.count)
  return EntryEnvelope.mark + "c=\(zeros)\(digits) ".utf8 + covered
}
