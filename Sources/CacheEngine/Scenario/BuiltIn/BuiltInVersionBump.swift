extension BuiltInScenario {
  public static let versionBump = BuiltInScenario(
    name: "version-bump",
    text: """
      name: version-bump
      description: >-
        Fifty entries whose keys carry the version of their endpoint, v1 at first. One increment and every reader asks for v2:
        all entries are unreachable, without a single delete. Watch fifty misses, and the old keys stay until their TTL is
        over.
      duration: 5m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 100ms
          cache: {ttl: 60s, jitter: 10%, versioned: true}
      workload:
        - {endpoint: read_item, rate: 50/s, keys: {sequence: 50}}
      steps:
        - {at: 30s, invalidate: {version: read_item}}
        - {at: 2m, invalidate: {version: read_item}}
      expect:
        - miss_causes.version >= 95
        - miss_causes.version <= 105
        - stale.served == 0
        - hit_rate >= 0.97
      lesson:
        steps:
          - text: >-
              Wait until the fifty entries are there.
            until: misses >= 50
          - text: >-
              At half a minute the version is changed. Every key is a new one.
            until: miss_causes.version >= 50
          - text: >-
              The old entries are still in the store. Watch them end by their TTL.
            until: requests >= 5000
        question: >-
          What does a version in the key cost?
        answer: >-
          One more read for each lookup, to learn the version, and the memory of all old entries until their TTL is over.
          Without a TTL they would stay for ever.

      """)
}
