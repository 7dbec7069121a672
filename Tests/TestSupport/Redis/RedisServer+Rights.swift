import CacheEngine
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the program under test may ask a server: the server itself refuses all else, and remembers that it was asked.
///
/// `MONITOR` would not do: it shows neither what administrators ask (`CONFIG`, `DEBUG`, `ACL`) nor what was refused.
extension RedisServer {
  /// The commands that the program may send, as an access control list names them; but for `MONITOR`, which a test has to
  /// allow.
  public static let allowed: [String] = [
    "get", "set", "exists", "unlink", "mget", "incrby", "pexpire", "persist", "pttl", "type", "memory|usage",
    "getrange", "scan", "eval", "sadd", "spop", "srandmember", "dbsize", "auth", "select", "client|setname",
    "client|no-touch", "echo", "ping", "time", "info", "hello", "asking", "cluster|slots", "psubscribe",
  ]

  /// The user by whom tests ask, who may do everything.
  static let tester = "tests"

  /// The rights to these commands alone, for a user of a test's own.
  public static var rights: [String] { ["-@all"] + known.map { "+" + $0 } }

  /// Those of them that the server under test knows: it takes no rights to others.
  private static let known = allowed.filter { $0 != "client|no-touch" || isAtLeast(7, 2) }

  /// Options for both users; the program is the default one.
  static func users(options: [String], alsoAllowing others: [String]) -> [String] {
    let place = options.firstIndex(of: "--requirepass").map { options[$0 + 1] }
    return ["--user", tester, "on", ">" + tester, "~*", "&*", "+@all", "--user", "default", "on"]
      + [place.map { ">" + $0 } ?? "nopass", "~*", "&*"] + rights + others.map { "+" + $0 }
  }

  /// What the program asked for that it may not, told once; empty where the server cannot be asked any more.
  public func violations() -> [String] {
    let socket = RawSocket.connectAsTester(path: socketPath, patience: 2)
    guard socket >= 0 else { return [] }
    defer { close(socket) }
    guard RawSocket.write(Array("ACL LOG\r\nACL LOG RESET\r\nQUIT\r\n".utf8), to: socket) else { return [] }
    var bytes: [UInt8] = []
    while let more = RawSocket.read(from: socket) { bytes += more }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    // Names and values in turn, each after its length: "reason", "command", …, "object", the command's name.
    let values = lines.filter { !$0.hasPrefix("$") && !$0.hasPrefix("*") && !$0.hasPrefix(":") }
    return values.indices.filter { values[$0] == "reason" && $0 + 5 < values.count && values[$0 + 1] == "command" }
      .map { values[$0 + 5].lowercased() }.filter { !Self.allowed.contains($0) }
  }

  /// Fails the test in whose course something forbidden was asked.
  func reportViolations() {
    for command in violations() { Issue.record("\(command) was asked of a server, and is not allowed") }
  }
}
