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
      ("rediss://h", .encryption),
      ("redis://h:0", .port("0")),
      ("redis://h:65536", .port("65536")),
      ("redis://h:+1", .port("+1")),
      ("redis://h:x", .port("x")),
      ("redis://h:", .port("")),
      ("redis://::1", .host),
      ("redis://[::1", .host),
      ("redis://[h]", .host),
      ("redis://a b", .host),
      ("redis://h/x", .database("x")),
      ("redis://h/-1", .database("-1")),
      ("redis://h/1/2", .database("1/2")),
      ("redis://h?x=1", .unexpected(part: "query other than ?db=n")),
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
      "redis://hidden:canary@[::1", "redis://hidden:canary#@h", "http://hidden:canary@h", "redis://hidden:canary/x@h",
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
}
