import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard output for data, standard error for words about it, which pass the sanitiser here.
enum Output {
  /// Writes a line. A reader that went away ends the program quietly; output that is lost ends it with status 74.
  static func line(_ text: String) {
    write(text + "\n", to: 1)
  }

  static func message(_ text: String) {
    safeMessage(SafeText()(text))
  }

  /// What the user should know of the store, where there is something.
  static func warning(of status: StoreStatus) {
    status.warning.map { message($0) }
  }

  /// A message whose foreign parts have passed the sanitiser already: twice would double their backslashes. Logins are
  /// taken out of all.
  static func safeMessage(_ text: String) {
    write("ttlscope: \(LoginBlank.words(of: text))\n", to: 2)
  }

  /// Writes to standard error just what is given: for a line that is written over.
  static func status(_ text: String) {
    write(text, to: 2)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { send($0, to: descriptor) }
      if written > 0 {
        bytes = bytes.dropFirst(written)
      } else if errno == EPIPE {
        exit(0)
      } else if errno != EINTR {
        if descriptor == 1 { message("output lost: \(String(cString: strerror(errno)))") }
        exit(74)
      }
    }
  }

  private static func send(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
