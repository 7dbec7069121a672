extension BuiltInScenario {
  public static let fixedKeyTrap = BuiltInScenario(
    name: "fixed-key-trap",
    text: """
      name: fixed-key-trap
      description: >-
        Two lists of products with ten pages each. The first one keeps all pages under one key, so that whoever comes first
        decides which page everybody sees. Its hit rate is the better one, and its answers are wrong: a hit rate says nothing
        about what was hit. The second one has the page in its key.
      duration: 10m
      endpoints:
        - name: list_products
          path: "/products?page={page:int}"
          load: 1s
          response: {page: "{page}", products: [{name: "The first product of page {page}"}]}
          cache: {ttl: 30s, key: all_products}
          trap: "The fixed key all_products ignores page: whichever page was loaded first is served for all of them."
        - name: list_articles
          path: "/articles?page={page:int}"
          load: 1s
          response: {page: "{page}", articles: [{name: "The first article of page {page}"}]}
          cache: {ttl: 30s, key: "articles:{page}"}
      workload:
        - {endpoint: list_products, rate: 5/s, arrivals: poisson, keys: {uniform: 10}}
        - {endpoint: list_articles, rate: 5/s, arrivals: poisson, keys: {uniform: 10}}
      expect:
        - endpoints.list_products.hit_rate >= 0.94
        - endpoints.list_articles.hit_rate <= 0.94
        - endpoints.list_articles.hit_rate >= 0.87
      lesson:
        steps:
          - text: >-
              Both lists are read, ten pages each.
            until: requests >= 100
          - text: >-
              Compare the hit rates: the wrong one is better.
            until: endpoints.list_products.hits >= 500
        question: >-
          How would you notice the mistake from outside?
        answer: >-
          Ask for two pages and compare the answers. No figure of the cache shows it; the flag at the endpoint does.

      """)
}
