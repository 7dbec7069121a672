enum DashboardCost { @Sendable static func run() async throws {} }
