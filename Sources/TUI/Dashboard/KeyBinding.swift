/// One line of the table from which key handling, the footer, the help and the command line all come.
public struct KeyBinding: Hashable, Sendable {
  public var keys: [Key]
  public var action: Action
  /// The command's name after a colon.
  public var name: String
  public var help: String
  /// The word in the footer; `nil` keeps the binding out of it.
  public var hint: String?
  /// Where the binding applies; `nil` everywhere.
  public var view: DashboardState.View?
  /// A view in which the keys mean something else; `nil`: none.
  public var exception: DashboardState.View?

  init(
    _ keys: [Key], _ action: Action, _ name: String, _ help: String, hint: String? = nil,
    in view: DashboardState.View? = nil, except exception: DashboardState.View? = nil
  ) {
    self.keys = keys
    self.action = action
    self.name = name
    self.help = help
    self.hint = hint
    self.view = view
    self.exception = exception
  }

  func applies(in view: DashboardState.View) -> Bool {
    (self.view == nil || self.view == view) && exception != view
  }

  /// The first key, as people write it.
  public var label: String { keys.first.map(Self.label) ?? "" }

  public var labels: String { keys.map(Self.label).joined(separator: " ") }

  static func label(of key: Key) -> String {
    switch key {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "^\(character.uppercased())"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "S-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    case .paste, .mouse: ""
    }
  }
}
