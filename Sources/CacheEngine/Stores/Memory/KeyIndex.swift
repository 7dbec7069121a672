/// Finds the slot of a key by its fingerprint: open addressing, linear probing, no second hash.
///
/// The table doubles before it is three quarters full, so a search always ends. Removal closes the gap by moving back what
/// was pushed on (Knuth, The Art of Computer Programming, volume 3, algorithm 6.4R), so no tombstones pile up.
struct KeyIndex {
  private struct Place {
    var fingerprint: UInt64
    /// A slot, or -1 when the place is empty.
    var position: Int32

    static let empty = Place(fingerprint: 0, position: -1)
  }

  private var places: ContiguousArray<Place> = ContiguousArray(repeating: .empty, count: 16)
  private(set) var count = 0

  /// The slot that `matches`, among those whose key has the same fingerprint.
  @inline(__always)
  func find(_ key: CacheKey, where matches: (Int32) -> Bool) -> Int32? {
    places.withUnsafeBufferPointer { places in
      let mask = places.count - 1
      var place = Self.home(of: key.fingerprint, mask)
      while places[place].position >= 0 {
        if places[place].fingerprint == key.fingerprint, matches(places[place].position) {
          return places[place].position
        }
        place = (place + 1) & mask
      }
      return nil
    }
  }

  /// Enters a key that is not there yet.
  mutating func insert(_ key: CacheKey, _ position: Int32) {
    if (count + 1) * 4 > places.count * 3 { grow() }
    place(Place(fingerprint: key.fingerprint, position: position))
    count += 1
  }

  /// Takes out the key that lies in the slot `position`.
  mutating func remove(_ key: CacheKey, _ position: Int32) {
    let mask = places.count - 1
    var gap = Self.home(of: key.fingerprint, mask)
    while places[gap].position != position {
      if places[gap].position < 0 { return }
      gap = (gap + 1) & mask
    }
    count -= 1
    var next = gap
    while true {
      places[gap] = .empty
      repeat {
        next = (next + 1) & mask
        guard places[next].position >= 0 else { return }
        // An entry may fill the gap unless its home lies after it.
      } while (next - Self.home(of: places[next].fingerprint, mask)) & mask < (next - gap) & mask
      places[gap] = places[next]
      gap = next
    }
  }

  private mutating func place(_ new: Place) {
    let mask = places.count - 1
    var place = Self.home(of: new.fingerprint, mask)
    while places[place].position >= 0 { place = (place + 1) & mask }
    places[place] = new
  }

  private mutating func grow() {
    let old = places
    places = ContiguousArray(repeating: .empty, count: old.count * 2)
    for entry in old where entry.position >= 0 { place(entry) }
  }

  @inline(__always)
  private static func home(of fingerprint: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: fingerprint) & mask
  }
}
