extension ScenarioField {
  func writePolicy() throws(ScenarioError) -> WritePolicy {
    guard case .mapping = node.content else {
      return try choice(
        "a write policy",
        [
          ("invalidate", .invalidate), ("write-through", .writeThrough),
          ("write-behind", .writeBehind(delay: .seconds(1))),
          ("write-around", .writeAround(deletes: false)), ("forget", .forget),
        ])
    }
    let (name, value) = try onlyField(["write-behind", "write-around"], noun: "a write policy")
    if name == "write-behind" {
      let fields = try value.fields(["delay"], noun: "a write-behind")
      return .writeBehind(delay: try fields["delay"]?.duration(.someTime) ?? .seconds(1))
    }
    let fields = try value.fields(["delete"], noun: "a write-around")
    return .writeAround(deletes: try fields["delete"]?.flag() ?? false)
  }
}
