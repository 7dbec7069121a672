import Testing

@testable import CacheEngine

@Suite("Which kind of server is at an address")
struct ServerKindTests {
  private static let alone = ServerIdentity(product: "redis", version: "7.0.15", isCluster: false, isReplica: false)
  private static let member = ServerIdentity(product: "redis", version: "7.0.15", isCluster: true, isReplica: false)

  @Test(
    "stays known where a greeting agrees with it, and is open again where that says otherwise or nothing",
    arguments: [
      (ServerKind.Kind.single, alone, ServerKind.Kind.single), (.single, member, .unknown),
      (.single, .unknown, .unknown), (.cluster, member, .cluster), (.cluster, alone, .unknown),
      (.cluster, .unknown, .unknown), (.unknown, alone, .unknown),
    ])
  func greeting(known: ServerKind.Kind, identity: ServerIdentity, kind: ServerKind.Kind) {
    let server = ServerKind()
    server.settle(known)
    server.greeted(identity)
    #expect(server.value == kind)
  }
}
