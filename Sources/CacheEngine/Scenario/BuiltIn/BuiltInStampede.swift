extension BuiltInScenario {
  public static let stampede = BuiltInScenario(
    name: "stampede",
    text: """
      name: stampede
      description: >-
        Ten clients ask for the tutorial's list of users at the same moment, and its entry has just ended. The load takes 3 s,
        nothing is kept before it is done, and so each of the ten loads for itself. Watch ten queries run side by side for one
        answer, every minute again.
      duration: 5m
      endpoints:
        - name: get_users
          path: /users
          load: 3s
          response: [{user_id: 1, name: Alice}, {user_id: 2, name: Bob}]
          cache: {ttl: 30s, key: all_users, protection: none}
      workload:
        # Once a minute ten clients ask at the same moment, and the entry has ended.
        - {endpoint: get_users, rate: 1/m, arrivals: {burst: 10}}
      expect:
        - hits == 0
        - outcomes.shared == 0
        - database.queries >= 40
        - database.max_concurrent == 10
        - latency.max_s <= 3.1
      lesson:
        steps:
          - text: >-
              Wait for the burst: ten requests at one moment. Each finds nothing, and each asks the database.
            until: requests >= 10
          - text: >-
              Look at the database: ten queries at once for the same rows.
            until: database.max_concurrent >= 10
          - text: >-
              A minute later the entry has ended, and it all happens again. The cache never helped anybody.
            until: requests >= 20
        question: >-
          How many queries does one burst of ten cost, and how many would be enough?
        answer: >-
          Ten, and one would be enough: nine of them load what is being loaded already. See single-flight for the cure.

      """)
}
