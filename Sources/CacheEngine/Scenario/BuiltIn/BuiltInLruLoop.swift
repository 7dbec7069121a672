extension BuiltInScenario {
  public static let lruLoop = BuiltInScenario(
    name: "lru-loop",
    text: """
      name: lru-loop
      description: >-
        A hundred and one items in turn, and room for a hundred. Evicting what was used longest ago is a good rule, except
        here: each item is evicted just before its turn comes again. Watch a cache that is full, busy, and of no use at all.
        With room for one more entry every request after the first round would be a hit.
      duration: 5m
      store: {kind: memory, capacity: 100}
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 10ms
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: none}
      workload:
        - {endpoint: read_item, rate: 20/s, keys: {sequence: 101}}
      expect:
        - hits == 0
        - miss_causes.evicted > 5000
      lesson:
        steps:
          - text: >-
              A hundred items fit, and are evicted one after another.
            until: evictions >= 1
          - text: >-
              After a full round: still not one hit.
            until: miss_causes.evicted >= 200
        question: >-
          Which simple rule would do better here?
        answer: >-
          Nearly any other: evicting the newest, or one at random, keeps most of the loop in the store.

      """)
}
