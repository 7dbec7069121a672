import CacheEngine
import TestSupport
import Testing

@Suite("The memory store's contract") struct MemoryStoreContractTests {
  @Test("keeps the contract of stores", arguments: StoreContract.cases)
  func contract(_ part: ContractCase) async throws {
    let clock = ManualClock()
    let store = MemoryStore()
    try await part.run(ContractWorld(store: store, now: { clock.now }, advance: { clock.advance(by: $0) }))
    await store.close()
  }
}
