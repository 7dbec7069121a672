extension BuiltInScenario {
  public static let zipf = BuiltInScenario(
    name: "zipf",
    text: """
      name: zipf
      description: >-
        A thousand items, of which a few are popular and most are hardly ever asked for, as it is with words, songs and
        products. Nearly every request for a popular item is a hit; the long tail expires before anybody comes back. Watch how
        a hit rate of about 80 % is made of two very different groups of keys.
      duration: 10m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 200ms
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: 60s}
      workload:
        - {endpoint: read_item, rate: 50/s, arrivals: poisson, keys: {zipf: {exponent: 1, count: 1000}}}
      expect:
        - hit_rate >= 0.79
        - hit_rate <= 0.86
        - miss_causes.expired > 1000
        - evictions == 0
      lesson:
        steps:
          - text: >-
              Watch the popular items become hits within seconds.
            until: hits >= 100
          - text: >-
              The long tail goes on missing.
            until: miss_causes.expired >= 500
        question: >-
          Would a TTL twice as long double the hit rate?
        answer: >-
          No: the popular items hit already. It helps the tail only, each item as often as it is asked for within a TTL.

      """)
}
