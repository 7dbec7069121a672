import CacheEngine
import Testing

@Suite("Redis addresses")
struct RedisAddressTests {
  @Test(
    "are read",
    arguments: [
      ("redis://localhost", RedisAddress(.tcp(host: "localhost", port: 6379))),
      ("redis://", RedisAddress(.tcp(host: "127.0.0.1", port: 6379))),
      ("10.0.0.1:7000/2", RedisAddress(.tcp(host: "10.0.0.1", port: 7000), database: 2)),
      ("redis://h:1?db=3", RedisAddress(.tcp(host: "h", port: 1), database: 3)),
      ("REDIS://h/", RedisAddress(.tcp(host: "h", port: 6379))),
      ("redis://[::1]:7000/1", RedisAddress(.tcp(host: "::1", port: 7000), database: 1)),
      ("redis://[fe80::1]", RedisAddress(.tcp(host: "fe80::1", port: 6379))),
      ("redis://:secret@h", RedisAddress(.tcp(host: "h", port: 6379), password: "secret")),
      ("redis://secret@h", RedisAddress(.tcp(host: "h", port: 6379), password: "secret")),
      ("redis://me:p%40%3A%2F%25@h", RedisAddress(.tcp(host: "h", port: 6379), user: "me", password: "p@:/%")),
      ("redis://me:a@b@h", RedisAddress(.tcp(host: "h", port: 6379), user: "me", password: "a@b")),
      ("redis://m%C3%A9:x@h", RedisAddress(.tcp(host: "h", port: 6379), user: "mé", password: "x")),
      ("rediss://h", RedisAddress(.tcp(host: "h", port: 6379), encryption: .init())),
      ("valkeys://h:1", RedisAddress(.tcp(host: "h", port: 1), encryption: .init())),
      (
        "redis+tls://user:p%40ss@h/3",
        RedisAddress(.tcp(host: "h", port: 6379), encryption: .init(), user: "user", password: "p@ss", database: 3)
      ),
      ("redis://:a%20b%23%3F@h", RedisAddress(.tcp(host: "h", port: 6379), password: "a b#?")),
      ("unix:///run/r.sock", RedisAddress(.unix(path: "/run/r.sock"))),
      ("/run/r.sock", RedisAddress(.unix(path: "/run/r.sock"))),
      ("redis+unix:///run/r.sock?db=4", RedisAddress(.unix(path: "/run/r.sock"), database: 4)),
      ("redis-socket://:x@/a%20b?db=1", RedisAddress(.unix(path: "/a b"), password: "x", database: 1)),
    ])
  func reads(_ text: String, _ expected: RedisAddress) throws {
    #expect(try RedisAddress(text) == expected)
  }

  @Test(
    "are refused with the wrong part named",
    arguments: [
      ("", RedisAddressError.empty),
      ("http://h", .scheme("http")),
      ("a:b@http://h", .scheme("")),
      ("redis://h:0", .port("0")),
      ("redis://h:65536", .port("65536")),
      ("redis://h:+1", .port("+1")),
      ("redis://h:x", .port("")),
      ("redis://h:", .port("")),
      ("redis://::1", .host),
      ("redis://[::1", .host),
      ("redis://[h]", .host),
      ("redis://a b", .host),
      ("redis://h/x", .database("")),
      ("redis://h/-1", .database("-1")),
      ("redis://h/1/2", .database("")),
      ("redis://h?x=1", .unexpected(part: "query other than ?db=n")),
      ("redis://:a?b@h", .unexpected(part: "? before an @ (write %3F in a password)")),
      ("redis://%zz:x@h", .escape(part: "user")),
      ("unix:///%zz", .escape(part: "path")),
      ("redis://:%zz@h", .escape(part: "password")),
      ("redis://:%F@h", .escape(part: "password")),
      ("redis://:%FF@h", .escape(part: "password")),
      ("redis://u:%00@h", .nulCharacter(part: "password")),
      ("redis://me:@h", .userWithoutPassword),
      ("unix://", .pathMissing),
      ("unix://run/r.sock", .pathMissing),
      ("unix:///" + String(repeating: "x", count: 107), .pathTooLong(bytes: 108)),
    ])
  func refuses(_ text: String, _ expected: RedisAddressError) {
    #expect(throws: expected) { try RedisAddress(text) }
  }

  @Test(
    "show no secret, whether they are right or wrong",
    arguments: [
      "redis://hidden:canary@h:6379/0", "redis://hidden:canary@h:x", "redis://hidden:canary@h/x",
      "redis://hidden:canary%zz@h", "rediss://hidden:canary@h", "unix://hidden:canary@/a", "unix://hidden:canary@a",
      "redis://hidden:canary@[::1", "redis://hidden:canary", "redis://h/canary", "redis://hidden:canary?x@h",
      "hidden:canary@http://h", "redis://hidden:canary@h?canary=1",
      "redis://hidden:canary#@h", "http://hidden:canary@h", "redis://hidden:canary/x@h",
    ])
  func showsNoSecret(_ text: String) {
    var shown = ""
    do {
      let address = try RedisAddress(text)
      dump(address, to: &shown)
      shown += "\(address)\(String(reflecting: address))"
    } catch {
      shown = "\(error)\(String(reflecting: error))"
    }
    #expect(!shown.contains("canary") && !shown.contains("hidden"), "\(shown)")
  }

  @Test(
    "warn of another machine that is reached without TLS",
    arguments: [
      ("redis://localhost", nil), ("redis://127.9.9.9", nil), ("redis://[::1]", nil), ("unix:///s", nil),
      ("rediss://h", nil), ("redis://127.evil.test", "and without a password"),
      ("redis://10.0.0.1", "and without a password"),
      ("redis://:canary@10.0.0.1", "the password and all values"),
    ])
  func warns(_ text: String, _ words: String?) throws {
    let warning = try RedisAddress(text).warning
    #expect((warning == nil) == (words == nil))
    #expect(warning?.contains(words ?? "") != false, "\(warning ?? "")")
    #expect(warning?.contains("canary") != true)
  }
}
