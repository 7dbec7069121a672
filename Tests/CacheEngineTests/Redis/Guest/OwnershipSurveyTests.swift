import Testing

@testable import CacheEngine

@Suite("Whose keys a database holds") struct OwnershipSurveyTests {
  private static func access(_ pages: [[String]], ends: Bool = true) -> WriteAccess? {
    var survey = OwnershipSurvey(prefix: Array("cl:".utf8))
    for (place, names) in pages.enumerated() {
      let next: UInt64? = ends && place == pages.count - 1 ? nil : 7
      if let access = survey.see(names.map { Array($0.utf8) }, next: next) { return access }
    }
    return nil
  }

  @Test(
    "is decided by every name that was seen",
    arguments: [
      ([[]], WriteAccess.allowed), ([["cl:a", "cl:b"], [], ["cl:"]], .allowed),
      ([["cl:a"], ["cl2:a"]], .readOnly(.foreignKeys)), ([["cl"]], .readOnly(.foreignKeys)),
      ([["CL:a"]], .readOnly(.foreignKeys)), ([["other"], ["cl:a"]], .readOnly(.foreignKeys)),
    ])
  func decision(pages: [[String]], access: WriteAccess) {
    #expect(Self.access(pages) == access)
  }

  @Test("is open while more keys are to come, and counts as others' beyond 10,000")
  func bound() {
    #expect(Self.access([["cl:a"]], ends: false) == nil)
    let pages = Array(repeating: Array(repeating: "cl:a", count: 100), count: 100)
    #expect(Self.access(pages, ends: false) == .readOnly(.tooManyKeys(looked: 10_000)))
    #expect(Self.access(Array(pages.dropLast()), ends: false) == nil)
  }

  @Test(
    "does not matter where a server is on another machine, without password",
    arguments: [
      ("redis://localhost", false), ("redis://127.0.0.1:7000", false), ("redis://127.8.9.1", false),
      ("redis://[::1]:6379", false), ("unix:///run/redis.sock", false), ("redis://:secret@cache.example", false),
      ("redis://cache.example", true), ("redis://10.0.0.7", true), ("redis://127.example.com", true),
      ("redis://127.0.0.1.example", true), ("redis://[2001:db8::1]", true),
    ])
  func exposure(url: String, isExposed: Bool) throws {
    #expect(try RedisAddress(url).isExposed == isExposed)
  }
}
