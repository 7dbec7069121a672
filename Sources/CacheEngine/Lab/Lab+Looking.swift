/// What whoever looks on tells the lab about the screen.
extension Lab {
  /// Says what is on the screen: a server is asked for that first, and for some of it only while it is.
  public func attend(to attention: Attention) {
    looker?.attend(to: attention)
  }

  /// Goes on with a search that stopped at its limit.
  public func searchOn() {
    looker?.goOn()
  }
}
