/// Somebody to be told.
///
/// A type of its own, because a function kept in a ``Lock`` directly is wrapped anew at every access, deeper and deeper: the
/// lock's state is generic, and the language converts functions on their way into and out of it.
struct Listener<Item>: Sendable {
  let tell: @Sendable (Item) -> Void
}
