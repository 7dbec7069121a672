import TUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Saves a screen twice: as plain text, and with its colours (`.ans`).
enum ScreenFile {
  static func save(_ frame: Frame) -> Notice {
    for number in 1...999 {
      let name = "ttlscope-\(number)"
      guard let descriptor = create(name + ".txt") else {
        if errno == EEXIST { continue }
        return Notice("not saved: \(name).txt: \(String(cString: strerror(errno)))", isProblem: true)
      }
      guard write(frame.text + "\n", to: descriptor), let colored = create(name + ".ans"),
        write(frame.ansiText + "\n", to: colored)
      else { return Notice("not saved: \(name): \(String(cString: strerror(errno)))", isProblem: true) }
      return Notice("saved \(name).txt, and with colours \(name).ans")
    }
    return Notice("not saved: ttlscope-1.txt to ttlscope-999.txt all exist", isProblem: true)
  }

  /// Never writes over a file that is there.
  private static func create(_ name: String) -> Int32? {
    let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    return descriptor < 0 ? nil : descriptor
  }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    defer { close(descriptor) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { send($0, to: descriptor) }
      guard written > 0 else { return false }
      bytes = bytes.dropFirst(written)
    }
    return true
  }

  private static func send(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
