extension BuiltInScenario {
  public static let negativeCaching = BuiltInScenario(
    name: "negative-caching",
    text: """
      name: negative-caching
      description: >-
        Somebody keeps asking for a row that does not exist. The first endpoint stores values only, so that each of these
        requests is a query; the second one also remembers for 5 s that there is nothing. Watch three thousand queries against
        sixty.
      duration: 5m
      database:
        rows: {items: 100, products: 100}
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 80ms
          cache: {ttl: 60s}
          example: /items/500
        - name: read_product
          path: "/products/{product_id:int}"
          load: 80ms
          cache: {ttl: 60s, negative-ttl: 5s}
          example: /products/500
      workload:
        - {endpoint: read_item, rate: 10/s, keys: {fixed: 500}}
        - {endpoint: read_product, rate: 10/s, keys: {fixed: 500}}
      expect:
        - endpoints.read_item.database.queries >= 2900
        - endpoints.read_product.database.queries <= 65
        - endpoints.read_product.outcomes.negative >= 2800
        - endpoints.read_item.outcomes.negative == 0
      lesson:
        steps:
          - text: >-
              Both endpoints are asked for row 500 of 100. The answer is 404.
            until: requests >= 20
          - text: >-
              The second endpoint has it from the cache: the letter for a remembered absence.
            until: endpoints.read_product.outcomes.negative >= 10
          - text: >-
              Compare the queries of the two.
            until: endpoints.read_item.database.queries >= 500
        question: >-
          Somebody creates row 500 now. For how long does each endpoint say that it is not there?
        answer: >-
          The first one not at all; the second one for up to 5 s, unless the write also invalidates. That is why an absence
          has a shorter TTL than a value.

      """)
}
