import TUI

/// Any bytes in any pieces and pauses: nothing grows, and silence brings the decoder back to its beginning.
func fuzzKeys(_ bytes: [UInt8]) {
  var decoder = KeyDecoder()
  var now = ContinuousClock.now
  var rest = bytes[...]
  while let first = rest.popFirst() {
    // The low bits of a byte say how many of the next come at once, the high ones how long the pause before was.
    now = now.advanced(by: .milliseconds(Int(first >> 5) * 20))
    let piece = rest.prefix(Int(first & 0x1F))
    rest = rest.dropFirst(piece.count)
    _ = decoder.feed(piece, at: now)
  }
  // The first moment ends a paste as far as it came, the second one what might have followed it.
  for silence in [KeyDecoder.patience, KeyDecoder.pastePatience] {
    now = now.advanced(by: silence)
    _ = decoder.expire(at: now)
  }
  promise(decoder.deadline == nil, "a decoder is not at its beginning after a long silence")
  promise(decoder.feed([UInt8(ascii: "q")], at: now) == [.character("q")], "a key is not what it is")
}
