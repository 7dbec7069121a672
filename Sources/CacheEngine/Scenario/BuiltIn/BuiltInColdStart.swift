extension BuiltInScenario {
  public static let coldStart = BuiltInScenario(
    name: "cold-start",
    text: """
      name: cold-start
      description: >-
        An empty cache, as after a restart, and a hundred requests a second for five hundred items. At first nearly everything
        misses, and ten database connections are not enough: watch the line in front of them grow and shrink again. After half
        a minute the cache is warm, and the database has nothing left to do.
      duration: 5m
      database:
        connections: 10
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 200ms
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          # Without single-flight the same item is loaded several times while it waits in line, which makes the line longer.
          cache: {ttl: 10m, protection: single-flight}
      workload:
        - {endpoint: read_item, rate: 100/s, arrivals: poisson, keys: {uniform: 500}}
      expect:
        - hit_rate >= 0.95
        - database.queries == 500
        - database.max_queue >= 30
        - latency_miss.p50_s >= 400ms
      lesson:
        steps:
          - text: >-
              The cache is empty: watch the line in front of the database grow.
            until: database.max_queue >= 30
          - text: >-
              After half a minute the line is gone.
            until: hits >= 1000
          - text: >-
              From now on the database has nothing to do.
            until: requests >= 10000
        question: >-
          Why is a restart the most dangerous moment of a cache?
        answer: >-
          Because for a while there is none: the database gets all the requests it has been spared, at once.

      """)
}
