import Foundation
import TestSupport
import Testing

@testable import CacheEngine

/// Requests that go on while a server comes and goes, with a lab that looks on, and what is measured meanwhile.
final class OutageBench: Sendable {
  private static let keys = 200
  private static let callers = 8
  private static let pause = Duration.milliseconds(5)
  private let client: RedisClient
  private let lab: Lab
  private let function: CachedFunction<String, Int>
  private let figures = Lock(OutageFigures())
  private let isOver = Lock(false)
  private let clock = RealClock()

  init(_ server: RedisServer) throws {
    client = try RedisClient(server.address, commandTimeout: .seconds(1), connectTimeout: .seconds(1))
    lab = Lab(Scenario(name: "", endpoints: []), clock: clock, store: client.store)
    function = cached("f", ttl: .seconds(3_600), cache: lab.cache) { (number: Int) in Self.value("f", number) }
  }

  /// Key and nonce.
  private static func value(_ kind: String, _ number: Int) -> String { "\(kind)\(number) nonce\(number * 7_919)" }

  /// Asks all the while that `provoke` runs, which is given a way to wait for the store to be back, in good time.
  func run(_ provoke: @Sendable (_ untilHealed: () async throws -> Void) async throws -> Void) async throws
    -> OutageFigures
  {
    try await client.until { $0 == .up }
    let looking = Task { await lab.listKeysUntilCancelled() }
    try await Task.sleep(for: .milliseconds(200))
    let began = clock.now
    figures.withLock { $0.before = ProcessSize.now }
    async let asked: Void = withTaskGroup { group in
      for caller in 0..<Self.callers { group.addTask { await self.ask(caller) } }
    }
    async let watched: Void = watch()
    try await provoke {
      let healed = try await self.client.untilHealed()
      self.figures.withLock { $0.healed.append(healed) }
    }
    isOver.withLock { $0 = true }
    _ = await (asked, watched)
    looking.cancel()
    await looking.value
    let counts = lab.ledger.snapshot(at: clock.now, records: 0).total
    let (seconds, events) = (began.duration(to: clock.now).inSeconds, lab.events.newest.count)
    await client.close()
    return figures.withLock { figures in
      (figures.seconds, figures.events, figures.after) = (seconds, events, .now)
      figures.served += Int(counts.hits + counts.misses)
      figures.unserved += Int(counts.bypasses)
      figures.wrong += Int(counts.errors)
      return figures
    }
  }

  private func ask(_ caller: Int) async {
    var random = SeededGenerator(seed: 1).split("caller \(caller)")
    while !isOver.withLock({ $0 }) {
      let number = Int(random.next() % UInt64(Self.keys))
      await caller.isMultiple(of: 2) ? askStore(number) : askFunction(number)
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// A server that was started anew holds nothing: that is no wrong answer, and what is missing is written again.
  private func askStore(_ number: Int) async {
    do throws(StoreError) {
      let text = try await client.get("k\(number)")
      if text == nil { try await client.set("k\(number)", Self.value("k", number)) }
      figures.withLock { figures in
        if let text, text != Self.value("k", number) { figures.wrong += 1 } else { figures.served += 1 }
      }
    } catch {
      let isAway = if case .unavailable = error { true } else { false }
      figures.withLock { if isAway { $0.unserved += 1 } else { $0.wrong += 1 } }
    }
  }

  /// Answers without its store as well: what went by is in the ledger.
  private func askFunction(_ number: Int) async {
    let text = try? await function(number)
    if text != Self.value("f", number) { figures.withLock { $0.wrong += 1 } }
  }

  /// Counts attempts to connect, and checks every second that every request is accounted for.
  private func watch() async {
    var (attempts, last, checked) = (0, clock.now, clock.now)
    while !isOver.withLock({ $0 }) {
      let now = clock.now
      if case .down(_, let count, _) = client.health {
        figures.withLock { figures in
          figures.attempts += max(0, count - attempts)
          figures.away += last.duration(to: now)
        }
        attempts = count
      } else {
        attempts = 0
      }
      last = now
      if checked.duration(to: now) > .seconds(1) {
        checked = now
        let counts = lab.ledger.snapshot(at: now, records: 0).total
        #expect(counts.isBalanced, "\(counts)")
      }
      try? await Task.sleep(for: .milliseconds(5))
    }
  }
}
