/// The name of an entry, with its hash computed once, so that no lookup hashes the text again.
public struct CacheKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: String
  /// A hash of the UTF-8 text that is the same in every process.
  public let fingerprint: UInt64

  public init(_ text: String) {
    self.text = text
    var hash = Fingerprint()
    for byte in text.utf8 { hash.add(byte) }
    fingerprint = hash.value
  }

  init(text: String, fingerprint: UInt64) {
    self.text = text
    self.fingerprint = fingerprint
  }

  public var description: String { text }

  /// Compares fingerprints first: `String` alone calls "é" and "e" + accent equal, a store does not.
  public static func == (left: CacheKey, right: CacheKey) -> Bool {
    left.fingerprint == right.fingerprint && left.text == right.text
  }

  public static func < (left: CacheKey, right: CacheKey) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(fingerprint)
  }
}

/// FNV-1a over bytes, with a final mix so that all bits depend on all bytes.
///
/// Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm" (IETF draft); the mix is SplitMix64's.
struct Fingerprint {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    return mixed ^ (mixed >> 27)
  }
}
