import Testing

@testable import CacheEngine

@Suite("Names on a server")
struct ServerNamesTests {
  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(
    "a lease bears its entry's name as a hash tag, or the entry's own tag",
    arguments: [
      ("ttlscope:", "users", "ttlscope:lock:{ttlscope:users}"), ("ttlscope:", "a{b", "ttlscope:lock:{ttlscope:a{b}"),
      ("ttlscope:", "{u1}:a", "ttlscope:lock:{u1}:{u1}:a"), ("ttlscope:", "a{u1}b{c}", "ttlscope:lock:{u1}:a{u1}b{c}"),
      ("{app}:", "users", "{app}:lock:{app}:users"), ("ttlscope:", "", "ttlscope:lock:{ttlscope:}"),
    ])
  func leases(_ prefix: String, _ key: String, _ lease: String) {
    let names = ServerNames(prefix: Array(prefix.utf8))
    #expect(Self.text(names.lease(of: CacheKey(key))) == lease)
  }

  private static let odd = [
    "users", "a}b", "{}", "{}{a}", "a{}b", "}{", "}", "{", "{{}}", "{a}", "lock:{ttlscope:users}", "lock:{u1}:{u1}:a",
    "set:{a}", "key:lock:{x}", "é{ü}", "a-lock", "{ttlscope:users}", "{\"id\":{}}", "1", "lock:", "key:", "key:users",
  ]

  @Test(
    "a lease shares its entry's slot whatever braces there are", arguments: ["ttlscope:", "{app}:", "a{b", "{}", "}"])
  func slots(_ prefix: String) {
    let names = ServerNames(prefix: Array(prefix.utf8))
    for key in Self.odd.map({ CacheKey($0) }) {
      #expect(HashSlot(of: names.lease(of: key)) == HashSlot(of: names.entry(key)), "\(prefix) \(key)")
    }
  }

  @Test("no two things share a name, and an entry's name tells its key", arguments: ["ttlscope:", "{app}:", "{}", "}"])
  func distinct(_ prefix: String) {
    let names = ServerNames(prefix: Array(prefix.utf8))
    var seen: Set<[UInt8]> = []
    for key in Self.odd.map({ CacheKey($0) }) {
      for name in [names.entry(key), names.lease(of: key), names.set(key)] {
        #expect(name.starts(with: prefix.utf8))
        #expect(seen.insert(name).inserted, "\(Self.text(name))")
      }
      #expect(names.key(names.entry(key), in: "") == key)
      #expect(names.key(names.lease(of: key), in: "") == nil)
      #expect(names.key(names.set(key), in: "") == nil)
    }
  }

  @Test("names of other programs are the keys of what they name")
  func foreign() {
    let names = ServerNames(prefix: Array("p:".utf8))
    for text in ["key:", "key:users", "key:key:a", "lock:a", "set:a", "lock{a}", ""] {
      let name = Array("p:\(text)".utf8)
      #expect(names.key(name, in: "")?.text == text)
      #expect(names.entry(CacheKey(text)) == name)
    }
  }

  @Test("a key begins with what is wanted, not its name")
  func wanted() {
    let names = ServerNames(prefix: Array("p:".utf8))
    let kept = names.entry("lock:{a}")
    #expect(names.key(kept, in: "lock:") == "lock:{a}")
    #expect(names.key(kept, in: "key:") == nil)
    let patterns = [
      "users": "p:users*", "a*": "p:a\\**", "": "p:*", "lo": "p:*", "key": "p:*", "lock:{a": "p:key:lock:{a*",
    ]
    for (wanted, pattern) in patterns { #expect(Self.text(names.pattern(for: wanted)) == pattern, "\(wanted)") }
  }
}
