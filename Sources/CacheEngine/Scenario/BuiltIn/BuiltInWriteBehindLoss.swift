extension BuiltInScenario {
  public static let writeBehindLoss = BuiltInScenario(
    name: "write-behind-loss",
    text: """
      name: write-behind-loss
      description: >-
        The cache takes writes at once and tells the database 10 s later. After two minutes the application dies, and
        everything that it had not told yet is gone, although every client was told that its write was done. Watch the number
        at risk, and where it goes at the crash.
      duration: 4m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 200ms
          cache: {ttl: 60s, write: {write-behind: {delay: 10s}}}
      workload:
        - {endpoint: read_item, rate: 10/s, arrivals: poisson, keys: {uniform: 20}, writes: 20%}
      steps:
        - {at: 2m, crash: true}
      expect:
        - writes.accepted >= 400
        - writes.lost >= 5
        - writes.lost <= 40
        - writes.to_database <= 450
      lesson:
        steps:
          - text: >-
              Writes are accepted and wait for 10 s. Look at how many are at risk.
            until: writes.at_risk >= 5
          - text: >-
              At two minutes the application dies. What was at risk is lost.
            until: writes.lost >= 1
          - text: >-
              It starts again, and goes on as if nothing had happened. No client was ever told.
            until: requests >= 1500
        question: >-
          About how many rows are lost, with two writes a second over 20 rows and a delay of 10 s?
        answer: >-
          About a dozen: at any moment about that many rows have a write that is younger than 10 s. A shorter delay loses
          less and coalesces less.

      """)
}
