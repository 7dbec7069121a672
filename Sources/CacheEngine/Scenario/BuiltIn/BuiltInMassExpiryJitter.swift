extension BuiltInScenario {
  public static let massExpiryJitter = BuiltInScenario(
    name: "mass-expiry-jitter",
    text: """
      name: mass-expiry-jitter
      description: >-
        The same thousand entries as in mass-expiry, but each lives up to half as long again, drawn when it is written. The
        first wave, on an empty cache, is as high as there. The second is already spread over half a minute, and the third
        over a whole one: watch the line at the database vanish, and the usual miss wait no longer than its own load.
      duration: 10m
      database:
        connections: 50
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 100ms
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache:
            ttl: 60s
            jitter: 50%
      workload:
        # Every 5 s a page that shows all thousand items.
        - {endpoint: read_item, rate: 12/m, arrivals: {burst: 1000}, keys: {sequence: 1000}}
      expect:
        - latency_miss.p50_s <= 400ms
        - hit_rate >= 0.9
        - database.queries <= 9500
      lesson:
        steps:
          - text: >-
              The first wave is as high as without jitter: nothing was there.
            until: database.max_queue >= 900
          - text: >-
              The next one is spread over half a minute.
            until: miss_causes.expired >= 500
        question: >-
          What does jitter cost?
        answer: >-
          Some entries live longer than you asked for, here up to half as long again. It does not help the very first fill.

      """)
}
