import Testing

@testable import CacheEngine
@testable import TUI

@Suite("A request explains itself")
struct ExplanationTests {
  private static let remarks: [Remark] = [
    .notEncodable("x"), .notDecodable("x"), .excluded, .invalidatedDuringLoad, .readBypassed, .writeBypassed,
    .storeFailed("x"), .writeFailed("x"), .loadFailed("x"), .loadTimedOut, .circuitOpen, .leaseRanOut, .lockFailed("x"),
    .tokenVoid, .refreshRuns, .cyclicLoad("x"), .sharedKey(filledFor: "x", askedFor: "y"),
  ]

  @Test("with one sentence for every reason, cause and remark, no two the same")
  func sentences() {
    let store = Snapshots.memory()
    let causes: [MissCause] = [
      .cold, .expired(ago: .seconds(1)), .evicted, .invalidated, .cleared, .version, .undecodable, .storeError,
    ]
    let sentences =
      StaleReason.allCases.map(Explanation.sentence) + causes.map { Explanation.sentence($0, on: store) }
      + Self.remarks.map(Explanation.sentence)
    #expect(Set(sentences).count == sentences.count)
    for sentence in sentences { #expect(sentence.hasSuffix("."), "\(sentence)") }
  }

  private func text(_ id: UInt64, on snapshot: LabSnapshot = Snapshots.stampede) -> String {
    var state = DashboardState.after(on: snapshot, size: Size(width: 120, height: 60))
    state.log.selected = RequestID(id)
    _ = state.openRecord()
    return Screen.frame(of: state).text
  }

  @Test(
    "says who led, who waited, who filled the entry and what else would have helped",
    arguments: [
      (1_105, "8 waited for this key at once, within 630ms, and all 8 loaded: a stampede."),
      (1_105, "single flight: 1 load, longest wait about 1.98s"),
      (1_105, "stale-while-revalidate: 1 load, nobody waits"),
      (1_105, "lock with a lease of 990ms: 8 loads, longest wait about 2.97s"),
      (1_105, "early refresh, β 1: no help, as no read came early enough before the end"),
      (1_120, "6 requests waited for this load"), (1_121, "waited for the load of #1120"),
      (1_121, "7 waited for this key at once, within 1.10s: one load served them."),
      (1_140, "within stale-while-revalidate"), (1_140, "by #1044, 18s before it was served"),
      (1_140, "started #1141, a load in the background"), (1_141, "started by #1140"),
      (1_150, "The load failed: database down."),
    ])
  func lines(id: UInt64, sentence: String) {
    let words = text(id).split { $0 == " " || $0 == "\n" || $0 == "│" }.joined(separator: " ")
    #expect(words.contains(sentence), "\(words)")
  }

  @Test("and flags a key that two requests share")
  func sharedKey() {
    #expect(text(117, on: Snapshots.busy).contains("they share a key"))
  }
}
