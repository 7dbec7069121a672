/// The meaning of complete sequences, whatever terminal family they come from.
enum KeySequence {
  static func controlByte(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x0D, 0x0A: .enter
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x00: .control(" ")
    case 0x1C...0x1F: .control(Character(Unicode.Scalar(byte + 0x40)))
    default: nil
    }
  }

  /// ESC O and a letter: cursor and function keys in application mode, Enter of the keypad.
  static func singleShift(_ byte: UInt8) -> Key? {
    byte == UInt8(ascii: "M") ? .enter : letter(byte)
  }

  /// ESC [ parameters final. Modifiers (`1;5A`) are ignored: Control-Up is Up.
  static func control(_ parameters: [UInt8], final: UInt8) -> Key? {
    if parameters.first == UInt8(ascii: "<") {
      return mouse(numbers(in: parameters.dropFirst()), isRelease: final == UInt8(ascii: "m"), final: final)
    }
    let values = numbers(in: parameters[...])
    if final == UInt8(ascii: "~") { return values.first.flatMap(numbered) }
    guard parameters.isEmpty || values.first == 1 else { return nil }
    return final == UInt8(ascii: "Z") ? .backTab : letter(final)
  }

  /// ESC [ M and three bytes: the mouse of terminals without mode 1006, up to column and row 223.
  static func oldMouse(_ bytes: [UInt8]) -> Key? {
    guard bytes.count == 3, bytes.allSatisfy({ $0 >= 32 }) else { return nil }
    let button = Int(bytes[0]) - 32
    let values = [button & 3 == 3 ? button & ~3 : button, Int(bytes[1]) - 32, Int(bytes[2]) - 32]
    let isRelease = button & 0x43 == 3
    return mouse(values, isRelease: isRelease, final: UInt8(ascii: isRelease ? "m" : "M"))
  }

  private static func letter(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(byte) - 0x4F)
    default: nil
    }
  }

  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  private static func mouse(_ values: [Int], isRelease: Bool, final: UInt8) -> Key? {
    guard values.count == 3, final == UInt8(ascii: "M") || isRelease else { return nil }
    let button = values[0] & ~(4 | 8 | 16)  // without Shift, Alt and Control
    let action: MouseEvent.Action
    switch button {
    case 0: action = isRelease ? .release : .press
    case 64 where !isRelease: action = .wheelUp
    case 65 where !isRelease: action = .wheelDown
    default: return nil  // other buttons, and moves
    }
    return .mouse(MouseEvent(action, column: max(0, values[1] - 1), row: max(0, values[2] - 1)))
  }

  private static func numbers(in bytes: ArraySlice<UInt8>) -> [Int] {
    bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
      digits.reduce(0) { (0x30...0x39).contains($1) ? min(99_999, $0 * 10 + Int($1 - 0x30)) : $0 }
    }
  }
}
