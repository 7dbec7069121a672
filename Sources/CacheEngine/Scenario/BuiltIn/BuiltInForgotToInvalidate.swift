extension BuiltInScenario {
  public static let forgotToInvalidate = BuiltInScenario(
    name: "forgot-to-invalidate",
    text: """
      name: forgot-to-invalidate
      description: >-
        Two endpoints whose item changes every ten seconds, with a TTL of 60 s. At the second one each write deletes the
        entry; at the first one nobody thought of it, which no error and no hit rate will ever tell. Watch the better hit rate
        belong to the one that serves wrong answers.
      duration: 10m
      endpoints:
        - name: read_forgetful
          path: "/forgetful/{item_id:int}"
          load: 200ms
          cache: {ttl: 60s, write: forget}
          example: /forgetful/5
        - name: read_careful
          path: "/careful/{item_id:int}"
          load: 200ms
          cache: {ttl: 60s, write: invalidate}
          example: /careful/5
      workload:
        - {endpoint: read_forgetful, rate: 10/s, arrivals: poisson, keys: {fixed: 5}, writes: 1%}
        - {endpoint: read_careful, rate: 10/s, arrivals: poisson, keys: {fixed: 5}, writes: 1%}
      expect:
        - endpoints.read_forgetful.stale.served >= 2500
        - endpoints.read_forgetful.stale.max_age_s >= 30
        - endpoints.read_forgetful.stale.max_age_s <= 62
        - endpoints.read_careful.stale.served <= 60
        - endpoints.read_forgetful.hit_rate >= 0.98
      lesson:
        steps:
          - text: >-
              Wait for the first write of the first endpoint: its answers are wrong from then on.
            until: endpoints.read_forgetful.stale.served >= 1
          - text: >-
              Look at the age of the stale answers grow, up to the TTL.
            until: endpoints.read_forgetful.stale.max_age_s >= 20
          - text: >-
              Compare the hit rates, then the stale answers.
            until: endpoints.read_forgetful.stale.served >= 1000
        question: >-
          Which of the usual figures of a cache shows this mistake?
        answer: >-
          None: hit rate and latency are even better. Only comparing what was served with the row shows it, which is why
          TTLs should be shorter than one can bear.

      """)
}
