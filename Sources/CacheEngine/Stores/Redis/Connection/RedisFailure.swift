/// Why a connection cannot go on, in words for the status line.
struct RedisFailure: Error, Hashable, Sendable {
  /// How the next attempt is to be made.
  enum Kind: Hashable, Sendable {
    /// No answer, or a connection that broke: nobody said no.
    case lost
    /// Somebody said no: nobody listens there, or the server does not want us now.
    case refused
    /// The server does not know us. Nothing is sent any more until the user asks for it: more attempts could lock an account.
    case unauthorized
  }

  var reason: String
  var kind: Kind

  init(_ reason: String, _ kind: Kind = .lost) {
    self.reason = reason
    self.kind = kind
  }
}
