@testable import CacheEngine

/// The key that `builder` makes for these arguments of a function.
func madeKey<each Argument: CacheKeyComponent>(
  _ builder: KeyBuilder<repeat each Argument>, _ argument: repeat each Argument, function: String = "f"
) -> String {
  builder.make(function, repeat each argument).text
}
