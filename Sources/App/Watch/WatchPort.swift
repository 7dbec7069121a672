import CacheEngine
import TUI

/// Carries out what the dashboard wants done where entries are only watched: looking, and nothing else.
final class WatchPort: LabPort, Sendable {
  private let watch: Watch
  private let replies = LabReplies()

  init(_ watch: Watch) {
    self.watch = watch
  }

  func start() {
    let watch = watch
    Task.detached { await watch.run() }
  }

  func snapshot(records wanted: Int) -> LabSnapshot {
    watch.snapshot()
  }

  func takeReplies() -> [LabReply] { replies.take() }

  func send(_ command: LabCommand) {
    switch command {
    case .attend(let attention): watch.attend(to: attention)
    case .reconnect: watch.store.reconnect()
    // A watch never stops searching.
    case .searchOn: break
    case .inspect(let key): Task.detached { await self.inspect(key) }
    case .sampleCommands(let duration): Task.detached { await self.sample(for: duration) }
    default: replies.post(.failed("these entries are another program's: they are only looked at"))
    }
  }

  private func inspect(_ key: CacheKey) async {
    do throws(StoreError) {
      if let preview = try await watch.inspect(key, limit: LabRunner.previewLimit) {
        replies.post(.value(key, preview))
      } else {
        replies.post(.noValue(key, "gone"))
      }
    } catch .rejected(let reason) {
      replies.post(.noValue(key, reason))
    } catch {
      replies.post(.noValue(key, error.description))
    }
  }

  private func sample(for duration: Duration) async {
    do throws(StoreError) {
      replies.post(.sample(try await watch.sampleCommands(for: duration)))
    } catch {
      replies.post(.failed("no command was watched: \(error)"))
    }
  }
}
