import CacheEngine
import TUI

/// Carries out what the dashboard wants done, and keeps the lab going meanwhile.
final class LabRunner: LabPort, Sendable {
  /// Bytes of a value that the inspector reads at most.
  static let previewLimit = 4_096
  private let lab: Lab
  private let replies = LabReplies()
  /// Changes of entries, carried out one after the other, in the order in which they were asked for.
  private let changes: AsyncStream<LabCommand>.Continuation
  private let removal = Removal()

  init(_ lab: Lab) {
    self.lab = lab
    let (stream, continuation) = AsyncStream.makeStream(of: LabCommand.self)
    changes = continuation
    Task.detached { [weak self] in
      for await command in stream { await self?.run(command) }
    }
  }

  deinit {
    changes.finish()
  }

  /// - Parameter withLoad: Whether the scenario's load runs from the start.
  func start(withLoad: Bool) {
    let lab = lab
    Task.detached { await lab.sweepUntilCancelled() }
    Task.detached { await lab.listKeysUntilCancelled() }
    if withLoad { lab.startLoad() }
  }

  func snapshot(records wanted: Int) -> LabSnapshot {
    lab.snapshot(records: wanted)
  }

  func takeReplies() -> [LabReply] { replies.take() }

  func send(_ command: LabCommand) {
    switch command {
    case .send(let request, let count): send(request, count)
    case .attend(let attention): lab.attend(to: attention)
    case .searchOn: lab.searchOn()
    case .stopRemoving: removal.stop()
    // Looking changes nothing, and should not wait for what does.
    case .inspect: Task.detached { await self.run(command) }
    default: changes.yield(command)
    }
  }

  /// What comes of it is posted.
  func run(_ command: LabCommand) async {
    do throws(StoreError) {
      if let reply = try await carryOut(command) { replies.post(reply) }
    } catch {
      if case .inspect(let key) = command {
        replies.post(.noValue(key, error.description))
      } else {
        replies.post(.failed(error.description))
      }
    }
  }

  private func send(_ request: Request, _ count: Int) {
    let dropped = lab.send(request, count: count)
    if dropped > 0 { replies.post(.failed("\(Figures.count(dropped)) requests dropped: too many are in flight")) }
  }

  private func carryOut(_ command: LabCommand) async throws(StoreError) -> LabReply? {
    switch command {
    case .send, .attend, .searchOn, .stopRemoving: return nil
    case .setTTL(let ttl, let key):
      let life = ttl.map { "\(key) lives \(Figures.setting($0.duration)) from now" } ?? "\(key) never expires"
      return try await lab.setTTL(ttl, of: key) ? .done(life) : gone(key)
    case .expireNow(let key): return try await lab.expireNow(key) ? .done("\(key) expired") : gone(key)
    case .delete(let key):
      let undo = lab.supportsUndo ? " (u takes it back)" : ""
      return try await lab.delete(key) ? .done("\(key) deleted\(undo)") : gone(key)
    case .clear:
      if isOnServer {
        return try await remove { goingOn throws(StoreError) in try await lab.clear(goingOn: goingOn) }
      }
      let count = try await lab.clear()
      return .done("\(Figures.count(count)) \(count == 1 ? "entry" : "entries") cleared")
    case .preview(let group): return .preview(try await lab.preview(group))
    case .invalidate(let group) where isOnServer && lab.removes(group):
      return try await remove { goingOn throws(StoreError) in
        try await lab.invalidate(group, noted: true, goingOn: goingOn) ?? 0
      }
    case .invalidate(let group):
      let count = try await lab.invalidate(group, noted: true)
      return .done("\(group) invalidated\(count.map { ": \(Figures.count($0)) removed" } ?? "")")
    case .undo:
      switch try await lab.undo() {
      case .back(let key): return .done("\(key) is back")
      case .nothingToTakeBack: return .failed("nothing to take back")
      case .timeIsOver(let key): return .failed("\(key) would have expired by now")
      case .newerEntry(let key): return .failed("\(key) was written again meanwhile, and stays")
      }
    case .inspect(let key):
      guard let preview = try await lab.inspect(key, limit: Self.previewLimit) else { return .noValue(key, "gone") }
      return .value(key, preview)
    case .resetCounters:
      lab.resetCounters()
      return .done("counters start anew")
    case .reconnect: return lab.reconnect() ? nil : .failed("this store has no server")
    case .setPaused, .step, .setSpeed: return steer(command)
    case .startLoad:
      lab.startLoad()
      return nil
    case .stopLoad:
      await lab.stopLoad()
      return nil
    case .setLoadFactor(let factor):
      await lab.setLoadFactor(factor)
      return nil
    case .changePolicy(let change, let name):
      return lab.change(change, ofEndpoint: name).map { .failed("\($0)") }
    case .toggleFault(let fault):
      return .done(lab.toggle(fault) ? "\(fault)" : "over: \(fault)")
    case .repeatLesson(let step):
      lab.repeatLesson(from: step)
      return nil
    case .sampleCommands: return .failed("commands are sampled where another program is watched")
    case .seek: return .failed("this is no recording: time only goes on")
    }
  }

  private var isOnServer: Bool { lab.store.status(at: lab.clock.now).isServer }

  /// Removes many entries from a server, telling of it, until that is done or stopped.
  private func remove(
    _ body: (@escaping @Sendable (Int) -> Bool) async throws(StoreError) -> Int
  ) async throws(StoreError) -> LabReply {
    removal.begin()
    let count = try await body { [self] gone in
      replies.post(.removing(gone))
      return !removal.isStopped
    }
    return .removed(count, isStopped: removal.isStopped)
  }

  private func steer(_ command: LabCommand) -> LabReply? {
    switch command {
    case .setPaused(let isPaused): return lab.setPaused(isPaused) ? nil : notSteerable
    case .setSpeed(let speed): return lab.setSpeed(speed) ? nil : notSteerable
    default:
      switch lab.step() {
      case .notPossible: return notSteerable
      case .nothingIsDue: return .failed("nothing is going to happen: no request is under way and no entry will end")
      case .entryEnds(let key, let moment):
        return .done("a step to \(Figures.moment(moment, decimals: 3)): \(key) ends")
      case .somethingGoesOn(let moment): return .done("a step to \(Figures.moment(moment, decimals: 3))")
      }
    }
  }

  private var notSteerable: LabReply { .failed("time cannot be steered here") }

  private func gone(_ key: CacheKey) -> LabReply {
    .failed("\(key) is gone already")
  }
}
