/// The life given to an entry when it is written: from one millisecond, the finest step that Redis keeps, to ten years.
///
/// A `TTL` that exists is valid, so no store has to check one again. Where a TTL is optional, `nil` means for ever.
public struct TTL: Hashable, Comparable, Sendable {
  /// Eight bytes instead of sixteen: a TTL is part of every record and every entry.
  private let nanoseconds: Int64

  public static let shortest = Duration.milliseconds(1)
  public static let longest = Duration.seconds(10 * 365 * 86_400)

  /// - Throws: ``TTLError`` when `duration` is zero, negative, under a millisecond or over ten years.
  public init(_ duration: Duration) throws(TTLError) {
    guard duration > .zero else { throw .notPositive }
    guard duration >= Self.shortest else { throw .tooShort }
    guard duration <= Self.longest else { throw .tooLong }
    nanoseconds = duration.wholeNanoseconds
  }

  /// - Throws: ``TTLError``, also for a number that is not finite.
  public init(seconds: Double) throws(TTLError) {
    guard seconds.isFinite else { throw .notFinite }
    guard seconds > 0 else { throw .notPositive }
    guard seconds <= Self.longest.inSeconds else { throw .tooLong }
    let nanoseconds = Int64((seconds * 1e9).rounded())
    guard nanoseconds > 0 else { throw .tooShort }
    try self.init(.nanoseconds(nanoseconds))
  }

  /// The nearest TTL there is.
  init(clamping duration: Duration) {
    nanoseconds = min(max(duration, Self.shortest), Self.longest).wholeNanoseconds
  }

  /// A TTL written in the program itself. One out of range is a programming error and stops the program.
  public static func seconds(_ seconds: Double) -> TTL {
    literal { () throws(TTLError) in try TTL(seconds: seconds) }
  }

  /// A TTL written in the program itself. One out of range is a programming error and stops the program.
  public static func milliseconds(_ milliseconds: Int) -> TTL {
    literal { () throws(TTLError) in try TTL(.milliseconds(milliseconds)) }
  }

  public var duration: Duration { .nanoseconds(nanoseconds) }

  /// Milliseconds as Redis takes them: rounded up, so that an entry never lives shorter than it was promised.
  public var wholeMilliseconds: Int64 {
    (nanoseconds + 999_999) / 1_000_000
  }

  public static func < (left: TTL, right: TTL) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  private static func literal(_ make: () throws(TTLError) -> TTL) -> TTL {
    do {
      return try make()
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

/// Why a number is not a ``TTL``.
public enum TTLError: Error, Hashable, Sendable, CustomStringConvertible {
  case notPositive, tooShort, tooLong, notFinite

  public var description: String {
    switch self {
    case .notPositive: "a TTL must be more than zero (leave it out for no expiry)"
    case .tooShort: "a TTL must be at least 1 ms"
    case .tooLong: "a TTL must be at most 10 years"
    case .notFinite: "a TTL must be a finite number"
    }
  }
}
