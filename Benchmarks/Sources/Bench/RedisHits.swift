enum RedisHits { @Sendable static func run() async throws {} }
