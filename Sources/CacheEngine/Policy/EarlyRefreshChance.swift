/// How likely a read refreshes an entry before its end, under early refresh.
///
/// Source: Vattani, Chierichetti, Lowenstein, Optimal Probabilistic Cache Stampede Prevention, PVLDB 8(8), 2015: a read
/// refreshes when −δβ ln(u) is at least the time left, u uniform on 0 to 1; so with probability e^(−t/(βδ)).
public enum EarlyRefreshChance {
  /// 0 to 1; 1 at the end and after it.
  /// - Parameters:
  ///   - timeLeft: Until the TTL ends.
  ///   - loadTime: What the load took that filled the entry.
  ///   - beta: Above 1 refreshes come earlier, below 1 later.
  public static func ofNextRead(timeLeft: Duration, loadTime: Duration, beta: Double) -> Double {
    guard timeLeft > .zero else { return 1 }
    let scale = beta * loadTime.inSeconds
    return scale > 0 ? PortableMath.exp(-timeLeft.inSeconds / scale) : 0
  }
}
