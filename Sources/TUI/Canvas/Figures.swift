import CacheEngine

/// Numbers as they stand on the screen: few digits, fixed units, never wider than they need to be.
public enum Figures {
  /// A latency in three significant digits: `8.1µs`, `512ms`, `2.01s`, `1m05s`.
  public static func latency(_ duration: Duration) -> String {
    let nanoseconds = Double(max(0, duration.wholeNanoseconds))
    switch nanoseconds {
    case ..<1e3: return "\(Int(nanoseconds))ns"
    case ..<0.9995e6: return significant(nanoseconds / 1e3) + "µs"
    case ..<0.9995e9: return significant(nanoseconds / 1e6) + "ms"
    case ..<59.95e9: return significant(nanoseconds / 1e9) + "s"
    default: return timeLeft(max(duration, .seconds(60)))
    }
  }

  /// The time left in its two largest units: tenths of a second below ten, so that the text never jitters.
  public static func timeLeft(_ duration: Duration) -> String {
    let tenths = max(0, duration.wholeNanoseconds) / 100_000_000
    let seconds = tenths / 10
    switch seconds {
    case ..<10: return "\(seconds).\(tenths % 10)s"
    case ..<60: return "\(seconds)s"
    case ..<3_600: return "\(seconds / 60)m\(twoDigits(seconds % 60))s"
    case ..<86_400: return "\(seconds / 3_600)h\(twoDigits(seconds / 60 % 60))m"
    default: return "\(seconds / 86_400)d\(twoDigits(seconds / 3_600 % 24))h"
    }
  }

  /// A setting, without digits it does not need: `60s` stays `60s`, `1500ms` becomes `1.5s`, `10m00s` `10m`.
  public static func setting(_ duration: Duration) -> String {
    let nanoseconds = duration.wholeNanoseconds
    switch nanoseconds {
    case ..<1_000_000: return trimmed(Double(nanoseconds) / 1e3) + "µs"
    case ..<1_000_000_000: return trimmed(Double(nanoseconds) / 1e6) + "ms"
    case ..<10_000_000_000: return trimmed(Double(nanoseconds) / 1e9) + "s"
    case ..<100_000_000_000: return "\((nanoseconds + 500_000_000) / 1_000_000_000)s"
    default:
      let text = timeLeft(duration)
      return text.dropLast().hasSuffix("00") && text.dropLast(3).last?.isLetter == true
        ? String(text.dropLast(3)) : text
    }
  }

  /// A moment on the lab's clock: `00:42.118`, hours in front when there are any.
  public static func moment(_ time: Timestamp, decimals: Int = 0) -> String {
    let milliseconds = max(0, time.nanoseconds) / 1_000_000
    let seconds = milliseconds / 1_000
    var text = "\(twoDigits(seconds / 60 % 60)):\(twoDigits(seconds % 60))"
    if seconds >= 3_600 { text = "\(seconds / 3_600):" + text }
    guard decimals > 0 else { return text }
    let fraction = String(milliseconds % 1_000 + 1_000).dropFirst().prefix(decimals)
    return text + "." + fraction
  }

  /// A whole number with its thousands apart: `1 204`.
  public static func count(_ number: some BinaryInteger) -> String {
    let digits = String(number)
    guard digits.count > 3 else { return digits }
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + groups).joined(separator: " ")
  }

  /// A share as a percentage with one decimal, without the sign; `–` when there is nothing to share.
  public static func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    let tenths = Int((share * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  public static func bytes(_ count: Int) -> String {
    switch count {
    case ..<1_000: "\(count)B"
    case ..<1_023_488: oneDecimal(Double(count) / 1_024) + "K"
    case ..<1_048_051_712: oneDecimal(Double(count) / 1_048_576) + "M"
    default: oneDecimal(Double(count) / 1_073_741_824) + "G"
    }
  }

  /// A factor with at most two decimals: `10`, `0.25`.
  public static func factor(_ value: Double) -> String {
    value < 100 ? trimmed(value) : String(whole(value))
  }

  /// How many a second: `200/s`, `0.5/s`, `20 000/s`.
  public static func rate(_ perSecond: Double) -> String {
    (perSecond < 100 ? trimmed(perSecond) : count(whole(perSecond))) + "/s"
  }

  private static func whole(_ value: Double) -> Int64 {
    Int64(min(max(value, 0), 1e15).rounded())
  }

  private static func significant(_ value: Double) -> String {
    switch value {
    case ..<9.995: decimal(value, places: 2)
    case ..<99.95: decimal(value, places: 1)
    default: String(Int(value.rounded()))
    }
  }

  private static func oneDecimal(_ value: Double) -> String {
    value < 99.95 ? decimal(value, places: 1) : String(Int(value.rounded()))
  }

  private static func decimal(_ value: Double, places: Int) -> String {
    let scale = places == 2 ? 100 : 10
    let scaled = Int((value * Double(scale)).rounded())
    let fraction = String(scaled % scale + scale).dropFirst()
    return "\(scaled / scale).\(fraction)"
  }

  private static func trimmed(_ value: Double) -> String {
    let text = decimal(value, places: 2)
    return text.hasSuffix(".00") ? String(text.dropLast(3)) : text.hasSuffix("0") ? String(text.dropLast()) : text
  }

  private static func twoDigits(_ number: Int64) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
