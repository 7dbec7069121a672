extension BuiltInScenario {
  public static let writeThrough = BuiltInScenario(
    name: "write-through",
    text: """
      name: write-through
      description: >-
        Two endpoints whose item is written once every two seconds. The first one deletes the entry after each write, so that
        the next reader loads; the second one puts the new value into the cache, so that nobody does. Watch the misses of the
        first one, and the second one serve hits that are never older than the row.
      duration: 5m
      endpoints:
        - name: read_deleted
          path: "/deleted/{item_id:int}"
          load: 200ms
          cache: {ttl: 60s}
          example: /deleted/5
        - name: read_through
          path: "/through/{item_id:int}"
          load: 200ms
          cache: {ttl: 60s, write: write-through}
          example: /through/5
      workload:
        - {endpoint: read_deleted, rate: 10/s, arrivals: poisson, keys: {fixed: 5}, writes: 5%}
        - {endpoint: read_through, rate: 10/s, arrivals: poisson, keys: {fixed: 5}, writes: 5%}
      expect:
        - endpoints.read_deleted.miss_causes.invalidated >= 100
        - endpoints.read_through.miss_causes.invalidated == 0
        - endpoints.read_through.hit_rate >= 0.98
        - endpoints.read_through.stale.served <= 10
      lesson:
        steps:
          - text: >-
              Wait for a write, and see the entry of the first endpoint go.
            until: endpoints.read_deleted.miss_causes.invalidated >= 1
          - text: >-
              The second endpoint took as many writes and had no miss from them.
            until: endpoints.read_through.hits >= 200
          - text: >-
              Compare the hit rates.
            until: requests >= 2000
        question: >-
          When is deleting the entry the better choice all the same?
        answer: >-
          When rows are written far more often than read: write-through keeps values that nobody asks for. And deleting
          cannot store a wrong value.

      """)
}
