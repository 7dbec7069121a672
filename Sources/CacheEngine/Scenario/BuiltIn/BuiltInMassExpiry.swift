extension BuiltInScenario {
  public static let massExpiry = BuiltInScenario(
    name: "mass-expiry",
    text: """
      name: mass-expiry
      description: >-
        A thousand entries that were written together have one deadline, and expire together. Every minute a thousand loads
        stand in line for fifty connections, and whoever asks then waits for up to 2 s instead of a tenth of one. Watch the
        same wave come back for ever: whatever is written together expires together. Compare it with mass-expiry-jitter.
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
            jitter: none
      workload:
        # Every 5 s a page that shows all thousand items.
        - {endpoint: read_item, rate: 12/m, arrivals: {burst: 1000}, keys: {sequence: 1000}}
      expect:
        - database.max_queue >= 900
        - latency_miss.p50_s >= 800ms
        - hit_rate >= 0.9
      lesson:
        steps:
          - text: >-
              The first page fills the cache: a thousand loads in line.
            until: database.max_queue >= 900
          - text: >-
              For a minute all is quiet.
            until: hits >= 5000
          - text: >-
              All entries end together, and the wave comes back.
            until: miss_causes.expired >= 900
        question: >-
          How could the wave be avoided without a longer TTL?
        answer: >-
          By giving each entry a TTL of its own: jitter. See mass-expiry-jitter.

      """)
}
