import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that appears under its name, in place of one that is there, only once it is complete.
final class PendingFile: Sendable {
  /// Bytes worth a call of the system.
  static let bufferSize = 65_536

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private struct State {
    var descriptor: Int32
    var failure: Failure?
  }

  private let path: String
  private let temporary: String
  private let state: Lock<State>

  /// - Throws: ``Failure`` when there can be no such file.
  init(_ path: String) throws(Failure) {
    self.path = path
    temporary = "\(path).\(getpid()).tmp"
    var information = stat()
    if stat(path, &information) == 0, information.st_mode & S_IFMT != S_IFREG {
      throw Failure(description: "\(path): is not a file but a directory, a pipe or a device")
    }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
    state = Lock(State(descriptor: descriptor))
  }

  /// Adds to the file. False once something could not be written: ``commit()`` then says what.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    state.withLock { state in
      send(bytes, &state)
      return state.failure == nil
    }
  }

  /// Gives the file its name. After a failure nothing is left of it, and what was there before stays.
  func commit() throws(Failure) {
    let failure = state.withLock { state in
      if close(state.descriptor) != 0, state.failure == nil { state.failure = Self.failure(path) }
      if state.failure == nil, rename(temporary, path) != 0 { state.failure = Self.failure(path) }
      if state.failure != nil { unlink(temporary) }
      return state.failure
    }
    if let failure { throw failure }
  }

  /// Leaves everything as it was.
  func discard() {
    state.withLock { state in
      close(state.descriptor)
      unlink(temporary)
    }
  }

  private func send(_ bytes: [UInt8], _ state: inout State) {
    var rest = bytes[...]
    while !rest.isEmpty, state.failure == nil {
      let written = rest.withUnsafeBytes { Self.send($0, to: state.descriptor) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        state.failure = Self.failure(path)
      }
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(description: "\(path): \(String(cString: strerror(errno)))")
  }

  private static func send(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
