/// What an endpoint's load makes: a document with places for the request's arguments.
///
/// A text that is one place and nothing else, `"{item_id}"`, becomes the argument itself; a place within a text, `"Item
/// {item_id}"`, its characters. The document is taken apart once, so that a response is put together from bytes.
public struct ResponseTemplate: Hashable, Sendable {
  /// Behind a pointer, because every response carries its template.
  private final class Parts: Sendable {
    let document: JSONValue
    let refusing: Compiled?
    let withDates: [JSONDateStrategy: Compiled]

    init(document: JSONValue, refusing: Compiled?, withDates: [JSONDateStrategy: Compiled]) {
      self.document = document
      self.refusing = refusing
      self.withDates = withDates
    }
  }

  private let parts: Parts

  public var document: JSONValue { parts.document }

  /// - Parameter parameters: The names of the route's parameters, in order. Other names in braces stay as they are.
  public init(_ document: JSONValue, parameters: [String]) {
    let refusing = Compiled(document, parameters: parameters, dates: .refuse)
    var withDates: [JSONDateStrategy: Compiled] = [:]
    for dates in [JSONDateStrategy.iso8601, .secondsSince1970] where refusing == nil {
      withDates[dates] = Compiled(document, parameters: parameters, dates: dates)
    }
    parts = Parts(document: document, refusing: refusing, withDates: withDates)
  }

  public static func == (left: ResponseTemplate, right: ResponseTemplate) -> Bool {
    left.parts === right.parts
      || (left.document == right.document && left.parts.refusing == right.parts.refusing
        && left.parts.withDates == right.parts.withDates)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(document)
  }

  /// The document as one line of JSON.
  ///
  /// - Throws: ``JSONError/dateNeedsStrategy(field:)`` for a date under ``JSONDateStrategy/refuse``.
  func bytes(for arguments: RouteArguments, dates: JSONDateStrategy) throws(JSONError) -> [UInt8] {
    if let compiled = parts.refusing ?? parts.withDates[dates] { return compiled.bytes(for: arguments) }
    return try JSONWriter.bytes(of: document, dates: dates)
  }
}

/// A document in pieces: bytes that never change, and places.
private struct Compiled: Hashable, Sendable {
  private enum Piece: Hashable, Sendable {
    case bytes([UInt8])
    /// The argument as a JSON value.
    case value(Int)
    /// The argument's characters, inside a text.
    case characters(Int)
  }

  private var pieces: [Piece] = []
  /// Enough room for a response whose arguments are numbers.
  private var usualSize = 0

  /// `nil` when the document holds a date that `dates` does not write.
  ///
  /// Braces and names pass through JSON unchanged, so the document is written first and taken apart afterwards.
  init?(_ document: JSONValue, parameters: [String], dates: JSONDateStrategy) {
    guard let bytes = try? JSONWriter.bytes(of: document, dates: dates) else { return nil }
    let places = parameters.enumerated().flatMap { index, name in
      [(Array("\"{\(name)}\"".utf8), Piece.value(index)), (Array("{\(name)}".utf8), .characters(index))]
    }
    var literal: [UInt8] = []
    var position = 0
    while position < bytes.count {
      guard let place = places.first(where: { bytes[position...].starts(with: $0.0) }) else {
        literal.append(bytes[position])
        position += 1
        continue
      }
      if !literal.isEmpty { pieces.append(.bytes(literal)) }
      literal = []
      pieces.append(place.1)
      position += place.0.count
    }
    if !literal.isEmpty { pieces.append(.bytes(literal)) }
    usualSize = bytes.count + 20 * parameters.count
  }

  func bytes(for arguments: RouteArguments) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(usualSize)
    for piece in pieces {
      switch piece {
      case .bytes(let literal): bytes += literal
      case .value(let index): append(arguments.values[index], quoted: true, to: &bytes)
      case .characters(let index): append(arguments.values[index], quoted: false, to: &bytes)
      }
    }
    return bytes
  }

  private func append(_ value: RouteArguments.Value, quoted: Bool, to bytes: inout [UInt8]) {
    switch value {
    case .int(let number): bytes += String(number).utf8
    case .string(let text):
      let written = (try? JSONWriter.bytes(of: .string(text))) ?? []
      bytes += quoted ? written[...] : written.dropFirst().dropLast()
    }
  }
}
