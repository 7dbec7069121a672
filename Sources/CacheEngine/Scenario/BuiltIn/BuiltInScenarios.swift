/// The scenarios that come with the program.
public enum BuiltInScenarios {
  /// In the order in which a course would go through them.
  public static let all: [BuiltInScenario] = [
    .tutorial,
    .coldStart,
    .zipf,
    .hotKey,
    .singleFlight,
    .massExpiry,
    .massExpiryJitter,
    .capacity,
    .lruLoop,
    .fixedKeyTrap,
    .slowDatabase,
  ]

  public static func named(_ name: String) -> BuiltInScenario? {
    all.first { $0.name == name }
  }
}
