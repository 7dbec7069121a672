/// Names of entries, each once, in the order in which they came.
struct NameSet {
  private(set) var names: [CacheKey] = []
  private var places: Set<CacheKey> = []
  /// Names of entries that are gone are thrown out when there are this many.
  private(set) var crowd = 1_024

  var isCrowded: Bool { names.count > crowd }

  mutating func add(_ name: CacheKey) {
    if places.insert(name).inserted { names.append(name) }
  }

  mutating func take(_ limit: Int) -> [CacheKey] {
    let taken = Array(names.suffix(limit))
    names.removeLast(taken.count)
    for name in taken { places.remove(name) }
    return taken
  }

  mutating func keepNewest() {
    let kept = Set(names.suffix(crowd / 2))
    keep { kept.contains($0) }
  }

  mutating func keep(where lives: (CacheKey) -> Bool) {
    names = names.filter(lives)
    places = Set(names)
    crowd = max(1_024, names.count * 2)
  }
}
