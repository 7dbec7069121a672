/// Medians of repeated measurements.
enum Measure {
  static let rounds = 9

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }

  /// Nanoseconds per operation of each side, measured in turns A, B, A, B … after a warm-up of each.
  static func inTurns(
    operations: Int, _ a: () async throws -> Void, _ b: () async throws -> Void
  ) async rethrows -> (a: Double, b: Double) {
    var times: (a: [Double], b: [Double]) = ([], [])
    for round in 0...rounds {
      let first = try await nanoseconds(a)
      let second = try await nanoseconds(b)
      guard round > 0 else { continue }
      times.a.append(first / Double(operations))
      times.b.append(second / Double(operations))
    }
    return (median(times.a), median(times.b))
  }

  static func nanoseconds(_ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await body()
    return Double((clock.now - start) / .nanoseconds(1))
  }

  static func row(_ name: String, _ a: (String, Double), _ b: (String, Double), goal: String) {
    print("  \(name): \(a.0) \(figure(a.1)), \(b.0) \(figure(b.1)), ratio \(ratio(a.1 / b.1)) (goal \(goal))")
  }

  static func figure(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1e3: "\(Int(nanoseconds.rounded())) ns"
    case ..<1e6: "\((nanoseconds / 10).rounded() / 100) µs"
    default: "\((nanoseconds / 1e4).rounded() / 100) ms"
    }
  }

  static func ratio(_ value: Double) -> String {
    "\((value * 100).rounded() / 100)"
  }
}
