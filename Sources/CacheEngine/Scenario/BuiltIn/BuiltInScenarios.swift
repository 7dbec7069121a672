/// The scenarios that come with the program.
public enum BuiltInScenarios {
  /// In the order in which a course would go through them.
  public static let all: [BuiltInScenario] = [
    .tutorial,
    .coldStart,
    .zipf,
    .hotKey,
    .stampede,
    .singleFlight,
    .leaseTooShort,
    .leaseLongEnough,
    .leaseToken,
    .earlyRefresh,
    .earlyRefreshLock,
    .refreshAhead,
    .staleWhileRevalidate,
    .softTimeout,
    .staleIfError,
    .databaseOutage,
    .circuitBreaker,
    .slowDatabase,
    .storeOutage,
    .negativeCaching,
    .massExpiry,
    .massExpiryJitter,
    .capacity,
    .lruLoop,
    .fixedKeyTrap,
    .forgotToInvalidate,
    .deleteDuringLoad,
    .writeThrough,
    .writeBehind,
    .writeBehindLoss,
    .writeAround,
    .tagInvalidation,
    .versionBump,
  ]

  public static func named(_ name: String) -> BuiltInScenario? {
    all.first { $0.name == name }
  }
}
