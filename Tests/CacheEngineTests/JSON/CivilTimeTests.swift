import Testing

@testable import CacheEngine

@Suite("Civil time") struct CivilTimeTests {
  @Test(
    "seconds since 1970 are a date and time of day in UTC",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-86_400, "1969-12-31T00:00:00Z"),
      (-86_401, "1969-12-30T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"), (951_868_799, "2000-02-29T23:59:59Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
      (1_767_605_400, "2026-01-05T09:30:00Z"), (1_709_164_800, "2024-02-29T00:00:00Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
      (-62_167_219_201, "-0001-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func table(seconds: Int64, text: String) {
    #expect(CivilTime(secondsSince1970: seconds).iso8601 == text)
  }

  @Test("no moment is out of reach", arguments: [Int64.min, .min + 1, .max])
  func extremes(seconds: Int64) {
    #expect((0..<86_400).contains(CivilTime(secondsSince1970: seconds).secondOfDay))
  }
}
