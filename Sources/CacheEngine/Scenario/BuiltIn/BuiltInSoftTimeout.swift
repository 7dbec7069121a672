extension BuiltInScenario {
  public static let softTimeout = BuiltInScenario(
    name: "soft-timeout",
    text: """
      name: soft-timeout
      description: >-
        Two endpoints whose load takes 2 s, with a TTL of 10 s. The first one lets clients wait for the whole load. The second
        one lets them wait for 200 ms, then serves the old value, while the load goes on and fills the cache. Watch the wait
        of one client in six shrink to a tenth, for data that is two seconds older.
      duration: 5m
      endpoints:
        - name: read_patient
          path: "/patient/{item_id:int}"
          load: 2s
          cache: {ttl: 10s, protection: single-flight}
          example: /patient/5
        - name: read_hurried
          path: "/hurried/{item_id:int}"
          load: 2s
          cache: {ttl: 10s, protection: single-flight, stale-if-error: 1m, load-timeout: {soft: 200ms, hard: 10s}}
          example: /hurried/5
      workload:
        - {endpoint: read_patient, rate: 10/s, keys: {fixed: 5}}
        - {endpoint: read_hurried, rate: 10/s, keys: {fixed: 5}}
      expect:
        - endpoints.read_patient.latency.p90_s >= 500ms
        - endpoints.read_hurried.latency.p90_s <= 250ms
        - endpoints.read_hurried.outcomes.stale >= 300
        - endpoints.read_hurried.bill.waits_avoided >= 300
        - outcomes.error == 0
      lesson:
        steps:
          - text: >-
              Both wait 2 s for the first load: there is nothing stale to serve yet.
            until: misses >= 2
          - text: >-
              The entries end. At the second endpoint nobody waits longer than 200 ms.
            until: endpoints.read_hurried.outcomes.stale >= 1
          - text: >-
              Compare the percentiles of the two.
            until: endpoints.read_hurried.bill.waits_avoided >= 100
        question: >-
          What becomes of the load that nobody waits for any longer?
        answer: >-
          It goes on and fills the cache. A timeout that gave it up would pay for loads and never have a result.

      """)
}
