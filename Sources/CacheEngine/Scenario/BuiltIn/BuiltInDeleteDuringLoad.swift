extension BuiltInScenario {
  public static let deleteDuringLoad = BuiltInScenario(
    name: "delete-during-load",
    text: """
      name: delete-during-load
      description: >-
        A load reads a row, the row is changed and its entry deleted, and then the load stores what it read: the old value,
        for a whole TTL. The first endpoint stores such late results, as most caches do; the second one refuses them. Watch
        the first one serve old data after a delete that came in time.
      duration: 10m
      endpoints:
        - name: read_allowing
          path: "/allowing/{item_id:int}"
          load: 2s
          cache: {ttl: 30s, late-write: allow}
          example: /allowing/5
        - name: read_refusing
          path: "/refusing/{item_id:int}"
          load: 2s
          cache: {ttl: 30s, late-write: refuse}
          example: /refusing/5
      workload:
        - {endpoint: read_allowing, rate: 5/s, arrivals: poisson, keys: {fixed: 5}, writes: 2%}
        - {endpoint: read_refusing, rate: 5/s, arrivals: poisson, keys: {fixed: 5}, writes: 2%}
      expect:
        - endpoints.read_allowing.stale.served >= 100
        - endpoints.read_allowing.stale.max_age_s >= 10
        - endpoints.read_refusing.stale.max_age_s <= 4
      lesson:
        steps:
          - text: >-
              Wait for a write while a load runs: the delete finds nothing to delete yet.
            until: endpoints.read_allowing.miss_causes.invalidated >= 1
          - text: >-
              The load ends and stores the old value. From now on hits are stale.
            until: endpoints.read_allowing.stale.served >= 50
          - text: >-
              The second endpoint did not store it: the next reader loads anew.
            until: requests >= 3000
        question: >-
          The write deleted the entry, as it should. Why are answers stale all the same?
        answer: >-
          The load had read the row before the write and stored it after the delete. Somebody has to notice that the key was
          deleted in between: a token, a version or a lease.

      """)
}
