/// Reads the key list of a store in this process in rounds, a bounded number of entries. A server is looked at by
/// ``ServerLooker``.
///
/// Between rounds countdowns run from what was read.
final class KeyLister: Sendable {
  static let pageSize = 100
  static let longestList = 1_000
  /// Between two rounds, and how soon after a write a new one may begin.
  private static let restBetweenRounds = Duration.seconds(1)
  private static let restAfterWrite = Duration.milliseconds(100)

  private struct State {
    var listing = KeyListing()
    var isWoken = false
  }

  private let store: any CacheStore
  private let clock: any LabClock
  /// Looking goes at the speed of whoever looks, not at the lab's.
  private let patience: any LabClock
  private let state = Lock(State())

  init(store: any CacheStore, clock: any LabClock, patience: any LabClock = RealClock()) {
    self.store = store
    self.clock = clock
    self.patience = patience
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

  /// False when cancelled.
  private func rest() async -> Bool {
    let started = patience.now
    while patience.now < started.advanced(by: Self.restBetweenRounds) {
      guard (try? await patience.sleep(for: Self.restAfterWrite)) != nil else { return false }
      if state.withLock({ $0.isWoken }) { return true }
    }
    return !Task.isCancelled
  }
}
