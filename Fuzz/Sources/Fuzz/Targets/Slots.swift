@testable import CacheEngine

/// Whatever reply comes to the question for slots or to the greeting is a map or an identity, or none.
func fuzzSlots(_ bytes: [UInt8]) {
  var stream = ReplyStream()
  for reply in stream.read(bytes) ?? [] {
    _ = ServerIdentity(greeting: reply.elements ?? []).isAtLeast(7, 0)
    if case .error(let text) = reply, let redirect = ClusterRedirect(ServerFault(text), askedHost: "h") {
      promise(!redirect.node.host.isEmpty && redirect.node.port > 0, "a redirection to nowhere")
    }
    guard let map = try? SlotMap(reply, askedHost: "h") else { continue }
    promise((1...SlotMap.mostNodes).contains(map.masters.count), "a map of \(map.masters.count) masters")
    promise(map.replicas.count <= SlotMap.mostNodes, "a map of \(map.replicas.count) replicas")
    for slot in [0, 1, 8_191, 16_383].compactMap({ HashSlot($0) }) {
      promise(map.owner(of: slot).map { map.masters.contains($0) } ?? true, "a slot of somebody unknown")
    }
  }
}
