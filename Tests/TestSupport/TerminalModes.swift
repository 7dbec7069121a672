#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The modes of a terminal, comparable.
public struct TerminalModes: Hashable, CustomStringConvertible {
  private let flags: [UInt]
  private let controlCharacters: [UInt8]

  init(of descriptor: Int32) {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    flags = [UInt(modes.c_iflag), UInt(modes.c_oflag), UInt(modes.c_cflag), UInt(modes.c_lflag)]
    controlCharacters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
  }

  /// Keys are echoed and lines can be edited: what a shell expects.
  public var isCooked: Bool { flags[3] & UInt(ECHO | ICANON) == UInt(ECHO | ICANON) }

  public var description: String { flags.map { String($0, radix: 16) }.joined(separator: " ") }
}
