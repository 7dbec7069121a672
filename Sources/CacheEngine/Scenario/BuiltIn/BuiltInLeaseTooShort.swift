extension BuiltInScenario {
  public static let leaseTooShort = BuiltInScenario(
    name: "lease-too-short",
    text: """
      name: lease-too-short
      description: >-
        The same ten clients, with a lock around the load that is given up after 2 s, while the load takes 3 s. The first one
        takes the lock and loads; nine wait until their patience ends, find nothing yet, and load all the same. Watch ten
        queries, as without any lock, and the slowest client wait for 5 s instead of 3.
      duration: 5m
      endpoints:
        - name: get_users
          path: /users
          load: 3s
          response: [{user_id: 1, name: Alice}, {user_id: 2, name: Bob}]
          cache: {ttl: 30s, key: all_users, protection: {lease: 2s}}
      workload:
        # Once a minute ten clients ask at the same moment, and the entry has ended.
        - {endpoint: get_users, rate: 1/m, arrivals: {burst: 10}}
      expect:
        - database.queries >= 40
        - database.max_concurrent == 10
        - outcomes.shared == 0
        - latency.max_s >= 4.99
        - latency.max_s <= 5.1
      lesson:
        steps:
          - text: >-
              The burst comes: one client has the lock and loads, nine wait.
            until: database.queries >= 1
          - text: >-
              After 2 s the lease is over and the load is not. Nine loads begin beside the first one.
            until: database.max_concurrent >= 10
          - text: >-
              The slowest client waited 2 s for the lock and 3 s for its own load.
            until: latency.max_s >= 4.99
        question: >-
          With a lease of 2 s and a load of 3 s, how many loads does a burst of ten cost, and how long does the slowest
          client wait?
        answer: >-
          Ten loads, and 5 s: more waiting than with no lock at all. A lease must be longer than the slowest load, not than
          the usual one.

      """)
}
