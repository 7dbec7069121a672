import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that holds a password in its first line, and that only its owner can read.
enum PasswordFile {
  /// The file is not used; its text never repeats what the file holds.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// The bytes that a password can have at most.
  static let longest = 4_096

  static func password(in path: String) throws(Refusal) -> String {
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Refusal(description: reason) }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw Refusal(description: reason) }
    try check(information)
    var buffer = [UInt8](repeating: 0, count: longest + 2)
    defer { for index in buffer.indices { buffer[index] = 0 } }
    let count = read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw Refusal(description: reason) }
    return try password(of: buffer[..<count])
  }

  private static func check(_ information: stat) throws(Refusal) {
    guard information.st_mode & S_IFMT == S_IFREG else {
      throw Refusal(description: "is not a file but a directory, a pipe or a device")
    }
    guard information.st_uid == geteuid() || information.st_uid == 0 else {
      throw Refusal(description: "belongs to somebody else, who knows and can change what it holds")
    }
    let mode = information.st_mode & 0o7777
    guard mode & 0o077 == 0 else {
      let octal = String(mode, radix: 8)
      throw Refusal(description: "can be reached by others (mode 0\(octal)): make it yours alone with 'chmod 600'")
    }
  }

  /// The first line of a file's beginning, without its end, that of Windows included.
  static func password(of bytes: some Sequence<UInt8>) throws(Refusal) -> String {
    var line = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard !line.isEmpty else { throw Refusal(description: "has no password in its first line") }
    guard line.count <= longest else { throw Refusal(description: "its first line is longer than \(longest) bytes") }
    return try text(of: line)
  }

  /// - Throws: when the bytes cannot be a password that is sent.
  static func text(of bytes: [UInt8]) throws(Refusal) -> String {
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw Refusal(description: "the password is not UTF-8 without NUL characters")
    }
    return text
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
