extension BuiltInScenario {
  public static let capacity = BuiltInScenario(
    name: "capacity",
    text: """
      name: capacity
      description: >-
        A thousand items, and room for a hundred. Nothing ever expires; entries leave because others need their place, the one
        that was used longest ago first. Watch the store stay full while the popular items stay inside: a tenth of the room is
        enough for more than half of the hits.
      duration: 10m
      store: {kind: memory, capacity: 100}
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 100ms
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: none}
      workload:
        - {endpoint: read_item, rate: 100/s, arrivals: poisson, keys: {zipf: {exponent: 1, count: 1000}}}
      expect:
        - hit_rate >= 0.5
        - hit_rate <= 0.65
        - evictions > 10000
        - miss_causes.expired == 0
      lesson:
        steps:
          - text: >-
              The store fills up to a hundred entries.
            until: misses >= 100
          - text: >-
              From now on each new entry pushes one out.
            until: evictions >= 1000
        question: >-
          A tenth of the items fits. Why is the hit rate about a half and not a tenth?
        answer: >-
          Because the popular tenth fits: with this distribution it gets more than half of the requests.

      """)
}
