import CacheEngine

/// The database in the title of the endpoints' panel: what it was asked, how busy it is, what it was spared.
enum DatabaseNote {
  static func text(_ snapshot: LabSnapshot, width: Int) -> String {
    let database = snapshot.database
    var parts = ["db \(Figures.count(database.queries)) \(database.queries == 1 ? "query" : "queries")"]
    if let connections = database.connections {
      parts.append("\(Figures.count(database.running))/\(Figures.count(connections)) busy")
    } else {
      parts.append("most at once \(Figures.count(database.mostRunning))")
    }
    if database.waiting > 0 || database.mostWaiting > 0 {
      parts.append("\(Figures.count(database.waiting)) in line (most \(Figures.count(database.mostWaiting)))")
    }
    if database.failures > 0 { parts.append("\(Figures.count(database.failures)) failed") }
    let counts = snapshot.ledger.total
    if width >= ScreenLayout.twoColumns {
      parts.append("\(Figures.count(counts.served + counts.shared)) saved by the cache")
    }
    return "\(Figures.count(counts.started)) req  " + parts.joined(separator: ", ")
  }
}
