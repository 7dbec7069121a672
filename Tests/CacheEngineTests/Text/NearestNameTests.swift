import CacheEngine
import Testing

@Suite("Names that may have been meant")
struct NearestNameTests {
  @Test(
    "are those a slip of the hand away",
    arguments: [
      ("cahe", "cache"), ("Cache", "cache"), ("jiter", "jitter"), ("name", "name"), ("protecton", "protection"),
      ("x", nil), ("", nil), ("serial", nil), ("tll", "ttl"), ("tt", "ttl"), ("completely", nil),
    ] as [(String, String?)])
  func nearest(name: String, meant: String?) {
    #expect(NearestName.of(name, among: ["name", "cache", "ttl", "jitter", "protection", "serializer"]) == meant)
  }

  @Test("the first of several is taken, and long names cost little")
  func others() {
    #expect(NearestName.of("ab", among: ["ac", "ad"]) == "ac")
    #expect(NearestName.of(String(repeating: "a", count: 1_000_000), among: ["a"]) == nil)
    #expect(NearestName.of("a", among: []) == nil)
  }
}
