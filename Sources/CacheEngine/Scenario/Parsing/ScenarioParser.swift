/// Reads a scenario file.
public enum ScenarioParser {
  /// Bytes that a file may have.
  public static let mostBytes = ScenarioText.mostBytes

  /// - Parameter file: The name that errors give.
  /// - Throws: ``ScenarioError`` for the first thing that is wrong.
  public static func scenario(of text: String, file: String) throws(ScenarioError) -> Scenario {
    try scenario(of: Array(text.utf8), file: file)
  }

  /// - Parameters:
  ///   - bytes: UTF-8, with or without a byte order mark.
  ///   - file: The name that errors give.
  /// - Throws: ``ScenarioError`` for the first thing that is wrong.
  public static func scenario(of bytes: [UInt8], file: String) throws(ScenarioError) -> Scenario {
    let source = try ScenarioText(bytes, file: file)
    let root = ScenarioField(node: try YAMLReader.document(of: source), path: "", file: file)
    guard !root.isEmpty else { throw root.error("the file is empty") }
    var scenario = try root.scenario()
    scenario.source = source.text
    return scenario
  }
}

extension ScenarioField {
  fileprivate func scenario() throws(ScenarioError) -> Scenario {
    let fields = try fields(
      [
        "name", "description", "seed", "duration", "nodes", "store", "database", "endpoints", "workload", "steps",
        "expect", "lesson",
      ], noun: "a scenario")
    let endpoints = try fields.required("endpoints", "endpoints: [{name: read_item, path: \"/items/{item_id:int}\"}]")
      .endpoints()
    var scenario = Scenario(name: try fields["name"]?.text(most: 100) ?? nameOfFile, endpoints: endpoints)
    if let description = fields["description"] { scenario.description = try description.text(most: 4_000, least: 0) }
    if let seed = fields["seed"] { scenario.seed = try seed.seed() }
    if let duration = fields["duration"] { scenario.duration = try duration.duration(.someTime) }
    if let nodes = fields["nodes"], try nodes.wholeNumber(in: 1...64) != 1 {
      throw nodes.error("more than one is not built yet", allowed: "write 1")
    }
    if let store = fields["store"] { scenario.store = try store.store() }
    if let database = fields["database"] { scenario.database = try database.database(behind: endpoints) }
    if let workload = fields["workload"] { scenario.workload = try workload.workload(on: endpoints) }
    if let steps = fields["steps"] { scenario.steps = try steps.steps(on: endpoints, within: scenario.duration) }
    if let expect = fields["expect"] { scenario.expectations = try expect.expectations(of: endpoints) }
    if let lesson = fields["lesson"] { scenario.lesson = try lesson.lesson(about: endpoints) }
    return scenario
  }

  /// The file's name without folders and ending, for a scenario that does not say its own.
  private var nameOfFile: String {
    let name = file.split(separator: "/").last ?? "scenario"
    return String(name.prefix { $0 != "." })
  }
}
