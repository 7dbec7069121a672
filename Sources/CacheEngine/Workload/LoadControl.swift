/// Whether a lab's load runs, and how much of it.
final class LoadControl: Sendable {
  struct State: Sendable {
    var task: Task<Void, Never>?
    var steps: Task<Void, Never>?
    var isRunning = false
    var factor = 1.0
    var endsAt: Timestamp?
  }

  let perSecond: Double
  let clients: Int
  let state = Lock(State())

  init(_ workload: [WorkloadDefinition]) {
    perSecond = workload.reduce(0) { sum, stream in
      guard case .open(let perSecond, let arrivals) = stream.load else { return sum }
      if case .burst(let size) = arrivals { return sum + perSecond * Double(size) }
      return sum + perSecond
    }
    clients = workload.reduce(0) { sum, stream in
      if case .closed(let clients, _) = stream.load { sum + clients } else { sum }
    }
  }
}
