/// Makes the key under which a result is kept from the function's name and arguments.
public struct KeyBuilder<each Argument: CacheKeyComponent>: Sendable {
  @usableFromInline let make: @Sendable (_ function: String, repeat each Argument) -> CacheKey
  /// False when different arguments can share a key: then the ledger watches for it.
  @usableFromInline let coversArguments: Bool

  /// Name and arguments, joined by colons: `read_item:5`. No two argument lists share a key.
  @inlinable
  public static var positional: KeyBuilder<repeat each Argument> {
    KeyBuilder(coversArguments: true) { (function, argument: repeat each Argument) in
      var key = KeyText(function)
      for part in repeat each argument {
        key.append(verbatim: ":")
        part.write(to: &key)
      }
      return key.finished
    }
  }

  /// One key for all arguments.
  public static func fixed(_ text: String) -> KeyBuilder<repeat each Argument> {
    let key = KeyText(text).finished
    return KeyBuilder(coversArguments: false) { (_, _: repeat each Argument) in key }
  }

  /// A text with places for arguments, e.g. `item:{item_id}`. A template made for more parameters than the function has is
  /// a programming error and stops the program.
  public static func template(_ template: KeyTemplate) -> KeyBuilder<repeat each Argument> {
    var count = 0
    for _ in repeat (each Argument).self { count += 1 }
    precondition(template.fits(argumentCount: count), "the template has places for more than \(count) arguments")
    return KeyBuilder(coversArguments: template.covers(argumentCount: count)) { (_, argument: repeat each Argument) in
      KeyText(template.text(for: texts(repeat each argument))).finished
    }
  }

  /// Whatever the closure makes of the arguments.
  public static func custom(
    _ make: @escaping @Sendable (repeat each Argument) -> String
  ) -> KeyBuilder<repeat each Argument> {
    KeyBuilder(coversArguments: false) { (_, argument: repeat each Argument) in
      KeyText(make(repeat each argument)).finished
    }
  }

  @usableFromInline
  init(
    coversArguments: Bool, make: @escaping @Sendable (_ function: String, repeat each Argument) -> CacheKey
  ) {
    self.coversArguments = coversArguments
    self.make = make
  }
}

/// Each argument as it stands in a key.
func texts<each Argument: CacheKeyComponent>(_ argument: repeat each Argument) -> [String] {
  var texts: [String] = []
  for part in repeat each argument {
    var text = KeyText()
    part.write(to: &text)
    texts.append(text.text)
  }
  return texts
}

/// The arguments as one label: `page=2`.
@inlinable
func label<each Argument: CacheKeyComponent>(_ argument: repeat each Argument) -> String {
  var labels: [String] = []
  for part in repeat each argument { labels.append(part.label) }
  return labels.joined(separator: ", ")
}

extension KeyText {
  /// Keys longer than this are kept under a digest of themselves.
  static let longest = 1_024

  /// The key. An over-long text keeps its beginning and ends in `#` and its 128-bit digest, so that it stays bounded.
  @usableFromInline
  var finished: CacheKey {
    guard text.utf8.count > Self.longest else { return CacheKey(text) }
    let digest = [0, 1].map { String(Fingerprint.of(text, seed: $0), radix: 16) }.joined(separator: "-")
    return CacheKey(String(decoding: text.utf8.prefix(64), as: UTF8.self) + "#" + digest)
  }
}
