extension BuiltInScenario {
  public static let storeOutage = BuiltInScenario(
    name: "store-outage",
    text: """
      name: store-outage
      description: >-
        A cache whose store does not answer for a minute. Requests go past it to the database: slower, but answered. Watch the
        bypass, and what the database has to bear while there is no cache in front of it.
      duration: 4m
      database:
        connections: 20
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 200ms
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: 60s}
      workload:
        - {endpoint: read_item, rate: 50/s, arrivals: poisson, keys: {uniform: 20}}
      steps:
        - {at: 1m, for: 1m, fault: store-down}
      expect:
        - outcomes.error == 0
        - outcomes.bypass >= 2700
        - outcomes.bypass <= 3300
        - database.queries >= 2700
        - database.max_concurrent >= 15
      lesson:
        steps:
          - text: >-
              Wait a minute: the store goes away.
            until: outcomes.bypass >= 1
          - text: >-
              Every request is a query now. Nobody gets an error.
            until: outcomes.bypass >= 500
          - text: >-
              A minute later the store is back, and so are its entries.
            until: outcomes.bypass >= 2700
        question: >-
          The cache was there to make things faster. What did its outage show it was also there for?
        answer: >-
          For the database: 50 queries a second instead of less than one. A database that has grown used to its cache may
          not survive without it.

      """)
}
