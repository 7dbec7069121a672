extension BuiltInScenario {
  public static let leaseToken = BuiltInScenario(
    name: "lease-token",
    text: """
      name: lease-token
      description: >-
        Ten clients a time ask for an item that somebody else keeps writing. A miss hands out a token, and only the holder of
        a valid token may store; the others wait for it. A delete makes the token worthless, so that an old value cannot come
        back. Watch one load a burst, a second one where a write came in between, and no stale hit.
      duration: 5m
      endpoints:
        - name: read_item
          path: "/items/{item_id:int}"
          load: 2s
          cache: {ttl: 30s, protection: {lease-token: 10s}}
          example: /items/5
      workload:
        - {endpoint: read_item, rate: 6/m, arrivals: {burst: 10}, keys: {fixed: 5}}
      steps:
        # A write takes 2 s, as a load does: it is done a second after a burst has begun to load, whose token is worthless then.
        - {at: 49s, request: "PUT /items/5"}
        - {at: 1m29s, request: "PUT /items/5"}
        - {at: 2m9s, request: "PUT /items/5"}
      expect:
        - database.queries == 14
        - outcomes.miss == 11
        - outcomes.shared == 69
        - stale.served == 3
        - latency.max_s <= 4.1
      lesson:
        steps:
          - text: >-
              A burst finds nothing: one client has the token and loads, nine wait.
            until: outcomes.shared >= 9
          - text: >-
              Somebody writes the item while it is loaded. The token is worthless: its holder has its answer, nine
              others wait for a load of the new value.
            until: latency.max_s >= 3.9
          - text: >-
              Three times that happened. Only the three holders had the old value; no hit was ever stale.
            until: requests >= 200
        question: >-
          What does a token have that a lock has not?
        answer: >-
          A delete can take it away. A lock keeps others from loading; a token also keeps its holder from storing what is no
          longer true.

      """)
}
