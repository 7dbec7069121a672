#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a small file that somebody has named, whatever it turns out to be.
enum ScenarioFile {
  enum Failure: Error, CustomStringConvertible {
    case missing
    case notAFile
    case system(String)

    var description: String {
      switch self {
      case .missing: "there is no such file"
      case .notAFile: "is not a file but a directory, a pipe or a device"
      case .system(let reason): reason
      }
    }
  }

  /// The first `most` bytes.
  static func bytes(of path: String, most: Int) -> Result<[UInt8], Failure> {
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(errno == ENOENT ? .missing : .system(reason)) }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { return .failure(.system(reason)) }
    guard information.st_mode & S_IFMT == S_IFREG else { return .failure(.notAFile) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < most {
      let count = read(descriptor, &piece, min(piece.count, most - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .failure(.system(reason)) }
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return .success(bytes)
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
