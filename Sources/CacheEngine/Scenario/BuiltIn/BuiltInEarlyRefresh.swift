extension BuiltInScenario {
  public static let earlyRefresh = BuiltInScenario(
    name: "early-refresh",
    text: """
      name: early-refresh
      description: >-
        A popular item, ten requests a second, a load of 3 s. A read near the end of the entry throws dice, and the nearer the
        end the likelier it starts a load while everybody still has the old value: at t seconds before the end with
        probability e^(-t/3). Watch the entry never end, and several refreshes start together now and then, because nobody
        asks whether one is running.
      duration: 10m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 3s
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: 60s, protection: {early-refresh: {beta: 1}}}
          example: /items/5
      workload:
        - {endpoint: read_item, rate: 10/s, arrivals: poisson, keys: {fixed: 5}}
      expect:
        - miss_causes.expired == 0
        - bill.refreshes >= 12
        - bill.failed_refreshes == 0
        - latency.p99_s < 10ms
      lesson:
        steps:
          - text: >-
              The cold start is a stampede: early refresh helps an entry that exists.
            until: database.queries >= 10
          - text: >-
              Wait for the first refresh, some ten seconds before the TTL is over.
            until: bill.refreshes >= 1
          - text: >-
              Go on for a few minutes. Count the misses whose cause is an ended entry: there are none.
            until: bill.refreshes >= 10
        question: >-
          Why does an early refresh usually begin about 11 s before the end, and not 3 s, the length of the load?
        answer: >-
          Because ten readers a second throw dice. The median of the first success is 3 s times ln(3 x 10 / ln 2), about 11
          s: the more readers, the earlier.

      """)
}
