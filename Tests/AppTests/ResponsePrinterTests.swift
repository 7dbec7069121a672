import Testing

@testable import App
@testable import CacheEngine

@Suite("A response on standard output")
struct ResponsePrinterTests {
  private static let body = Array(#"{"item_id": 5, "name": "Item\u001b 5"}"#.utf8)

  private func timed(
    _ outcome: Outcome?, _ cause: MissCause? = nil, status: Int = 200, path: String = "/items/5",
    latency: Duration = .microseconds(4), remarks: [Remark] = [], body: [UInt8] = Self.body
  ) -> TimedResponse {
    var record: LookupRecord?
    if let outcome {
      record = LookupRecord(
        id: RequestID(1), function: FunctionID(index: 0), key: CacheKey("read_item:5"), request: "GET \(path)",
        arrivedAt: .zero, startedAt: .zero, finishedAt: Timestamp.zero.advanced(by: latency), outcome: outcome,
        cause: cause)
      record?.remarks = remarks
    }
    let response = Response(request: Request(target: path), status: status, body: body, record: record)
    return TimedResponse(response: response, latency: latency, timeLeft: record == nil ? nil : .milliseconds(59_996))
  }

  private func text(_ timed: TimedResponse, colors: Bool = false) -> String {
    ResponsePrinter(json: false, colors: colors, paths: ["/items/5", "/items/abc"]).line(for: timed)
  }

  @Test("says outcome, status, latency, path and body in columns")
  func columns() {
    let body = #"{"item_id": 5, "name": "Item\\u001b 5"}"#
    #expect(text(timed(.hit)) == "HIT     200    0.004 ms  /items/5    \(body)")
    #expect(
      text(timed(.miss, .cold, latency: .milliseconds(2_001))) == "MISS    200     2.001 s  /items/5    \(body)")
    #expect(
      text(timed(nil, status: 422, path: "/items/abc", body: Array("{}".utf8)))
        == "-       422    0.004 ms  /items/abc  {}")
  }

  @Test("says what was remarkable, and no control character gets through")
  func remarks() {
    let line = text(timed(.bypass, remarks: [.storeFailed("no\u{1B}[2J"), .writeBypassed], body: [0x1B, 0xFF, 10]))
    #expect(line.hasSuffix(#"\x1b\xff\n  [no\x1b[2J]  [write bypassed]"#))
    #expect(line.hasPrefix("BYPASS  200"))
  }

  @Test("has colours only when asked", arguments: Outcome.allCases)
  func colors(outcome: Outcome) {
    #expect(!text(timed(outcome)).contains("\u{1B}"))
    let line = text(timed(outcome), colors: true)
    #expect(line.hasPrefix("\u{1B}["))
    #expect(line.contains(outcome.name.uppercased()) && line.contains("\u{1B}[0m"))
  }

  @Test(
    "shows latencies with three decimals",
    arguments: [
      (Duration.nanoseconds(400), "0.000 ms"), (.nanoseconds(500), "0.001 ms"), (.microseconds(999), "0.999 ms"),
      (.microseconds(999_999), "999.999 ms"), (.nanoseconds(999_999_600), "1.000 s"), (.seconds(2), "2.000 s"),
      (.microseconds(2_000_500), "2.001 s"), (.seconds(75), "75.000 s"),
    ])
  func latency(duration: Duration, text: String) {
    #expect(ResponsePrinter.latency(duration) == text)
  }

  @Test("is in JSON one object with these keys, in this order")
  func json() throws {
    let printer = ResponsePrinter(json: true, colors: true, paths: [])
    #expect(
      printer.line(for: timed(.miss, .expired(ago: .seconds(1)), latency: .milliseconds(2_001)))
        == #"{"path": "/items/5", "status": 200, "outcome": "miss", "cause": "expired", "latency_s": 2.001000000, "#
        + #""key": "read_item:5", "ttl_left_s": 59.996000000, "node": 1, "#
        + #""body": {"item_id": 5, "name": "Item\u001b 5"}}"#)
    #expect(
      printer.line(for: timed(nil, status: 404, body: Array("oops".utf8)))
        == #"{"path": "/items/5", "status": 404, "outcome": null, "cause": null, "latency_s": 0.000004000, "#
        + #""key": null, "ttl_left_s": null, "node": null, "body": null}"#)
  }
}
