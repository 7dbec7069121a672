extension BuiltInScenario {
  public static let writeAround = BuiltInScenario(
    name: "write-around",
    text: """
      name: write-around
      description: >-
        Two endpoints whose writes go to the database only. The first one leaves the entry as it is, so that readers get the
        old value until its TTL is over; the second one deletes it. Watch what the first one saves in misses and pays in stale
        answers.
      duration: 5m
      endpoints:
        - name: read_left
          path: "/left/{item_id:int}"
          load: 200ms
          cache: {ttl: 30s, write: write-around}
          example: /left/5
        - name: read_deleted
          path: "/deleted/{item_id:int}"
          load: 200ms
          cache: {ttl: 30s, write: {write-around: {delete: true}}}
          example: /deleted/5
      workload:
        - {endpoint: read_left, rate: 10/s, arrivals: poisson, keys: {fixed: 5}, writes: 2%}
        - {endpoint: read_deleted, rate: 10/s, arrivals: poisson, keys: {fixed: 5}, writes: 2%}
      expect:
        - endpoints.read_left.stale.served >= 1000
        - endpoints.read_left.stale.max_age_s <= 31
        - endpoints.read_deleted.stale.served <= 30
        - endpoints.read_left.miss_causes.invalidated == 0
      lesson:
        steps:
          - text: >-
              Wait for a write. The first endpoint goes on with the old value.
            until: endpoints.read_left.stale.served >= 1
          - text: >-
              Only the end of the TTL brings the new one.
            until: endpoints.read_left.miss_causes.expired >= 2
          - text: >-
              Compare the stale answers of the two.
            until: requests >= 3000
        question: >-
          What bounds the age of what the first endpoint serves?
        answer: >-
          Its TTL, 30 s, and nothing else. That is fine for data that nobody compares, and wrong where somebody reads what
          they have just written.

      """)
}
