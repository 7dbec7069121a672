import TestSupport
import Testing

@testable import CacheEngine

@Suite("What an invalidation means, before it is done") struct GroupPreviewTests {
  private func lab(_ policy: CachePolicy) async throws -> Lab {
    let endpoint = EndpointDefinition(
      name: "read_item", route: try Route("/items/{item_id:int}"), load: .fixed(.zero), cache: policy)
    let lab = Lab(clock: ManualClock(), store: MemoryStore(), endpoints: [endpoint])
    for row in 1...3 { _ = await lab.respond(to: Request(target: "/items/\(row)")) }
    return lab
  }

  private let tags = ["items", "item:{item_id}"]

  @Test("a prefix: the keys, and a deletion of each")
  func prefix() async throws {
    let lab = try await lab(CachePolicy())
    let preview = try await lab.preview(.prefix("read_item:"))
    #expect(preview.keys.map(\.text) == ["read_item:1", "read_item:2", "read_item:3"])
    #expect(preview.operationCount == 3 && preview.removes)
    #expect(try await lab.preview(.prefix("read_item:2")).keys.count == 1)
  }

  @Test("a tag in an index: taking its members, then a deletion of each")
  func index() async throws {
    let lab = try await lab(CachePolicy(tagging: Tagging(tags, family: .index)))
    let preview = try await lab.preview(.tag("items"))
    #expect(preview.keys.count == 3 && preview.operationCount == 4 && preview.removes)
    #expect(try await lab.preview(.tag("item:2")).keys.map(\.text) == ["read_item:2"])
    #expect(try await lab.invalidate(.tag("items")) == 3)
    #expect(try await lab.preview(.tag("items")).keys.isEmpty)
  }

  @Test("a tag by its moment: one command, and the entries stay")
  func stamp() async throws {
    let lab = try await lab(CachePolicy(tagging: Tagging(tags, family: .timestamp)))
    let preview = try await lab.preview(.tag("items"))
    #expect(preview.keys.count == 3 && preview.operationCount == 1 && !preview.removes)
    #expect(try await lab.invalidate(.tag("items")) == nil)
  }

  @Test("a version: the entries of the present one, which stay")
  func version() async throws {
    let lab = try await lab(CachePolicy(isVersioned: true))
    let preview = try await lab.preview(.version(endpoint: "read_item"))
    #expect(preview.keys.count == 3 && preview.operationCount == 2 && !preview.removes)
  }

  @Test("looking changes nothing")
  func harmless() async throws {
    let lab = try await lab(CachePolicy(tagging: Tagging(tags, family: .index)))
    let before = lab.store.status(at: lab.clock.now).entries
    for group in [Group.tag("items"), .prefix(""), .version(endpoint: "read_item")] { _ = try await lab.preview(group) }
    #expect(lab.store.status(at: lab.clock.now).entries == before)
    #expect(try await lab.preview(.tag("items")).keys.count == 3)
  }
}
