extension BuiltInScenario {
  public static let singleFlight = BuiltInScenario(
    name: "single-flight",
    text: """
      name: single-flight
      description: >-
        Once a minute ten clients ask for the same item at the same moment, and its entry has just expired. Two endpoints
        differ in one word. At the first one all ten load, ten queries for one answer. At the second one the first client
        loads and nine wait for its result, one query, and nobody waits longer than before.
      duration: 10m
      endpoints:
        - name: read_plain
          path: "/plain/{item_id:int}"
          load: 2s
          cache: {ttl: 30s, protection: none}
          example: /plain/5
        - name: read_shared
          path: "/shared/{item_id:int}"
          load: 2s
          cache: {ttl: 30s, protection: single-flight}
          example: /shared/5
      workload:
        - {endpoint: read_plain, rate: 1/m, arrivals: {burst: 10}, keys: {fixed: 5}}
        - {endpoint: read_shared, rate: 1/m, arrivals: {burst: 10}, keys: {fixed: 5}}
      expect:
        - endpoints.read_plain.outcomes.miss >= 90
        - endpoints.read_plain.outcomes.shared == 0
        - endpoints.read_shared.outcomes.miss <= 12
        - endpoints.read_shared.outcomes.shared >= 81
        - latency.max_s <= 2.1
      lesson:
        steps:
          - text: >-
              Both bursts come. Count the queries of each.
            until: requests >= 20
          - text: >-
              Nine of ten waited for the tenth: the letter for shared.
            until: endpoints.read_shared.outcomes.shared >= 9
        question: >-
          Does single flight make the first client faster?
        answer: >-
          No, nobody is faster: all wait for one load. The database is what it saves, nine queries of ten.

      """)
}
