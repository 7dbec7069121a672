extension ScenarioField {
  func fault() throws(ScenarioError) -> Fault {
    let names = ["database-slow", "database-failing", "store-slow", "store-losing"]
    let allowed = """
      write database-down, store-down, {database-slow: 10}, {database-failing: 20%}, {store-slow: 50ms} or {store-losing: 20%}
      """
    switch (node.content, characters) {
    case (_, "database-down"): return .databaseDown
    case (_, "store-down"): return .storeDown
    case (_, "backplane-down"): throw error("backplane-down is not built yet", allowed: allowed)
    case (.mapping, _):
      let (name, value) = try onlyField(names, noun: "a fault")
      switch name {
      case "database-slow": return .databaseSlow(factor: try value.number(in: 0.001...100_000, "from 0.001 to 100000"))
      case "database-failing": return .databaseFailing(try value.share())
      case "store-slow": return .storeSlow(try value.duration(.anyTime))
      default: return .storeLosing(try value.share())
      }
    default: throw mismatch("a fault", allowed)
    }
  }
}
