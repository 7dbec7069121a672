/// Reads the key list of a store in rounds: a page at a time, at most a few a second, a bounded number of entries.
///
/// Between rounds countdowns run from what was read; nothing is asked of a server to make a number smaller.
final class KeyLister: Sendable {
  static let pageSize = 100
  static let longestList = 1_000

  private struct State {
    var listing = KeyListing()
    var isWoken = false
  }

  private let store: any CacheStore
  private let clock: any LabClock
  /// Looking goes at the speed of whoever looks, not at the lab's.
  private let patience: any LabClock
  private let pace: Pace
  private let state = Lock(State())

  /// How often a store may be asked.
  struct Pace {
    /// Between two pages of a round.
    var page: Duration
    /// Between two rounds.
    var round: Duration
    /// How soon after a write a new round may begin.
    var afterWrite: Duration

    static let memory = Pace(page: .zero, round: .seconds(1), afterWrite: .milliseconds(100))
    static let server = Pace(page: .milliseconds(250), round: .seconds(2), afterWrite: .milliseconds(250))
  }

  init(store: any CacheStore, clock: any LabClock, patience: any LabClock = RealClock()) {
    self.store = store
    self.clock = clock
    self.patience = patience
    pace = store is MemoryStore ? .memory : .server
  }

  var listing: KeyListing { state.withLock { $0.listing } }

  /// Something has changed: the next round need not wait its turn.
  func wake() {
    state.withLock { $0.isWoken = true }
  }

  func run() async {
    while !Task.isCancelled {
      await readRound()
      guard await rest() else { return }
    }
  }

  /// One round through all pages. The old list stays until the new one is complete.
  func readRound() async {
    state.withLock { $0.isWoken = false }
    var round = KeyListing()
    var places: [CacheKey: Int] = [:]
    var cursor: ListCursor?
    repeat {
      do throws(StoreError) {
        let page = try await store.list(prefix: "", after: cursor, limit: Self.pageSize, at: clock.now)
        merge(page, into: &round, &places)
        cursor = page.next
      } catch {
        return state.withLock { $0.listing.error = error }
      }
      if cursor != nil { publishProgress(of: round) }
      if cursor != nil, pace.page > .zero, (try? await patience.sleep(for: pace.page)) == nil { return }
    } while cursor != nil && !round.isTruncated
    round.isComplete = cursor == nil
    state.withLock { $0.listing = round }
  }

  private func merge(_ page: ListPage, into round: inout KeyListing, _ places: inout [CacheKey: Int]) {
    round.examined += page.examined
    round.total = page.total
    for entry in page.entries {
      if let place = places[entry.key] {
        round.entries[place] = entry
      } else if round.entries.count < Self.longestList {
        places[entry.key] = round.entries.count
        round.entries.append(entry)
      } else {
        round.isTruncated = true
      }
    }
  }

  /// A first round shows what it has found so far; later ones leave the complete list of the round before in place.
  private func publishProgress(of round: KeyListing) {
    state.withLock { state in
      if !state.listing.isComplete && !state.listing.isTruncated { state.listing = round }
    }
  }

  /// False when cancelled.
  private func rest() async -> Bool {
    let started = patience.now
    while patience.now < started.advanced(by: pace.round) {
      guard (try? await patience.sleep(for: pace.afterWrite)) != nil else { return false }
      if state.withLock({ $0.isWoken }) { return true }
    }
    return !Task.isCancelled
  }
}
