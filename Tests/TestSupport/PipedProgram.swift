import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program run to its end without a terminal: what it wrote, and how it ended.
public struct PipedProgram {
  public let output: String
  public let errors: String
  public let status: Int32

  public var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// Input is empty; output goes to files, so that nothing can block.
  public init(
    running program: String, arguments: [String], environment: [String: String] = [:],
    within limit: Duration = .seconds(20)
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["output", "errors"].map { folder.appendingPathComponent($0) }
    let child = try Self.spawn([program] + arguments, environment, files.map(\.path))
    status = try Self.wait(for: child, within: limit)
    output = try Self.text(of: files[0])
    errors = try Self.text(of: files[1])
  }

  /// Foundation leaks memory when it reads an empty file.
  private static func text(of file: URL) throws -> String {
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    return attributes[.size] as? Int == 0 ? "" : try String(contentsOf: file, encoding: .utf8)
  }

  private static func spawn(_ words: [String], _ environment: [String: String], _ files: [String]) throws -> pid_t {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (place, file) in files.enumerated() {
      posix_spawn_file_actions_addopen(&actions, Int32(place + 1), file, O_WRONLY | O_CREAT, 0o600)
    }
    var arguments = words.map { strdup($0) } + [nil]
    let path = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"]
    var variables = path.merging(environment) { $1 }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, words[0], &actions, nil, &arguments, &variables)
    guard failure == 0 else {
      throw PseudoTerminal.Failure(description: "cannot start \(words[0]): \(String(cString: strerror(failure)))")
    }
    return child
  }

  private static func wait(for child: pid_t, within limit: Duration) throws -> Int32 {
    let end = ContinuousClock.now.advanced(by: limit)
    while ContinuousClock.now < end {
      var status: Int32 = 0
      if waitpid(child, &status, WNOHANG) == child { return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F) }
      usleep(5_000)
    }
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    throw PseudoTerminal.Failure(description: "the program did not end")
  }
}
