import CacheEngine

/// What a bad network does to the bytes of one way; all of it may happen together.
///
/// A piece is what the proxy reads at once. While callers ask one by one, a piece of the replies is one reply.
public struct StreamFaults: Sendable {
  /// How long every piece is held back.
  public var delay: Duration = .zero
  /// No more than so many bytes a second are read and passed on.
  public var bytesPerSecond: Int?
  /// At most so many bytes are passed on at once.
  public var pieceSize: Int?
  /// Nothing passes any more, but no connection ends.
  public var blackHole = false
  /// Connections are cut when this many more bytes have passed.
  public var cutAfter: Int?
  /// Put before the next piece, once.
  public var insertion: [UInt8] = []
  /// So many of the next bytes never arrive.
  public var swallows = 0
  /// The next piece arrives twice.
  public var duplicatesNext = false
  /// The next piece arrives after the one that follows it.
  public var swapsNextTwo = false
  public var flips: BitFlips?
  private var held: [UInt8] = []

  public init() {}

  /// What arrives of a piece, and whether the connection is cut after it.
  mutating func pass(_ piece: [UInt8]) -> (bytes: [UInt8], isCut: Bool) {
    if blackHole { return ([], false) }
    let lost = min(swallows, piece.count)
    swallows -= lost
    var bytes = Array(piece.dropFirst(lost))
    if swapsNextTwo {
      swapsNextTwo = false
      held = bytes
      return ([], false)
    }
    bytes += held
    held = []
    if duplicatesNext, !bytes.isEmpty {
      duplicatesNext = false
      bytes += bytes
    }
    bytes = insertion + bytes
    insertion = []
    flips?.damage(&bytes)
    guard let left = cutAfter else { return (bytes, false) }
    guard left <= bytes.count else {
      cutAfter = left - bytes.count
      return (bytes, false)
    }
    cutAfter = nil
    return (Array(bytes.prefix(left)), true)
  }
}
