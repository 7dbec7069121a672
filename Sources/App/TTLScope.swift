import ArgumentParser

/// The program: the dashboard, and its subcommands.
@main
struct TTLScope: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ttlscope",
    abstract: "An oscilloscope for caches: see every hit, miss, load and expiry as it happens.",
    discussion: """
      Without a subcommand the dashboard opens, on the two endpoints of the classic caching tutorial and two that show \
      what it warns of. Entries are kept in memory, or with --redis on a server.

      Exit status: 0 done, 1 an expectation was not met, 64 usage, 65 bad scenario or recording, 69 store not reachable, 70 a bug, \
      71 too little memory allowed, 74 no usable terminal or output lost, 130 Ctrl-C, 128+n signal n.
      """,
    version: "0.1.0-dev",
    subcommands: [
      DashboardCommand.self, RequestCommand.self, KeysCommand.self, ScenariosCommand.self, RunCommand.self,
      ReplayCommand.self, WatchCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)

  /// As the parser would do it, but for how errors are told.
  static func main() async {
    AddressSpace.endIfTooSmall()
    do {
      var command = try await asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      UsageMessage.end(with: error)
    }
  }
}
