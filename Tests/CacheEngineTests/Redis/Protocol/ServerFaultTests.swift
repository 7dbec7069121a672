import Testing

@testable import CacheEngine

@Suite("What a server's errors and greetings mean")
struct ServerFaultTests {
  @Test(
    "each error has a sentence that says what to do, or what is missing",
    arguments: [
      ("NOAUTH Authentication required.", "wants a password"),
      ("WRONGPASS invalid username-password pair or user is disabled.", "does not take this user and password"),
      ("ERR invalid password", "does not take this user and password"),
      ("NOPERM this user has no permissions to run the 'set' command", "the user may not run 'set' (ACL: +set)"),
      (
        "NOPERM User me has no permissions to run the 'client|setname' command",
        "the user may not run 'client|setname' (ACL: +client|setname)"
      ),
      ("NOPERM No permissions to access a key", "the user may not use the key (ACL: ~pattern)"),
      ("NOPERM No permissions to access the 'a' key", "the user may not use the key 'a' (ACL: ~pattern)"),
      ("NOPERM No permissions to access a channel", "the user may not use the channel (ACL: &pattern)"),
      ("NOPERM", "NOPERM"),
      ("READONLY You can't write against a read only replica.", "is a replica and takes no writes"),
      ("OOM command not allowed when used memory > 'maxmemory'.", "memory is full"),
      ("LOADING Redis is loading the dataset in memory", "still loading"),
      ("MISCONF Redis is configured to save RDB snapshots", "takes no writes until it can"),
      ("ERR max number of clients reached", "maxclients"), ("BUSY Redis is busy running a script.", "a script"),
      ("MOVED 3999 127.0.0.1:6381", "slot 3999 of the cluster is at 127.0.0.1:6381"),
      ("ASK 3999 127.0.0.1:6381", "slot 3999 of the cluster is moving to 127.0.0.1:6381"),
      ("MOVED x y", "MOVED x y"), ("CLUSTERDOWN Hash slot not served", "does not serve all slots"),
      ("CROSSSLOT Keys in request don't hash to the same slot", "different slots"),
      ("TRYAGAIN Multiple keys request during rehashing of slot", "being moved"),
      ("WRONGTYPE Operation against a key holding the wrong kind of value", "something else than a string"),
      ("DENIED Redis is running in protected mode because", "protected mode"),
      ("ERR something else", "ERR something else"),
    ])
  func sentences(_ text: String, _ part: String) {
    #expect(ServerFault(text).sentence(for: text).contains(part))
  }

  @Test("a greeting tells product, version, mode and role; what it does not tell stays unknown")
  func greetings() {
    func bulk(_ text: String) -> RedisReply { .bulk(Array(text.utf8)) }
    let told = ServerIdentity(greeting: [
      bulk("server"), bulk("redis"), bulk("version"), bulk("7.0.15"), bulk("proto"), .integer(2), bulk("id"),
      .integer(3), bulk("mode"), bulk("cluster"), bulk("role"), bulk("replica"), bulk("modules"), .array([]),
    ])
    #expect(told == ServerIdentity(product: "redis", version: "7.0.15", isCluster: true, isReplica: true))
    #expect(ServerIdentity(greeting: []) == .unknown)
    #expect(ServerIdentity(greeting: [bulk("version")]) == .unknown)
    #expect(ServerIdentity(greeting: [.integer(1), bulk("x"), bulk("role"), bulk("master")]) == .unknown)
  }
}
