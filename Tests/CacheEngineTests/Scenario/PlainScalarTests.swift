import Testing

@testable import CacheEngine

@Suite("Words without quotes in a response")
struct PlainScalarTests {
  @Test(
    "stand for what they look like",
    arguments: [
      ("", .value(.null)), ("~", .value(.null)), ("null", .value(.null)), ("nul", .value(.string("nul"))),
      ("true", .value(.bool(true))), ("FALSE", .value(.bool(false))), ("yes", .value(.string("yes"))),
      ("5", .value(.number("5"))), ("-5", .value(.number("-5"))), ("+5", .value(.number("5"))),
      ("007", .value(.number("7"))), ("-0", .value(.number("-0"))), ("0.50", .value(.number("0.50"))),
      (".5", .value(.number("0.5"))), ("5.", .value(.number("5"))), ("1e5", .value(.number("1e5"))),
      ("1.5E-05", .value(.number("1.5e-05"))), ("1e", .value(.string("1e"))), (".", .value(.string("."))),
      ("-", .value(.string("-"))), ("0x1F", .value(.string("0x1F"))), ("1_000", .value(.string("1_000"))),
      ("1.2.3", .value(.string("1.2.3"))), ("٣", .value(.string("٣"))), (".inf", .notFinite), ("-.INF", .notFinite),
      ("+.Inf", .notFinite), (".nan", .notFinite), ("inf", .value(.string("inf"))), ("nan", .value(.string("nan"))),
      ("99999999999999999999999", .value(.number("99999999999999999999999"))),
      ("2026-01-05x", .value(.string("2026-01-05x"))),
      ("2026-02-30", .noSuchDate), ("2026-01-05 is a day", .noSuchDate), ("2026-1-5", .value(.string("2026-1-5"))),
    ] as [(String, PlainScalar.Reading)])
  func values(text: String, reading: PlainScalar.Reading) {
    #expect(PlainScalar.value(of: text) == reading)
  }

  @Test(
    "are dates in whole seconds",
    arguments: [
      ("1970-01-01", 0), ("2026-01-05T09:30:00Z", 1_767_605_400), ("2026-01-05t09:30:00z", 1_767_605_400),
      ("2026-01-05 09:30:00", 1_767_605_400), ("2026-01-05T10:30:00+01:00", 1_767_605_400),
      ("2026-01-05T04:00:00-05:30", 1_767_605_400), ("1969-12-31T23:59:59Z", -1), ("2024-02-29", 1_709_164_800),
      ("2023-02-29", nil), ("2026-00-01", nil), ("2026-01-00", nil), ("2026-04-31", nil), ("2026-01-05T24:00:00Z", nil),
      ("2026-01-05T09:30:00.5Z", nil), ("2026-01-05T09:30", nil), ("2026-01-05T09:30:00+1", nil),
      ("2026-01-05T09:30:00+24:00", nil), ("2026-01-05T", nil), ("0000-01-01", -62_167_219_200),
    ] as [(String, Int64?)])
  func dates(text: String, seconds: Int64?) {
    #expect(TimestampText.secondsSince1970(text) == seconds)
  }

  @Test("the calendar agrees with itself on every day from 1600 to 2400")
  func calendar() {
    for day in Int64(-135_140)...157_054 {
      let civil = CivilTime(secondsSince1970: day * 86_400)
      guard CivilTime.daysSince1970(year: civil.year, month: civil.month, day: civil.day) != day else { continue }
      Issue.record("day \(day)")
    }
  }
}
