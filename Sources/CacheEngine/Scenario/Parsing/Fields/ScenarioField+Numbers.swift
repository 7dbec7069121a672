extension ScenarioField {
  func wholeNumber(in range: ClosedRange<Int>) throws(ScenarioError) -> Int {
    let limits = "write a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let plain, Self.looksWhole(plain) else { throw mismatch("a whole number", limits) }
    guard let number = Int(plain), range.contains(number) else {
      throw error("\(standing) is out of range", allowed: limits)
    }
    return number
  }

  func seed() throws(ScenarioError) -> UInt64 {
    let limits = "write a whole number from 0 to \(UInt64.max)"
    guard let plain, Self.looksWhole(plain) else { throw mismatch("a whole number", limits) }
    guard let number = UInt64(plain) else { throw error("\(standing) is out of range", allowed: limits) }
    return number
  }

  /// - Parameter limits: The range in words, where the bounds themselves read badly.
  func number(in range: ClosedRange<Double>, _ limits: String) throws(ScenarioError) -> Double {
    guard let plain, let number = Self.decimal(plain) else { throw mismatch("a number", "write one \(limits)") }
    guard range.contains(number) else {
      throw error("\(standing) is out of range", allowed: "write a number \(limits)")
    }
    return number
  }

  /// `5%` or `0.05`, as a number from 0 to 1.
  func share() throws(ScenarioError) -> Double {
    let example = "write e.g. 5% or 0.05"
    guard let characters, let share = Self.share(characters) else { throw mismatch("a share", example) }
    guard (0...1).contains(share) else { throw error("\(standing) is not from 0% to 100%", allowed: example) }
    return share
  }

  /// `10/s`, `600/m` or `5/h`, in events a second.
  func rate(most: Double) throws(ScenarioError) -> Double {
    let example = "write e.g. 10/s, 600/m or 5/h"
    guard let characters else { throw mismatch("a rate", example) }
    let sides = characters.split(separator: "/", omittingEmptySubsequences: false)
    let seconds = ["s": 1.0, "m": 60, "h": 3_600]
    guard sides.count == 2, let number = Self.decimal(String(sides[0])), let unit = seconds[String(sides[1])] else {
      throw mismatch("a rate", example)
    }
    let rate = number / unit
    guard rate > 0, rate <= most else {
      throw error("\(standing) is out of range", allowed: "a rate is more than 0 and at most \(Int(most))/s")
    }
    return rate
  }

  /// `nil` for anything but ASCII digits with a sign, a point and an exponent. Too large a number is infinite.
  static func decimal(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    return isDecimal && text.utf8.contains { (0x30...0x39).contains($0) } ? Double(text) : nil
  }

  static func share(_ text: String) -> Double? {
    text.hasSuffix("%") ? decimal(String(text.dropLast())).map { $0 / 100 } : decimal(text)
  }

  private static func looksWhole(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
  }
}
