extension BuiltInScenario {
  /// The endpoints of the classic caching tutorial, and two that show what it warns of.
  public static let tutorial = BuiltInScenario(
    name: "tutorial",
    text: """
      name: tutorial
      description: >-
        The two endpoints of the classic caching tutorial, each behind a database that takes seconds, and two with a mistake in
        them. The first request for an item waits 2 s, the next ones take microseconds, until its 60 s are over. Watch the hit
        rate settle above four fifths although every key expires again and again. Then send /products?page=2 after page 1, and
        /orders/7 twice, by hand: both go wrong, in different ways.
      duration: 10m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 2s
          response: {item_id: "{item_id}", name: "Item {item_id}", description: This is a cached item.}
          cache: {ttl: 60s}
          example: /items/5
        - name: get_users
          path: /users
          load: 3s
          response: [{user_id: 1, name: Alice}, {user_id: 2, name: Bob}]
          cache: {ttl: 30s, key: all_users}
          example: /users
        # A date in the body: the serializer refuses it, so that nothing is ever stored. `dates: iso8601` would help.
        - name: read_order
          path: "/orders/{order_id:int}"
          load: 1s
          response: {order_id: "{order_id}", ordered_at: 2026-01-05T09:30:00Z}
          cache: {ttl: 60s}
          example: /orders/7
          trap: "ordered_at is a date, which JSON has no type for: the result cannot be stored, and every request loads."
        # One fixed key that ignores `page`: whoever comes first decides which page everybody sees.
        - name: list_products
          path: "/products?page={page:int}"
          load: 1s
          response:
            page: "{page}"
            products:
              - {name: "The first product of page {page}"}
              - {name: "The second product of page {page}"}
          cache: {ttl: 30s, key: all_products}
          example: /products?page=1
          trap: "The fixed key all_products ignores page: whichever page was loaded first is served for all of them."
      workload:
        - {endpoint: read_item, rate: 2/s, arrivals: poisson, keys: {uniform: 20}}
        - {endpoint: get_users, rate: 1/s}
      expect:
        - endpoints.read_item.hit_rate >= 0.75
        - endpoints.get_users.hit_rate >= 0.8
        - outcomes.error == 0
      lesson:
        steps:
          - text: >-
              Press Enter on the first endpoint: a miss, 2 s. Again: a hit.
            until: hits >= 1
          - text: >-
              Start the load and watch entries end and be loaded again.
            until: miss_causes.expired >= 1
          - text: >-
              Send /products?page=1, then /products?page=2: a hit, with the wrong page.
            until: endpoints.list_products.hits >= 1
          - text: >-
              Send /orders/7 twice: two misses, nothing can be kept.
            until: endpoints.read_order.misses >= 2
        question: >-
          Which of the four endpoints is cached well?
        answer: >-
          The first one only, and a burst on a cold item still loads once for each request. /users ignores arguments it does
          not have; the two others are wrong.

      """)
}
