@testable import CacheEngine
@testable import TUI

/// Entries with every kind of expiry, and some that try to break out of their cell.
enum Keys {
  /// Clears the screen, retitles the window, breaks the line, turns the text around, and is wide.
  static let nasty =
    "\u{1B}[2J\u{1B}]0;owned\u{7}a\nb\rc\td\u{9B}31m\u{202E}abc\u{2066} 中文 👩‍👩‍👧 e\u{301}\u{301}\u{301}\u{0}\u{FEFF} "

  static let ofEveryKind: [EntrySummary] = [
    entry("read_item:5", expires: 83.3, ttl: 60, written: 23.3, size: 71, hits: 410),
    entry("read_item:9", expires: 101.2, ttl: 60, written: 41.2, size: 71, hits: 12),
    entry("all_users", expires: 45.2, ttl: 30, written: 15.2, size: 65, hits: 308),
    entry("all_products", expires: 42.418, ttl: 30, written: 12.4, size: 110, hits: 1_471),
    entry("read_order:12", expires: 641, ttl: 600, written: 41, size: 4_096, hits: 2, serializer: "property-list"),
    EntrySummary(key: CacheKey("config"), expiry: .never, writtenAt: Snapshots.seconds(1), size: 32, hits: 9),
    EntrySummary(key: CacheKey("foreign:list"), expiry: .unknown),
    entry("read_item:2", expires: 40, ttl: 5, written: 35, size: 71, hits: 3),
  ]

  static let hostile: [EntrySummary] = [
    entry(nasty, expires: 45, ttl: 5, written: 40, size: 3, hits: 1, serializer: nasty),
    entry("a\\rb", expires: 60, ttl: 60, written: 1, size: 3),
    entry("a\rb", expires: 60, ttl: 60, written: 1, size: 3),
    entry("blanks at the end  ", expires: 60, ttl: 60, written: 1, size: 3),
    entry(String(repeating: "中", count: 200), expires: 44, ttl: 60, written: 1, size: 3),
    entry(String(repeating: "🧨", count: 200), expires: 44, ttl: 60, written: 1, size: 3),
    entry("e" + String(repeating: "\u{301}", count: 500), expires: 44, ttl: 60, written: 1, size: 3),
  ]

  static let departed: [DepartedEntry] = [
    DepartedEntry(key: CacheKey("read_item:1"), departure: .invalidated, at: Snapshots.seconds(41), ttl: .seconds(60)),
    DepartedEntry(key: CacheKey("read_item:88"), departure: .evicted, at: Snapshots.seconds(39), ttl: nil),
    DepartedEntry(key: CacheKey("long ago"), departure: .cleared, at: Snapshots.seconds(20), ttl: nil),
  ]

  static let json = Array(#"{"item_id": 5, "name": "Item 5", "description": "This is a cached item."}"#.utf8)

  static func listing(_ entries: [EntrySummary]) -> KeyListing {
    var listing = KeyListing()
    listing.entries = entries
    listing.examined = entries.count
    listing.total = entries.count
    listing.isComplete = true
    return listing
  }

  static func entry(
    _ key: String, expires: Double, ttl: Double, written: Double, size: Int, hits: UInt64 = 0,
    serializer: String = "json"
  ) -> EntrySummary {
    EntrySummary(
      key: CacheKey(key), expiry: .at(Snapshots.seconds(expires)), ttl: .seconds(ttl),
      writtenAt: Snapshots.seconds(written), size: size, serializer: serializer, hits: hits)
  }

  static func preview(_ entry: EntrySummary, bytes: [UInt8] = json) -> EntryPreview {
    var entry = entry
    entry.size = bytes.count
    return EntryPreview(summary: entry, bytes: bytes)
  }
}
