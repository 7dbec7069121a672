import CacheEngine
import TUI

/// What came of commands, until the dashboard takes it.
final class LabReplies: Sendable {
  private let waiting = Lock([LabReply]())

  func post(_ reply: LabReply) {
    waiting.withLock { $0.append(reply) }
  }

  func take() -> [LabReply] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
