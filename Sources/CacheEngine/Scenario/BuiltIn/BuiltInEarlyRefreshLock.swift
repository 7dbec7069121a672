extension BuiltInScenario {
  public static let earlyRefreshLock = BuiltInScenario(
    name: "early-refresh-lock",
    text: """
      name: early-refresh-lock
      description: >-
        The same popular item with the same dice, but whoever wins has to take a lock to refresh. The others keep the value
        that is still good. Watch one query for each refresh instead of several, and still no entry ever end.
      duration: 10m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 3s
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: 60s, protection: {early-refresh: {beta: 1, lock: true}}}
          example: /items/5
      workload:
        - {endpoint: read_item, rate: 10/s, arrivals: poisson, keys: {fixed: 5}}
      expect:
        - miss_causes.expired == 0
        - bill.refreshes >= 9
        - bill.refreshes <= 16
        - latency.p99_s < 10ms
      lesson:
        steps:
          - text: >-
              Wait for the cold start to be over.
            until: hits >= 1
          - text: >-
              Wait for the first refresh. One query runs, and everybody is served.
            until: bill.refreshes >= 1
          - text: >-
              A few minutes later there are about as many refreshes as there were TTLs.
            until: bill.refreshes >= 5
        question: >-
          What does the lock save, and what does it cost?
        answer: >-
          It saves the duplicate loads, about as many as readers win the dice within one load. It costs a lock in the store,
          and nobody waits for it.

      """)
}
