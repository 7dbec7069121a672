/// The keys that aiocache makes where a Python program names none, so that both find each other's entries.
///
/// Source: aiocache 0.12.3, `aiocache/decorators.py`, `cached._key_from_args`: module, name, `str(args)` and
/// `str(sorted(kwargs.items()))`, with nothing between them.
public struct AiocacheKey: Hashable, Sendable {
  /// The module of the function: `main` for an application in `main.py` that uvicorn runs.
  public var module: String
  /// How the function is called: with its arguments by name, as FastAPI does, or in their places.
  public var isPositional: Bool

  public init(module: String, isPositional: Bool = false) {
    self.module = module
    self.isPositional = isPositional
  }

  /// What all keys of a function begin with.
  public func beginning(ofKeysFor function: String) -> String { module + function + "(" }

  /// - Parameter arguments: Names and reprs, in the order of the parameters.
  func text(_ function: String, _ arguments: [(name: String, repr: String)]) -> String {
    var tuple = "()"
    var pairs: [(name: String, repr: String)] = []
    if !isPositional {
      // Python sorts texts by their code points, which is the order of their UTF-8.
      pairs = arguments.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    } else if !arguments.isEmpty {
      // A tuple of one has a comma after it.
      tuple = "(" + arguments.map(\.repr).joined(separator: ", ") + (arguments.count == 1 ? ",)" : ")")
    }
    let list = pairs.map { "(\($0.name.pythonRepr), \($0.repr))" }.joined(separator: ", ")
    return module + function + tuple + "[" + list + "]"
  }
}

extension KeyBuilder where repeat each Argument: PythonRepresentable {
  /// The key that aiocache makes for a function of that module called with these arguments in their places:
  /// `__main__get_item(1,)[]`.
  public static func aiocache(module: String) -> KeyBuilder<repeat each Argument> {
    let style = AiocacheKey(module: module, isPositional: true)
    return KeyBuilder(coversArguments: true) { (function, argument: repeat each Argument) in
      var arguments: [(name: String, repr: String)] = []
      for part in repeat each argument { arguments.append(("", part.pythonRepr)) }
      return CacheKey(style.text(function, arguments))
    }
  }
}

extension RouteArguments {
  /// Names and Python's reprs, in the order of the parameters.
  var pythonReprs: [(name: String, repr: String)] {
    zip(names, values).map { name, value in
      switch value {
      case .int(let number): (name, number.pythonRepr)
      case .string(let text): (name, text.pythonRepr)
      }
    }
  }
}
