extension BuiltInScenario {
  public static let leaseLongEnough = BuiltInScenario(
    name: "lease-long-enough",
    text: """
      name: lease-long-enough
      description: >-
        The same ten clients and the same lock, with a lease of 4 s around a load of 3 s. The first one loads, nine wait, look
        again, and find the entry. Watch one query a burst, and nobody wait longer than the load itself.
      duration: 5m
      endpoints:
        - name: get_users
          path: /users
          load: 3s
          response: [{user_id: 1, name: Alice}, {user_id: 2, name: Bob}]
          cache: {ttl: 30s, key: all_users, protection: {lease: 4s}}
      workload:
        # Once a minute ten clients ask at the same moment, and the entry has ended.
        - {endpoint: get_users, rate: 1/m, arrivals: {burst: 10}}
      expect:
        - database.queries <= 6
        - database.max_concurrent == 1
        - latency.max_s <= 3.1
      lesson:
        steps:
          - text: >-
              The burst comes: one client has the lock and loads, nine wait.
            until: database.queries >= 1
          - text: >-
              After 3 s the entry is there, and all ten have their answer from one query.
            until: requests >= 10
        question: >-
          What changed between ten loads and one?
        answer: >-
          Only the lease: 4 s instead of 2 s, longer than the load of 3 s. The double check after waiting is what turns nine
          of the loads into reads.

      """)
}
