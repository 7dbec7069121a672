extension BuiltInScenario {
  public static let writeBehind = BuiltInScenario(
    name: "write-behind",
    text: """
      name: write-behind
      description: >-
        Ten writes a second of one item. The cache takes each of them at once, and a second later the database gets the latest
        value only. Watch three thousand accepted writes become three hundred at the database, and a few of them at risk at
        any moment.
      duration: 5m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 200ms
          cache: {ttl: 60s, write: {write-behind: {delay: 1s}}}
          example: /items/5
      workload:
        - {endpoint: read_item, rate: 20/s, arrivals: poisson, keys: {fixed: 5}, writes: 50%}
      expect:
        - writes.accepted >= 2700
        - writes.to_database >= 200
        - writes.to_database <= 310
        - writes.lost == 0
        - writes.at_risk <= 1
      lesson:
        steps:
          - text: >-
              Writes are answered at once, without the 200 ms of the database.
            until: writes.accepted >= 10
          - text: >-
              A second later the database has the latest value.
            until: writes.to_database >= 1
          - text: >-
              Ten writes became one.
            until: writes.to_database >= 30
        question: >-
          What is the price of answering before the database has the write?
        answer: >-
          Whatever is in the queue is lost when the application dies: up to a second of writes here. See write-behind-loss.

      """)
}
