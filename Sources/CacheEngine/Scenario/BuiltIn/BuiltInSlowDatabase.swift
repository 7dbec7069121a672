extension BuiltInScenario {
  public static let slowDatabase = BuiltInScenario(
    name: "slow-database",
    text: """
      name: slow-database
      description: >-
        A cache in front of a small database that has two bad moments. From minute three to five every query takes ten times
        as long, and from minute seven on none succeeds for half a minute. Watch who notices: hits go on as if nothing had
        happened, while misses wait in line for many seconds, and later fail.
      duration: 10m
      database:
        connections: 2
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 100ms
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: 60s, protection: single-flight}
      workload:
        - {endpoint: read_item, rate: 50/s, arrivals: poisson, keys: {zipf: {exponent: 1, count: 200}}}
      steps:
        - {at: 3m, for: 2m, fault: {database-slow: 10}}
        - {at: 7m, for: 30s, fault: database-down}
      expect:
        - hit_rate >= 0.8
        - latency.p50_s < 10ms
        - database.max_queue >= 20
        - database.failures >= 50
      lesson:
        steps:
          - text: >-
              At three minutes queries take ten times as long: a line forms.
            until: database.max_queue >= 10
          - text: >-
              At seven minutes they fail.
            until: database.failures >= 1
        question: >-
          Who does not notice the outage?
        answer: >-
          Whoever asks for an entry that is still there. The others would not either with stale-if-error: see
          database-outage.

      """)
}
