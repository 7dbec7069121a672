/// An entry's facts as they stand in its envelope.
enum FactsText {
  static func write(_ facts: EntryFacts, at now: Timestamp, unixTime: Int64) -> String {
    let offset = unixTime - now.nanoseconds / 1_000
    let fresh = facts.freshUntil == .distantFuture ? 0 : facts.freshUntil.nanoseconds / 1_000 + offset
    let written = facts.writtenAt.map { $0.nanoseconds / 1_000 + offset } ?? 0
    let (took, began) = (facts.loadNanoseconds / 1_000, facts.loadBegan / 1_000)
    return " f=\(fresh) w=\(written) d=\(took) b=\(began) n=\(facts.isNegative ? 1 : 0)"
  }

  /// `nil` unless the text is exactly as it is written here.
  static func read(_ text: ArraySlice<UInt8>, at now: Timestamp, unixTime: Int64) -> EntryFacts? {
    guard let numbers = numbers(in: text) else { return nil }
    let offset = unixTime - now.nanoseconds / 1_000
    func moment(_ unix: Int64) -> Timestamp { Timestamp(nanoseconds: saturating(unix - offset)) }
    return EntryFacts(
      freshUntil: numbers[0] == 0 ? .distantFuture : moment(numbers[0]),
      writtenAt: numbers[1] == 0 ? nil : moment(numbers[1]),
      loadTime: .nanoseconds(max(0, saturating(numbers[2]))), loadBegan: saturating(numbers[3]),
      isNegative: numbers[4] == 1)
  }

  private static func saturating(_ microseconds: Int64) -> Int64 {
    let (product, overflow) = microseconds.multipliedReportingOverflow(by: 1_000)
    return overflow ? (microseconds < 0 ? .min : .max) : product
  }

  /// Moments lie within some ten thousand years.
  private static func numbers(in text: ArraySlice<UInt8>) -> [Int64]? {
    let fields = text.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    let names = "fwdbn".utf8
    guard fields.count == names.count + 1, fields[0].isEmpty else { return nil }
    var numbers: [Int64] = []
    for (field, name) in zip(fields.dropFirst(), names) {
      guard field.starts(with: [name, UInt8(ascii: "=")]),
        let number = Int64(String(decoding: field.dropFirst(2), as: UTF8.self)), abs(number / 2) < 1 << 58
      else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}
