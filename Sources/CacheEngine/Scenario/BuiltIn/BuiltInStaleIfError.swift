extension BuiltInScenario {
  public static let staleIfError = BuiltInScenario(
    name: "stale-if-error",
    text: """
      name: stale-if-error
      description: >-
        A database that is down for two minutes, behind a cache that keeps ended entries for five more minutes for this case.
        When a load fails the old value is served, and for 30 s nobody tries again. Watch clients get stale answers instead of
        errors, and the broken database be left in peace but for a query every half minute.
      duration: 5m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 200ms
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: 10s, stale-if-error: {keep: 5m, retry-after: 30s}, protection: single-flight}
          example: /items/5
      workload:
        - {endpoint: read_item, rate: 10/s, arrivals: poisson, keys: {fixed: 5}}
      steps:
        - {at: 1m, for: 2m, fault: database-down}
      expect:
        - outcomes.error == 0
        - bill.errors_avoided >= 900
        - outcomes.stale >= 900
        - database.failures >= 3
        - database.failures <= 6
      lesson:
        steps:
          - text: >-
              Wait a minute: the database goes down.
            until: database.failures >= 1
          - text: >-
              The entry ends, its load fails, and the old value is served. Count the errors avoided.
            until: bill.errors_avoided >= 100
          - text: >-
              The database has been asked a handful of times only: the throttle.
            until: database.failures >= 3
        question: >-
          The database is back after two minutes. When does the first client notice?
        answer: >-
          At the end of the last throttle, up to 30 s later. A shorter retry-after notices earlier and asks the broken
          database more often.

      """)
}
