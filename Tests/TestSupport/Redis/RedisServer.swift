import CacheEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A `redis-server` of a test's own, in a directory of its own; it ends, and the directory goes, with the last reference.
public final class RedisServer: Sendable {
  public struct StartFailure: Error, CustomStringConvertible {
    public var description: String
  }

  public let socketPath: String
  /// The port on 127.0.0.1, when one was asked for.
  public let port: UInt16?
  private let directory: String
  private let options: [String]
  private let users: [String]
  private let environment: [String: String]
  private let launcher: [String]
  private let process = Lock<pid_t?>(nil)
  private let isFrozen = Lock(false)

  public static var isHere: Bool { program != nil }

  /// Where `redis-server` is, or `nil` on a machine without it; `TTLSCOPE_REDIS_SERVER` names another one to test with.
  public static let program =
    ([getenv("TTLSCOPE_REDIS_SERVER").map { String(cString: $0) }].compactMap(\.self)
    + ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { $0 + "/redis-server" })
    .first { access($0, X_OK) == 0 }

  /// Whether its version is at least this one; tests that need what older servers cannot do say so.
  public static func isAtLeast(_ major: Int, _ minor: Int) -> Bool { (version.major, version.minor) >= (major, minor) }

  private static let version: (major: Int, minor: Int) = {
    guard let program, let run = try? PipedProgram(running: program, arguments: ["--version"]),
      let match = run.output.firstMatch(of: /v=(\d+)\.(\d+)/), let major = Int(match.1), let minor = Int(match.2)
    else { return (0, 0) }
    return (major, minor)
  }()

  /// The words that allow `DEBUG`, which nobody had to allow before 7.0.
  public static var debugging: [String] { isAtLeast(7, 0) ? ["--enable-debug-command", "local"] : [] }

  /// - Parameters:
  ///   - others: What the program may ask beyond ``allowed``.
  ///   - environment: Variables beside this process's own.
  ///   - launcher: A program and its words that become the server, such as `nsenter --net=…`.
  public init(
    tcp: Bool = false, options: [String] = [], alsoAllowing others: [String] = [], environment: [String: String] = [:],
    launcher: [String] = []
  ) async throws {
    var template = Array("/tmp/ttlscope-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw StartFailure(description: "cannot make a directory") }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    socketPath = directory + "/s.sock"
    port = tcp ? try FreePort.find() : nil
    self.options = options
    users = Self.users(options: options, alsoAllowing: others)
    self.environment = environment
    self.launcher = launcher
    try await start()
  }

  deinit {
    kill()
    for path in [socketPath, directory + "/nodes.conf"] { unlink(path) }
    rmdir(directory)
  }

  public var address: RedisAddress { RedisAddress(.unix(path: socketPath)) }
  public var tcpAddress: RedisAddress { RedisAddress(.tcp(host: "127.0.0.1", port: port ?? 0)) }

  /// Starts it again in the same place, empty; returns when it answers.
  public func start() async throws {
    guard let program = Self.program else { throw StartFailure(description: "no redis-server on this machine") }
    unlink(socketPath)
    let words =
      launcher
      + [
        program, "--port", "\(port ?? 0)", "--bind", "127.0.0.1", "--unixsocket", socketPath, "--save", "",
        "--appendonly", "no", "--dir", directory, "--logfile", "/dev/null",
      ] + options + users
    process.withLock { $0 = nil }
    let child = try spawn(words)
    process.withLock { $0 = child }
    for _ in 0..<1_000 {
      if RawSocket.answersPing(path: socketPath) { return }
      var status: Int32 = 0
      if waitpid(child, &status, WNOHANG) == child {
        process.withLock { $0 = nil }
        throw StartFailure(description: "redis-server ended at once")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    kill()
    throw StartFailure(description: "redis-server does not answer")
  }

  /// Ends it at once, as a crash would.
  public func kill() {
    // What stands still was asked before.
    if process.withLock({ $0 }) != nil, !isFrozen.withLock({ $0 }) { reportViolations() }
    isFrozen.withLock { $0 = false }
    guard let child = process.withLock({ $0.take() }) else { return }
    var status: Int32 = 0
    signal(SIGKILL, to: child)
    waitpid(child, &status, 0)
  }

  /// Stops it in its tracks: connections stay, nothing answers.
  public func freeze() {
    reportViolations()
    isFrozen.withLock { $0 = true }
    process.withLock { $0 }.map { signal(SIGSTOP, to: $0) }
  }
  public func thaw() {
    isFrozen.withLock { $0 = false }
    process.withLock { $0 }.map { signal(SIGCONT, to: $0) }
  }

  private func spawn(_ words: [String]) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Whoever reads what the tests print waits for the last one that could still print.
    for descriptor: Int32 in 0...2 { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    var variables: [UnsafeMutablePointer<CChar>?] = environment.sorted { $0.key < $1.key }.map {
      strdup("\($0.key)=\($0.value)")
    }
    defer { for variable in variables { free(variable) } }
    var inherited = 0
    while let variable = environ[inherited] {
      variables.append(strdup(variable))
      inherited += 1
    }
    variables.append(nil)
    let failure = posix_spawn(&child, words[0], &actions, &attributes, &arguments, &variables)
    guard failure == 0 else { throw StartFailure(description: "cannot start redis-server: \(failure)") }
    return child
  }
}

private func signal(_ number: Int32, to child: pid_t) {
  kill(child, number)
}
