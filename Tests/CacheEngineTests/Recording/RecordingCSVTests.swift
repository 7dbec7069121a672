import Testing

@testable import CacheEngine

@Suite("A recording as CSV")
struct RecordingCSVTests {
  @Test(
    "runs nothing in a spreadsheet and breaks no row",
    arguments: [
      ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
      ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""), ("+1", "\"'+1\""), ("-1", "\"'-1\""), ("@x", "\"'@x\""),
      ("\tx", "\"'\\tx\""), ("\rx", "\"'\\rx\""), ("a\nb", "a\\nb"), ("\u{1B}[2J", "\\x1b[2J"),
    ])
  func cells(text: String, cell: String) {
    #expect(RecordingCSV.cell(text) == cell)
  }

  @Test("has a row a request, with as many cells as there are columns")
  func rows() {
    var csv = RecordingCSV(endpoints: ["read_item"])
    var record = LookupRecord(
      id: RequestID(3), function: FunctionID(index: 0), key: CacheKey("read_item:5"), request: "GET /items/5",
      arrivedAt: .zero, startedAt: Timestamp(nanoseconds: 1), finishedAt: Timestamp(nanoseconds: 2_000_000_000),
      outcome: .miss)
    record.cause = .cold
    record.expiry = .never
    record.wrote = true
    record.remarks = [.excluded, .loadFailed("lost")]
    csv.write(record)
    let rows = String(decoding: csv.take(), as: UTF8.self).split(separator: "\r\n").map(String.init)
    #expect(rows.count == 2)
    #expect(rows[0] == RecordingCSV.columns.joined(separator: ","))
    #expect(
      rows[1]
        == "3,read_item,GET /items/5,read_item:5,miss,cold,0.000000000,0.000000001,2.000000000,2.000000000,"
        + "1.999999999,,,,,never,0,true,,,excluded; load_failed: lost")
    #expect(rows[1].split(separator: ",", omittingEmptySubsequences: false).count == RecordingCSV.columns.count)
  }
}
