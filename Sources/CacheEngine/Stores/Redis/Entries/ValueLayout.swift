/// How a store keeps its values on the server.
enum ValueLayout: Hashable, Sendable {
  /// Each with a line before it that tells its key, its checksum and what policies need: see ``EntryEnvelope``.
  case verified
  /// The bytes alone, as another program wants them. Facts are lost, and nothing shows a wrong value.
  case bare
}
