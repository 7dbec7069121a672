import Testing

@testable import TestSupport

@Suite("The faults of a bad network")
struct StreamFaultsTests {
  private func passed(_ pieces: [String], _ change: (inout StreamFaults) -> Void) -> [String] {
    var faults = StreamFaults()
    change(&faults)
    return pieces.map {
      let (bytes, isCut) = faults.pass(Array($0.utf8))
      return String(decoding: bytes, as: UTF8.self) + (isCut ? "|" : "")
    }
  }

  @Test("happen to the bytes they are meant for, and only to these")
  func faults() {
    #expect(passed(["ab", "cd"]) { _ in } == ["ab", "cd"])
    #expect(passed(["ab", "cd", "ef"]) { $0.cutAfter = 3 } == ["ab", "c|", "ef"])
    #expect(passed(["ab", "cd"]) { $0.insertion = [120] } == ["xab", "cd"])
    #expect(passed(["ab", "cd"]) { $0.duplicatesNext = true } == ["abab", "cd"])
    #expect(passed(["ab", "cd", "ef"]) { $0.swapsNextTwo = true } == ["", "cdab", "ef"])
    #expect(passed(["ab", "cd"]) { $0.swallows = 3 } == ["", "d"])
    #expect(passed(["ab", "cd"]) { $0.blackHole = true } == ["", ""])
    #expect(passed(["ab", "cd"]) { $0.flips = .once(after: 3, bit: 0) } == ["ab", "ce"])
  }

  @Test("random bits are flipped as often as asked for, and the same for the same seed")
  func flips() {
    var (one, other) = (BitFlips.seeded(5, bytesBetween: 100), BitFlips.seeded(5, bytesBetween: 100))
    for _ in 0..<1_000 {
      var (first, second) = ([UInt8](repeating: 0, count: 97), [UInt8](repeating: 0, count: 97))
      one.damage(&first)
      other.damage(&second)
      #expect(first == second)
    }
    #expect((800...1_200).contains(one.count))
  }
}
