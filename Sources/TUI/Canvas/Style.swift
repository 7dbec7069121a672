/// What a cell means. Views name roles, never colours; a palette turns roles into what the terminal can show.
public enum Role: UInt8, Hashable, Sendable, CaseIterable {
  case plain, faint, title, border, focusedBorder, header
  case hit, miss, stale, shared, negative, error, bypass, rejected
  case accent, warning
}

/// A role and how it is emphasised.
public struct Style: Hashable, Sendable {
  public var role: Role
  public var emphasis: Emphasis

  public static let plain = Style(.plain)
  public static let faint = Style(.faint)

  public init(_ role: Role, _ emphasis: Emphasis = []) {
    self.role = role
    self.emphasis = emphasis
  }

  public func with(_ more: Emphasis) -> Style {
    Style(role, emphasis.union(more))
  }
}

/// Emphasis that every terminal can show, also without colours.
public struct Emphasis: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public static let bold = Emphasis(rawValue: 1)
  public static let reverse = Emphasis(rawValue: 2)
  public static let underline = Emphasis(rawValue: 4)

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }
}
