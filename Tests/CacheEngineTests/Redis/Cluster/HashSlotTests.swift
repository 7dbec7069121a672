import Testing

@testable import CacheEngine

@Suite("Slots of keys")
struct HashSlotTests {
  @Test("the checksum is that of the published vectors")
  func checksum() {
    let table: [(String, UInt16)] = [("", 0), ("123456789", 0x31C3), ("A", 0x58E5)]
    for (text, sum) in table { #expect(CRC16.of(Array(text.utf8)[...]) == sum, "\(text)") }
  }

  @Test(
    "a key belongs to the slot that Redis says",
    arguments: [
      ("123456789", 12_739), ("foo", 12_182), ("bar", 5_061), ("hello", 866), ("somekey", 11_058),
      ("foo{hash_tag}", 2_515), ("bar{hash_tag}", 2_515), ("", 0),
    ])
  func slots(_ key: String, _ slot: Int) {
    #expect(HashSlot(of: Array(key.utf8)).number == slot)
  }

  @Test(
    "a hash tag is what stands between the first brace and the next that closes",
    arguments: [
      ("{user1000}.following", "user1000"), ("foo{}{bar}", nil), ("foo{{bar}}zap", "{bar"), ("foo{bar}{zap}", "bar"),
      ("foo", nil), ("foo{", nil), ("foo}bar{", nil), ("}{a}", "a"), ("{}", nil), ("{a", nil), ("a}", nil),
    ] as [(String, String?)])
  func tags(_ key: String, _ tag: String?) {
    #expect(HashSlot.tag(in: Array(key.utf8)).map { String(decoding: $0, as: UTF8.self) } == tag)
    if let tag { #expect(HashSlot(of: Array(key.utf8)) == HashSlot(of: Array(tag.utf8))) }
  }

  @Test("there are slots 0 to 16383")
  func bounds() {
    #expect(HashSlot(-1) == nil)
    #expect(HashSlot(0)?.number == 0)
    #expect(HashSlot(16_383)?.number == 16_383)
    #expect(HashSlot(16_384) == nil)
  }

  @Test("a set of slots knows what is in it, and names it in ranges")
  func sets() {
    var set = SlotSet()
    #expect(set.isEmpty && set.first == nil && set.ranges.isEmpty)
    for number in [0, 1, 2, 63, 64, 7_000, 16_383] { HashSlot(number).map { set.insert($0) } }
    #expect(set.count == 7 && set.first?.number == 0)
    #expect(set.ranges == [0...2, 63...64, 7_000...7_000, 16_383...16_383])
    #expect(set.description == "slots 0–2, 63–64, 7000 and 1 more ranges")
    #expect(SlotSet.all.count == HashSlot.count && SlotSet.all.description == "slots 0–16383")
    #expect(SlotSet.all.subtracting(set).count == HashSlot.count - 7)
    var both = set
    both.formUnion(.all)
    #expect(both == .all)
    both.formIntersection(set)
    #expect(both == set)
  }
}
