/// Turns the bytes that a terminal sends into keys.
///
/// A state machine that is fed with bytes and told the time, so that it can be tested without a terminal. It accepts
/// anything: what it does not know yields no key, nothing grows without bound, and 100 ms of silence (after the start of a
/// paste, a second) bring it back to its beginning.
public struct KeyDecoder: Sendable {
  public typealias Instant = ContinuousClock.Instant

  /// How long an escape byte may be followed by the rest of a sequence before it counts as the Escape key.
  public static let escapeDelay = Duration.milliseconds(25)
  /// How long a sequence or a paste may pause before it counts as broken off.
  public static let patience = Duration.milliseconds(100)
  /// How long after a pause the rest of a paste may still come. Till then what arrives is text, never a command.
  public static let pastePatience = Duration.seconds(1)
  /// The bytes of one paste that are kept.
  public static let longestPaste = 64 * 1024
  static let longestSequence = 64

  enum State: Sendable, Hashable {
    case ground
    case escape
    /// ESC [ … up to a final byte.
    case control
    /// ESC O, one byte to come.
    case singleShift
    /// ESC [ M, three bytes to come.
    case oldMouse
    /// ESC [ [, one byte to come: the function keys of the Linux console.
    case consoleFunction
    /// A string that the terminal sends on its own: ESC ] P _ ^ X … up to BEL or ESC \.
    case string(afterEscape: Bool)
    case paste
  }

  private(set) var state = State.ground
  private var sequence: [UInt8] = []
  private var paste = PasteCollector()
  private var character = UTF8Assembler()
  private var lastByte: Instant?

  public init() {}

  /// When ``expire(at:)`` must be called if no byte arrives. Nil when nothing is half done.
  public var deadline: Instant? {
    guard let lastByte else { return nil }
    switch state {
    case .ground: return character.isPending ? lastByte.advanced(by: Self.patience) : nil
    case .escape: return lastByte.advanced(by: Self.escapeDelay)
    case .paste where paste.isEmpty: return lastByte.advanced(by: Self.pastePatience)
    default: return lastByte.advanced(by: Self.patience)
    }
  }

  /// Takes bytes that arrived at `now` and returns the keys that they complete.
  public mutating func feed(_ bytes: some Sequence<UInt8>, at now: Instant) -> [Key] {
    var keys = expire(at: now)
    for byte in bytes {
      lastByte = now
      take(byte, into: &keys)
    }
    return keys
  }

  /// Ends what has waited too long by `now`: a lone escape byte becomes a key. A paste that pauses is handed on as far as
  /// it came; over a slow line the rest may follow, and is a paste of its own.
  public mutating func expire(at now: Instant) -> [Key] {
    guard let deadline, now >= deadline else { return [] }
    if state == .paste, !paste.isEmpty {
      defer { paste = PasteCollector() }
      lastByte = now
      return [.paste(paste.finish())]
    }
    defer { reset() }
    return state == .escape ? [.escape] : []
  }

  private mutating func reset() {
    state = .ground
    sequence.removeAll(keepingCapacity: true)
    character = UTF8Assembler()
    lastByte = nil
  }

  private mutating func take(_ byte: UInt8, into keys: inout [Key]) {
    switch state {
    case .ground: takeInGround(byte, into: &keys)
    case .escape: takeAfterEscape(byte, into: &keys)
    case .control: takeInControl(byte, into: &keys)
    case .singleShift:
      state = .ground
      if let key = KeySequence.singleShift(byte) { keys.append(key) }
    case .consoleFunction:
      state = .ground
      if (0x41...0x45).contains(byte) { keys.append(.function(Int(byte) - 0x40)) }
    case .oldMouse:
      sequence.append(byte)
      guard sequence.count == 3 else { return }
      if let key = KeySequence.oldMouse(sequence) { keys.append(key) }
      reset()
    case .string(let afterEscape): takeInString(byte, afterEscape: afterEscape, into: &keys)
    case .paste:
      guard paste.take(byte) else { return }
      keys.append(.paste(paste.finish()))
      reset()
    }
  }

  private mutating func takeInGround(_ byte: UInt8, into keys: inout [Key]) {
    if byte == 0x1B {
      character = UTF8Assembler()
      state = .escape
    } else if byte < 0x20 || byte == 0x7F {
      character = UTF8Assembler()
      if let key = KeySequence.controlByte(byte) { keys.append(key) }
    } else if let scalar = character.take(byte), scalar.value >= 0xA0 || scalar.isASCII {
      keys.append(.character(Character(scalar)))
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8, into keys: inout [Key]) {
    sequence.removeAll(keepingCapacity: true)
    switch byte {
    case 0x1B: keys.append(.escape)
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "O"): state = .singleShift
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      state = .string(afterEscape: false)
    default:
      // Escape and then another key, or Alt with it: no telling, and the former does no harm.
      keys.append(.escape)
      state = .ground
      takeInGround(byte, into: &keys)
    }
  }

  private mutating func takeInControl(_ byte: UInt8, into keys: inout [Key]) {
    switch byte {
    case 0x1B:
      state = .escape
    case 0x5B where sequence.isEmpty:
      state = .consoleFunction
    case 0x4D where sequence.isEmpty:
      state = .oldMouse
    case 0x20...0x3F:
      if sequence.count < Self.longestSequence { sequence.append(byte) }
    case 0x40...0x7E:
      state = .ground
      finishControl(final: byte, into: &keys)
    default:
      state = .ground
    }
  }

  private mutating func finishControl(final: UInt8, into keys: inout [Key]) {
    guard sequence.count < Self.longestSequence else { return }
    if final == UInt8(ascii: "~"), sequence == Array("200".utf8) {
      state = .paste
      paste = PasteCollector()
    } else if let key = KeySequence.control(sequence, final: final) {
      keys.append(key)
    }
  }

  private mutating func takeInString(_ byte: UInt8, afterEscape: Bool, into keys: inout [Key]) {
    sequence.append(0)
    switch byte {
    case 0x1B: state = .string(afterEscape: true)
    case 0x07, 0x18, 0x1A: reset()
    case UInt8(ascii: "\\") where afterEscape: reset()
    case _ where sequence.count > 4_096: reset()
    case _ where afterEscape:
      // Not the end of a string but the start of something else.
      state = .escape
      takeAfterEscape(byte, into: &keys)
    default: break
    }
  }
}
