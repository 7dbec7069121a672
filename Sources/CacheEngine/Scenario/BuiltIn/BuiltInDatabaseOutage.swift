extension BuiltInScenario {
  public static let databaseOutage = BuiltInScenario(
    name: "database-outage",
    text: """
      name: database-outage
      description: >-
        Two endpoints in front of a database that is down for two minutes. The first one has a TTL and nothing else, so that
        its last entry ends and every request after it fails. The second one keeps its entry for the case. Watch one strip
        turn to errors and the other one to stale.
      duration: 6m
      endpoints:
        - name: read_plain
          path: "/plain/{item_id:int}"
          load: 200ms
          cache: {ttl: 30s, protection: single-flight}
          example: /plain/5
        - name: read_kept
          path: "/kept/{item_id:int}"
          load: 200ms
          cache: {ttl: 30s, protection: single-flight, stale-if-error: 10m}
          example: /kept/5
      workload:
        - {endpoint: read_plain, rate: 10/s, keys: {fixed: 5}}
        - {endpoint: read_kept, rate: 10/s, keys: {fixed: 5}}
      steps:
        - {at: 2m10s, for: 2m, fault: database-down}
      expect:
        - endpoints.read_plain.outcomes.error >= 900
        - endpoints.read_plain.outcomes.error <= 1100
        - endpoints.read_kept.outcomes.error == 0
        - endpoints.read_kept.bill.errors_avoided >= 850
        - endpoints.read_kept.database.failures <= 6
      lesson:
        steps:
          - text: >-
              Wait two minutes: the database goes down, and nobody notices, because both entries are fresh.
            until: requests >= 2400
          - text: >-
              The entries end. At the first endpoint every request fails from now on.
            until: endpoints.read_plain.outcomes.error >= 1
          - text: >-
              At the second one nobody sees an error.
            until: endpoints.read_kept.bill.errors_avoided >= 100
        question: >-
          For how long does a TTL of 30 s hide an outage of two minutes?
        answer: >-
          For what is left of it when the outage begins, 0 to 30 s. To hide all of it the entry must outlive the outage, as
          something stale.

      """)
}
