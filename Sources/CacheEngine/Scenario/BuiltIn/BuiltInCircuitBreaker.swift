extension BuiltInScenario {
  public static let circuitBreaker = BuiltInScenario(
    name: "circuit-breaker",
    text: """
      name: circuit-breaker
      description: >-
        Many items, few hits, and a database that is down for two minutes. Each miss of the first endpoint asks it all the
        same; the second one has a circuit breaker, which opens after half of the loads have failed and tries once every 10 s.
        Watch two thousand failed queries against about a hundred, while the clients of both get errors.
      duration: 5m
      endpoints:
        - name: read_plain
          path: "/plain/{item_id:int}"
          load: 100ms
          cache: {ttl: 5s}
        - name: read_guarded
          path: "/guarded/{item_id:int}"
          load: 100ms
          cache: {ttl: 5s, circuit-breaker: {failures: 50%, minimum: 5, period: 10s, open-for: 10s}}
      workload:
        - {endpoint: read_plain, rate: 20/s, arrivals: poisson, keys: {uniform: 1000}}
        - {endpoint: read_guarded, rate: 20/s, arrivals: poisson, keys: {uniform: 1000}}
      steps:
        - {at: 1m, for: 2m, fault: database-down}
      expect:
        - endpoints.read_plain.database.failures >= 2000
        - endpoints.read_guarded.database.failures >= 15
        - endpoints.read_guarded.database.failures <= 200
        - endpoints.read_guarded.outcomes.error >= 2000
      lesson:
        steps:
          - text: >-
              Wait a minute: the database goes down.
            until: database.failures >= 1
          - text: >-
              The circuit of the second endpoint opens: errors go on, queries do not.
            until: endpoints.read_guarded.outcomes.error >= 100
          - text: >-
              Two minutes later the database is back, and the next try closes the circuit.
            until: endpoints.read_plain.database.failures >= 2000
        question: >-
          A circuit breaker turns errors into errors. What is it good for?
        answer: >-
          For the database, which recovers without a crowd in front of it, and for clients, who fail at once instead of
          waiting. With stale-if-error they do not even fail.

      """)
}
