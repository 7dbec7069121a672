import Synchronization

/// The lab's time as a line over the machine's, which one writer at a time changes and anybody reads without a lock.
///
/// A sequence lock: the version is odd while values change, and a reader that met a change reads again (Boehm, "Can seqlocks
/// get along with programming language memory models?", MSPC 2012).
final class TimeLine: Sendable {
  struct Values {
    /// A moment on the machine's clock, what the lab's showed then, and lab nanoseconds a nanosecond since.
    var machine: Int64
    var lab: Int64
    var slope: Double

    func lab(at machine: Int64) -> Int64 {
      let passed = machine - self.machine
      let moved = slope == 1 ? passed : Int64(Double(passed) * slope)
      let (sum, overflow) = lab.addingReportingOverflow(moved)
      return overflow ? .max : sum
    }

    /// When the lab's clock shows `lab`, rounded up; `nil` when it never does.
    func machine(at lab: Int64) -> Int64? {
      guard slope > 0 else { return nil }
      let left = Double(lab - self.lab) / slope
      guard left < 9e18 else { return nil }
      return machine.addingReportingOverflow(Int64(left.rounded(.up))).partialValue
    }
  }

  private let version = Atomic<UInt64>(0)
  private let machine: Atomic<Int64>
  private let lab: Atomic<Int64>
  private let slope: Atomic<UInt64>

  init(_ values: Values) {
    machine = Atomic(values.machine)
    lab = Atomic(values.lab)
    slope = Atomic(values.slope.bitPattern)
  }

  /// Writers must exclude each other.
  var values: Values {
    get {
      while true {
        let before = version.load(ordering: .acquiring)
        let values = Values(
          machine: machine.load(ordering: .acquiring), lab: lab.load(ordering: .acquiring),
          slope: Double(bitPattern: slope.load(ordering: .acquiring)))
        if before & 1 == 0, version.load(ordering: .relaxed) == before { return values }
      }
    }
    set {
      version.add(1, ordering: .acquiringAndReleasing)
      machine.store(newValue.machine, ordering: .releasing)
      lab.store(newValue.lab, ordering: .releasing)
      slope.store(newValue.slope.bitPattern, ordering: .releasing)
      version.add(1, ordering: .releasing)
    }
  }
}
