extension BuiltInScenario {
  public static let staleWhileRevalidate = BuiltInScenario(
    name: "stale-while-revalidate",
    text: """
      name: stale-while-revalidate
      description: >-
        A popular item that may be served for 30 s beyond its TTL of 10 s while it is loaded anew. The first read after the
        end starts the load and, like everybody else during those 2 s, gets the old value at once. Watch the bars turn stale
        for 2 s, twelve seconds apart, and nobody wait.
      duration: 5m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 2s
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: 10s, stale-while-revalidate: 30s, protection: single-flight}
          example: /items/5
      workload:
        - {endpoint: read_item, rate: 10/s, arrivals: poisson, keys: {fixed: 5}}
      expect:
        - miss_causes.expired == 0
        - outcomes.stale >= 300
        - outcomes.miss == 1
        - database.queries <= 27
        - latency.p99_s < 10ms
      lesson:
        steps:
          - text: >-
              The first request pays 2 s.
            until: outcomes.miss >= 1
          - text: >-
              After 10 s the entry is past its end. Requests are answered at once, with the letter for stale.
            until: outcomes.stale >= 1
          - text: >-
              One load a cycle, in the background.
            until: bill.refreshes >= 5
        question: >-
          How old can the data be that a client gets here?
        answer: >-
          As long as there are readers: TTL and load, 12 s. Without readers up to TTL and grace, 40 s: the first reader
          after a quiet time gets that.

      """)
}
