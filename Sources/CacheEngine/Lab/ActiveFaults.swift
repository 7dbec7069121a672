/// The faults that are on, in the order in which they began; one of a kind at a time.
struct ActiveFaults: Sendable {
  private(set) var faults: [Fault] = []

  /// Returns the fault of the same kind that this one takes the place of.
  mutating func begin(_ fault: Fault) -> Fault? {
    guard let place = faults.firstIndex(where: fault.isSameKind) else {
      faults.append(fault)
      return nil
    }
    defer { faults[place] = fault }
    return faults[place]
  }

  /// False when it was not on: it had ended, or another one had taken its place.
  mutating func end(_ fault: Fault) -> Bool {
    guard let place = faults.firstIndex(of: fault) else { return false }
    faults.remove(at: place)
    return true
  }
}

extension Fault {
  /// True for faults that differ in their measure at most: a database is slow by one factor at a time.
  public func isSameKind(as other: Fault) -> Bool {
    switch (self, other) {
    case (.databaseDown, .databaseDown), (.databaseFailing, .databaseFailing), (.databaseSlow, .databaseSlow),
      (.storeDown, .storeDown), (.storeSlow, .storeSlow), (.storeLosing, .storeLosing):
      true
    default: false
    }
  }
}
