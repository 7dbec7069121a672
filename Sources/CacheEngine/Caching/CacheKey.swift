/// The name of an entry, with its hash computed once, so that no lookup hashes the text again.
public struct CacheKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: String
  /// A hash of the UTF-8 text that is the same in every process.
  public let fingerprint: UInt64

  public init(_ text: String) {
    self.text = text
    fingerprint = Fingerprint.of(text)
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

/// A 64-bit hash of bytes, eight at a time, the same in every process and on every machine.
///
/// Each word is mixed in with the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), the length first. For telling
/// keys apart, not for security: where two fingerprints agree, keys are compared.
enum Fingerprint {
  static func of(_ text: String, seed: UInt64 = 0) -> UInt64 {
    var text = text
    return text.withUTF8 { of(UnsafeRawBufferPointer($0), seed: seed) }
  }

  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var hash = mixed(seed ^ UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15)
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = mixed(hash ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    guard offset < bytes.count else { return hash }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return mixed(hash ^ rest)
  }

  @inline(__always)
  private static func mixed(_ word: UInt64) -> UInt64 {
    var mixed = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
