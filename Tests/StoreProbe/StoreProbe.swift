import CacheEngine

/// Asks a store on a server again and again, where memory may run out, and says how the answers were: of
/// `StoreProbe SOCKET REQUESTS`.
@main
enum StoreProbe {
  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 3, let requests = Int(words[2]) else { return print("StoreProbe SOCKET REQUESTS") }
    let store = try RedisStore(
      address: RedisAddress(.unix(path: words[1])), prefix: "probe:", connectTimeout: .seconds(15),
      commandTimeout: .seconds(15), writing: .allowed, jitter: SeededGenerator(seed: 1))
    let tally = await withTaskGroup(of: Tally.self) { group in
      for caller in 0..<callers { group.addTask { await ask(store, requests / callers, caller) } }
      var tally = Tally()
      for await part in group { tally.add(part) }
      return tally
    }
    await store.close()
    print("right \(tally.right) wrong \(tally.wrong) unavailable \(tally.unavailable) healed \(tally.healed)")
    for reason in tally.reasons.sorted() { print(reason) }
  }

  private static let callers = 4
  private static let keys: UInt64 = 40
  private static let clock = RealClock()

  struct Tally: Sendable {
    var right = 0
    var wrong = 0
    var unavailable = 0
    /// How often there was an answer again.
    var healed = 0
    var reasons: Set<String> = []

    mutating func add(_ other: Tally) {
      right += other.right
      wrong += other.wrong
      unavailable += other.unavailable
      healed += other.healed
      reasons.formUnion(other.reasons)
    }
  }

  /// Key and nonce, of a few bytes to 40 KB, and one of 500 KB.
  private static let values: [[UInt8]] = (0..<keys).map { number in
    let times = number == keys - 1 ? 80_000 : 1 + Int(number * number * 4)
    return Array("k\(number) \(String(repeating: "\(number * 7_919) ", count: times))".utf8)
  }

  private static func ask(_ store: RedisStore, _ requests: Int, _ caller: Int) async -> Tally {
    var random = SeededGenerator(seed: UInt64(caller))
    var tally = Tally()
    var isAway = false
    for _ in 0..<requests {
      let number = Int(random.next() % keys)
      do throws(StoreError) {
        let key = CacheKey("k\(number)")
        if let entry = try await store.get(key, at: clock.now).entry {
          if entry.bytes == values[number] { tally.right += 1 } else { tally.wrong += 1 }
        } else {
          try await store.set(key, EncodedValue(bytes: values[number]), ttl: nil, at: clock.now)
        }
        if isAway { tally.healed += 1 }
        isAway = false
      } catch {
        isAway = true
        tally.unavailable += 1
        tally.reasons.insert("\(error)")
        try? await Task.sleep(for: .milliseconds(5))
      }
    }
    return tally
  }
}
