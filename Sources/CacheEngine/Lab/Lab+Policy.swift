/// Changing how an endpoint is cached while requests run.
extension Lab {
  /// Changes an endpoint's policy for what comes from now on. Does nothing where there is no such endpoint.
  ///
  /// Returns why the settings would make no sense together; then nothing is changed.
  public func change(_ change: PolicyChange, ofEndpoint name: String) -> PolicyContradiction? {
    guard let endpoint = endpoints.first(where: { $0.definition.name == name }) else { return nil }
    if let contradiction = endpoint.policy.settings.changed(by: change).contradiction { return contradiction }
    endpoint.change(change)
    events.note(.policyChanged, "\(name): \(change)")
    return nil
  }
}
