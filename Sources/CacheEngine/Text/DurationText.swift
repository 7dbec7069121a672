extension Duration {
  /// The duration as people write it and ``DurationParser`` reads it: `250ms`, `1.5s`, `1m30s`.
  public var text: String {
    let nanoseconds = wholeNanoseconds
    switch nanoseconds {
    case ..<0: return "-" + Duration.nanoseconds(-nanoseconds).text
    case 0: return "0s"
    case ..<1_000_000: return (Double(nanoseconds) / 1e3).text + "us"
    case ..<1_000_000_000: return (Double(nanoseconds) / 1e6).text + "ms"
    case ..<60_000_000_000: return (Double(nanoseconds) / 1e9).text + "s"
    default: break
    }
    var text = ""
    var rest = nanoseconds
    for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60)] as [(String, Int64)] {
      let whole = rest / (length * 1_000_000_000)
      if whole > 0 { text += "\(whole)\(unit)" }
      rest %= length * 1_000_000_000
    }
    return rest == 0 ? text : text + Duration.nanoseconds(rest).text
  }
}

extension Double {
  /// Without a fraction where there is none, else in at most three decimals.
  var text: String {
    let rounded = (self * 1_000).rounded() / 1_000
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : "\(rounded)"
  }
}
