import CacheEngine

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A hit decoded from JSON to a small struct, against the decoding alone.
enum JSONHit {
  struct Item: Codable, Sendable {
    var item_id: Int
    var name: String
    var description: String
  }

  static let operations = 20_000

  static func run() async throws {
    let cache = Cache(store: MemoryStore(), clock: RealClock())
    let load = cached("read_item", ttl: .seconds(3_600), cache: cache) { (id: Int) in
      Item(item_id: id, name: "Item \(id)", description: "This is a cached item.")
    }
    let encoded = Array(try JSONEncoder().encode(try await load(5)))
    let decoder = JSONDecoder()
    let (through, plain) = try await Measure.inTurns(operations: operations) {
      var sum = 0
      for _ in 0..<operations { sum += try await load(5).item_id }
      precondition(sum == 5 * operations)
    } _: {
      var sum = 0
      for _ in 0..<operations { sum += try decoder.decode(Item.self, from: Data(encoded)).item_id }
      precondition(sum == 5 * operations)
    }
    Measure.row("hit decoded to a struct", ("cached", through), ("decoding alone", plain), goal: "≤ 1.3")
  }
}
