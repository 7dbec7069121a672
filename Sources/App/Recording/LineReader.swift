import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a file line by line, however long it is.
struct LineReader {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let descriptor: OwnedDescriptor
  private let path: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var hasEnded = false
  /// Bytes of the file.
  let size: Int

  /// - Throws: ``Failure`` for what cannot be opened, or is no file.
  init(_ path: String) throws(Failure) {
    self.path = path
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
    self.descriptor = OwnedDescriptor(number: descriptor)
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw Self.failure(path) }
    guard information.st_mode & S_IFMT == S_IFREG else {
      throw Failure(description: "\(path): is not a file but a directory, a pipe or a device")
    }
    size = Int(information.st_size)
  }

  /// The next line without its line feed; `nil` at the end. One that is too long for a recording is cut just beyond that.
  mutating func next() throws(Failure) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return buffer[start..<end]
      }
      if hasEnded || buffer.count - start > RecordingReader.longestHeader {
        defer { start = buffer.count }
        return start < buffer.count ? buffer[start...] : nil
      }
      searched = buffer.count - start
      buffer.removeFirst(start)
      start = 0
      try fill()
    }
  }

  private mutating func fill() throws(Failure) {
    var piece = [UInt8](repeating: 0, count: 65_536)
    var count = read(descriptor.number, &piece, piece.count)
    while count < 0, errno == EINTR { count = read(descriptor.number, &piece, piece.count) }
    guard count >= 0 else { throw Self.failure(path) }
    hasEnded = count == 0
    buffer += piece[..<count]
  }

  private static func failure(_ path: String) -> Failure {
    Failure(description: "\(path): \(String(cString: strerror(errno)))")
  }

  /// Closes the file when nobody reads it any more.
  private final class OwnedDescriptor: Sendable {
    let number: Int32

    init(number: Int32) {
      self.number = number
    }

    deinit {
      close(number)
    }
  }
}
