extension BuiltInScenario {
  public static let tagInvalidation = BuiltInScenario(
    name: "tag-invalidation",
    text: """
      name: tag-invalidation
      description: >-
        Fifty entries, all with one tag, invalidated together twice. The first endpoint keeps the moment of the invalidation
        and compares at each read; the second one keeps a list of its keys and deletes them one by one. Watch both lose all
        entries, and count the store commands: one pays when it reads, the other one when it writes.
      duration: 5m
      endpoints:
        - name: read_product
          path: "/products/{product_id:int}"
          load: 100ms
          cache: {ttl: 10m, tags: {timestamp: [products, "product:{product_id}"]}}
        - name: read_article
          path: "/articles/{article_id:int}"
          load: 100ms
          cache: {ttl: 10m, tags: {index: [articles, "article:{article_id}"]}}
      workload:
        - {endpoint: read_product, rate: 20/s, keys: {sequence: 50}}
        - {endpoint: read_article, rate: 20/s, keys: {sequence: 50}}
      steps:
        # Ten milliseconds later than full minutes: between two requests.
        - {at: 1m10ms, invalidate: {tag: products}}
        - {at: 1m10ms, invalidate: {tag: articles}}
        - {at: 3m10ms, invalidate: {tag: products}}
        - {at: 3m10ms, invalidate: {tag: articles}}
        - {at: 4m10ms, invalidate: {tag: "product:5"}}
      expect:
        - endpoints.read_product.misses == 151
        - endpoints.read_article.misses == 150
        - endpoints.read_product.store_commands > 6000
        - stale.served == 0
      lesson:
        steps:
          - text: >-
              Wait until both endpoints have their fifty entries.
            until: misses >= 100
          - text: >-
              At one minute both tags are invalidated. Fifty misses each.
            until: misses >= 200
          - text: >-
              Look at the keys after the second time: those of the first endpoint are still listed, and are no longer
              served.
            until: misses >= 300
          - text: >-
              At four minutes one tag with an argument goes: one miss.
            until: endpoints.read_product.misses >= 151
        question: >-
          You invalidate by moment, and the keys are still there. Did it work?
        answer: >-
          Yes: entries written before the moment are not served. They stay until somebody reads or their TTL ends. By index
          they go at once, one command each.

      """)
}
