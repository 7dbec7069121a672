extension BuiltInScenario {
  public static let refreshAhead = BuiltInScenario(
    name: "refresh-ahead",
    text: """
      name: refresh-ahead
      description: >-
        A popular item with a TTL of 60 s and refresh-ahead at 0.8. From its 48th second on the first read that comes starts a
        load in the background, and has its answer at once from the entry that is still good. Watch the countdown jump back to
        60 s before it ever reaches zero.
      duration: 10m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 2s
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: 60s, refresh-ahead: 0.8, protection: single-flight}
          example: /items/5
      workload:
        - {endpoint: read_item, rate: 10/s, arrivals: poisson, keys: {fixed: 5}}
      expect:
        - miss_causes.expired == 0
        - outcomes.miss == 1
        - bill.refreshes >= 10
        - database.queries <= 14
      lesson:
        steps:
          - text: >-
              The first request pays 2 s.
            until: outcomes.miss >= 1
          - text: >-
              Wait 48 s: a read starts a refresh, and is a hit all the same.
            until: bill.refreshes >= 1
          - text: >-
              The countdown starts anew, and no request waited.
            until: bill.refreshes >= 3
        question: >-
          What happens to an item that nobody reads in the last fifth of its TTL?
        answer: >-
          It ends. Refresh-ahead is driven by reads: a rarely read item is not kept alive, and the next reader waits.

      """)
}
