import TestSupport
import Testing

@testable import CacheEngine
@testable import TUI

@Suite("The dashboard as a guest") struct GuestDashboardTests {
  private static let foreign: LabSnapshot = {
    var snapshot = Snapshots.redis()
    snapshot.store.access = .readOnly(.foreignKeys)
    return snapshot
  }()

  private static func changes(_ effects: [Effect]) -> [LabCommand] {
    effects.compactMap { effect in
      guard case .lab(let command) = effect else { return nil }
      switch command {
      case .attend, .inspect: return nil
      default: return command
      }
    }
  }

  @Test("does nothing that changes entries, and says why", arguments: ["d", "x", "t", "D", "I"])
  func refusal(key: String) {
    var state = DashboardState.after("2", on: Self.foreign)
    #expect(Self.changes(state.press(key)) == [])
    #expect(state.overlay == nil)
    #expect(
      state.notice?.notice.text
        == "read-only: the database holds keys of others; --write allows changes below the prefix")
  }

  @Test("sends requests all the same")
  func requests() {
    var state = DashboardState.after(on: Self.foreign)
    #expect(Self.changes(state.press(key: .enter)).count == 1)
  }

  @Test("shows what clearing a server means before it is done, and wants the prefix typed")
  func clearing() {
    var state = DashboardState.after(on: Snapshots.redis())
    #expect(Self.changes(state.press("D")) == [.preview(.prefix(""))])
    let preview = GroupPreview(
      group: .prefix(""), keys: ["a", "b"], isCut: false, operations: [.delete("a"), .delete("b")], operationCount: 2,
      removes: true)
    for answer in ["\r", "y\r", "ttlscope\r", "TTLSCOPE:\r"] {
      _ = state.update(with: .reply(.preview(preview)))
      #expect(
        answer.reduce(into: []) { $0 += Self.changes(state.press(key: $1 == "\r" ? .enter : .character($1))) } == [])
      #expect(state.overlay == nil && state.notice?.notice.text == "left as it is", "\(answer)")
    }
    _ = state.update(with: .reply(.preview(preview)))
    for character in "ttlscope:" { _ = state.press(key: .character(character)) }
    #expect(Self.changes(state.press(key: .enter)) == [.clear])
    #expect(state.removing == 0)
    _ = state.update(with: .reply(.removing(1_000)))
    #expect(Self.changes(state.press(key: .escape)) == [.stopRemoving])
    _ = state.update(with: .reply(.removed(1_500, isStopped: true)))
    #expect(state.removing == nil && state.notice?.notice.text == "stopped: 1 500 removed")
  }

  @Test(
    "stops clearing by a tag as by a prefix, and asks nobody to stop what removes nothing", arguments: [true, false])
  func tag(removes: Bool) {
    var state = DashboardState.after(on: Snapshots.redis())
    let preview = GroupPreview(
      group: .tag("all"), keys: ["a", "b"], isCut: false, operations: [], operationCount: 3, removes: removes)
    _ = state.update(with: .reply(.preview(preview)))
    for character in "ttlscope:" { _ = state.press(key: .character(character)) }
    #expect(Self.changes(state.press(key: .enter)) == [.invalidate(.tag("all"))])
    #expect((state.removing != nil) == removes)
    #expect(Self.changes(state.press(key: .escape)) == (removes ? [.stopRemoving] : []))
  }

  @Test("says that a count is not the whole where it is not")
  func cutCount() {
    var state = DashboardState.after(on: Snapshots.redis())
    let preview = GroupPreview(
      group: .prefix(""), keys: ["a"], isCut: true, operations: [], operationCount: 200_000, removes: true,
      count: 200_000)
    _ = state.update(with: .reply(.preview(preview)))
    #expect(Screen.frame(of: state).text.contains("Removes at least 200 000 entries: not all keys were counted."))
  }

  @Test("reads a value of a server only when somebody asks for it")
  func values() {
    var state = DashboardState.after(on: Snapshots.redis())
    let opened = state.press("2")
    #expect(!opened.contains { if case .lab(.inspect) = $0 { true } else { false } })
    #expect(!state.press("j").contains { if case .lab(.inspect) = $0 { true } else { false } })
    let key = state.keys.selected
    #expect(state.press(key: .enter).contains(.lab(.inspect(key ?? ""))))
  }

  @Test("tells what is in sight, once for every change of it")
  func attention() {
    var state = DashboardState.after(on: Snapshots.redis())
    let effects = state.press("2")
    guard case .lab(.attend(let attention)) = effects.last else {
      Issue.record("nothing was told: \(effects)")
      return
    }
    #expect(!attention.keys.isEmpty && attention.keys.count <= 40 && !attention.wantsCounters)
    #expect(state.update(with: .snapshot(Snapshots.redis())) == [])
    #expect(state.press("V") == [.lab(.attend(Attention(keys: attention.keys, wantsCounters: true)))])
    #expect(state.press("V") == [.lab(.attend(attention))])
  }

  private static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

  @Test("shows that it is read-only, memory for sizes, what is overdue and how far a search came", arguments: sizes)
  func keysPicture(size: Size) throws {
    var snapshot = Self.foreign
    snapshot.keys.isStopped = true
    snapshot.keys.examined = 50_000
    snapshot.keys.total = 10_000_000
    snapshot.keys.cost = LookingCost(perSecond: 7.5, hits: 120)
    for index in snapshot.keys.entries.indices.prefix(3) {
      snapshot.keys.entries[index].size = nil
      snapshot.keys.entries[index].memory = 88 + index * 1_000
    }
    snapshot.keys.entries[0].expiry = .at(Snapshots.now.advanced(by: .seconds(-3)))
    snapshot.keys.entries[0].isOverdue = true
    let state = DashboardState.after("2", on: snapshot, size: size)
    try expectFrame(Screen.frame(of: state), named: "guest-keys-\(size.width)x\(size.height)")
  }

  @Test("shows the server's counters with our own share apart", arguments: sizes)
  func serverPicture(size: Size) throws {
    var snapshot = Snapshots.redis()
    let info = """
      redis_version:7.0.15\nused_memory:1048576\nmaxmemory:4194304\nmaxmemory_policy:allkeys-lru\nconnected_clients:3\n\
      instantaneous_ops_per_sec:12\nkeyspace_hits:3000\nkeyspace_misses:70\nexpired_keys:5\nevicted_keys:2\n
      """
    var first = ServerCounters()
    (first.keyspaceHits, first.keyspaceMisses) = (1_000, 20)
    var own = LookupTraces()
    (own.requestHits, own.requestMisses, own.lookingHits) = (300, 10, 120)
    snapshot.server = ServerReading(counters: ServerCounters(info: info.utf8), first: first, own: own)
    let state = DashboardState.after("V", on: snapshot, size: size)
    try expectFrame(Screen.frame(of: state), named: "guest-server-\(size.width)x\(size.height)")
  }

  @Test("asks for the prefix before many entries go", arguments: sizes)
  func clearingPicture(size: Size) throws {
    var state = DashboardState.after(on: Snapshots.redis(), size: size)
    let keys = (1...12).map { CacheKey("read_item:\($0)") }
    let preview = GroupPreview(
      group: .prefix(""), keys: keys, isCut: false, operations: keys.map { .delete($0) }, operationCount: 12,
      removes: true, count: 100_000)
    _ = state.update(with: .reply(.preview(preview)))
    _ = state.press("ttl")
    try expectFrame(Screen.frame(of: state), named: "guest-clear-\(size.width)x\(size.height)")
  }
}

extension DashboardState {
  /// Types `text`, and returns all that it wants done.
  fileprivate mutating func press(_ text: String) -> [Effect] {
    text.reduce(into: []) { $0 += press(key: .character($1)) }
  }
}
