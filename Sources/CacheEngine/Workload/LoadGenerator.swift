import Synchronization

/// Sends the requests of a workload, in the lab's time.
///
/// The schedule of an open loop does not depend on how responses go, and each stream draws from a generator of its own, so
/// that the same seed sends the same requests at the same moments whatever the cache is told to do.
final class LoadGenerator: Sendable {
  /// A sender later than this was not slow, it was stopped: what would have arrived meanwhile is not sent in a burst.
  static let longestLag = Duration.milliseconds(500)
  /// After so many arrivals the rest of a gap is skipped without being counted.
  static let passedOverAtMost: UInt64 = 1_000_000
  /// A client needs this long between a response and its next request, however fast it thinks.
  static let shortestThinking = Duration.milliseconds(1)

  private let clock: any LabClock
  private let sender: RequestSender
  private let streams: [Lock<LoadStream>]
  private let note: @Sendable (LabEvent.Kind, String) -> Void
  private let lag = Atomic<Int64>(0)
  private let endsAt = Atomic<Int64>(0)

  init(
    _ workload: [WorkloadDefinition], endpoints: [Endpoint], clock: any LabClock, sender: RequestSender,
    generator: SeededGenerator, note: @escaping @Sendable (LabEvent.Kind, String) -> Void
  ) {
    self.clock = clock
    self.sender = sender
    self.note = note
    streams = workload.enumerated().compactMap { index, definition in
      endpoints.first { $0.definition.name == definition.endpoint }.map { endpoint in
        let own = generator.split("stream \(index)")
        return Lock(LoadStream(RequestStream(definition, endpoint: endpoint, generator: own), own.split("arrivals")))
      }
    }
  }

  var isEmpty: Bool { streams.isEmpty }

  /// How late the latest arrival was sent.
  var latestLag: Duration { .nanoseconds(lag.load(ordering: .relaxed)) }

  /// Sends requests until `end`, or until cancelled, at `factor` times the rates of the workload.
  func run(until end: Timestamp, factor: Double) async {
    await withTaskGroup(of: Void.self) { group in
      for stream in streams {
        switch stream.withLock({ $0.requests.definition.load }) {
        case .open(let perSecond, let arrivals):
          group.addTask { await self.sendOpenLoop(stream, arrivals, perSecond: perSecond * factor, until: end) }
        case .closed(let clients, let thinkTime):
          for client in 0..<clients {
            let offset = thinkTime * client / clients
            group.addTask { await self.beClient(of: stream, thinking: thinkTime, startingAfter: offset, until: end) }
          }
        }
      }
    }
  }

  private func sendOpenLoop(
    _ stream: Lock<LoadStream>, _ arrivals: WorkloadDefinition.Arrivals, perSecond: Double, until end: Timestamp
  ) async {
    // Taken out while it is used, so that no arrival pays for a lock.
    var (requests, generator) = stream.withLock { ($0.requests, $0.generator) }
    var process = ArrivalProcess(
      arrivals, perSecond: perSecond, startingAt: clock.now, generator: generator.split("process"))
    let isLive = clock.executor == nil
    var sent = 0
    var due = process.next()
    while due < end, !Task.isCancelled {
      if !clock.reachesAtOnce(due), (try? await clock.sleep(until: due)) == nil { break }
      var arrivedAt = due
      if isLive {
        let late = Lateness(of: due, on: clock)
        lag.store(late.machine.wholeNanoseconds, ordering: .relaxed)
        if late.machine > Self.longestLag {
          due = passOver(&process, from: due)
          continue
        }
        arrivedAt = late.arrival
        // Others want to run too, also when there is never anything to wait for.
        sent += 1
        if sent % 256 == 0 { await Task.yield() }
      }
      requests.send(through: sender, arrivedAt: arrivedAt)
      due = process.next()
    }
    _ = generator.next()
    stream.withLock { $0 = LoadStream(requests, generator) }
  }

  /// Leaves out what should have arrived by now, and says so. Returns the next arrival.
  private func passOver(_ process: inout ArrivalProcess, from due: Timestamp) -> Timestamp {
    let now = clock.now
    var missed: UInt64 = 0
    var next = due
    while next <= now {
      missed += 1
      if missed == Self.passedOverAtMost { process.skip(to: now) }
      next = process.next()
    }
    sender.drop(missed)
    note(.gap, "not sent, behind by \(due.duration(to: now).text): \(missed) arrivals")
    return next
  }

  private func beClient(
    of stream: Lock<LoadStream>, thinking thinkTime: Duration, startingAfter offset: Duration, until end: Timestamp
  ) async {
    let thinkTime = max(thinkTime, Self.shortestThinking)
    var wakesAt = clock.now.advanced(by: offset)
    while !Task.isCancelled, wakesAt < end {
      if !clock.reachesAtOnce(wakesAt), (try? await clock.sleep(until: wakesAt)) == nil { return }
      if let (request, isWrite) = stream.withLock({ $0.requests.next() }) {
        let endpoint = stream.withLock { $0.requests.endpoint }
        if isWrite {
          _ = await endpoint.write(request, arrivedAt: nil)
        } else {
          _ = await endpoint.respond(to: request)
        }
      }
      wakesAt = clock.now.advanced(by: thinkTime)
    }
  }
}

/// How late an arrival is sent in real time.
private struct Lateness {
  /// Timers are not exact: what comes no later than this came on time.
  static let timerPrecision = Duration.milliseconds(1)

  /// On the machine's clock, as the work of a hit is: at ×100 a late timer is not a hundred times as late.
  let machine: Duration
  /// When the request counts as having arrived.
  let arrival: Timestamp

  init(of due: Timestamp, on clock: any LabClock) {
    let now = clock.now
    let late = max(.zero, due.duration(to: now))
    let speed = late > Self.timerPrecision ? clock.status.speed : 1
    let machine = speed == 1 ? late : late / speed
    self.machine = machine
    arrival = machine > Self.timerPrecision ? now.advanced(by: .zero - machine) : now
  }
}

/// What a stream needs while it runs, and keeps while it does not.
struct LoadStream: Sendable {
  var requests: RequestStream
  var generator: SeededGenerator

  init(_ requests: RequestStream, _ generator: SeededGenerator) {
    self.requests = requests
    self.generator = generator
  }
}
