extension BuiltInScenario {
  public static let hotKey = BuiltInScenario(
    name: "hot-key",
    text: """
      name: hot-key
      description: >-
        One popular item, asked for a hundred times a second, in front of a database that takes 2 s. The hit rate looks
        splendid, about 97 %. But each time the entry expires, everybody who comes during the next 2 s loads it again: watch
        about two hundred queries run at once, every minute.
      seed: 7
      duration: 10m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 2s
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache:
            ttl: 60s
            protection: none # with single-flight there is one query a minute
          example: /items/5
      workload:
        - {endpoint: read_item, rate: 100/s, arrivals: poisson, keys: {fixed: 5}}
      expect:
        - hit_rate >= 0.95
        - database.queries >= 1500
        - database.max_concurrent >= 150
        - latency.p50_s < 10ms
        - latency.p99_s >= 1s
      lesson:
        steps:
          - text: >-
              The first 2 s: everybody loads.
            until: database.max_concurrent >= 100
          - text: >-
              Then hits only, for a minute.
            until: hits >= 3000
          - text: >-
              The entry ends, and two hundred queries run at once again.
            until: miss_causes.expired >= 100
        question: >-
          A hit rate of 97 %, and yet the database suffers. Why?
        answer: >-
          The misses come together: all of them within the 2 s after each end. A rate hides when.

      """)
}
