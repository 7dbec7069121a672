@testable import CacheEngine

/// Names match patterns as they do on a server.
func fuzzGlob(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  // The reference tries everything: it is slow for longer ones.
  let name = Array(bytes.dropFirst().prefix(Int(first) % 9))
  let pattern = Array(bytes.dropFirst(name.count + 1))
  let short = Array(pattern.prefix(9))
  promise(
    GlobPattern.matches(name, short) == matches(name[...], short[...]), "a pattern matches otherwise: \(name) \(short)")
  _ = GlobPattern.matches(bytes, pattern)
}

/// By its definition, one sign after the other.
private func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
  guard let sign = pattern.first else { return name.isEmpty }
  let rest = pattern.dropFirst()
  if sign == UInt8(ascii: "*") {
    return matches(name, rest) || (!name.isEmpty && matches(name.dropFirst(), pattern))
  }
  guard let byte = name.first else { return false }
  switch sign {
  case UInt8(ascii: "?"): return matches(name.dropFirst(), rest)
  case UInt8(ascii: "["):
    let (signs, after) = members(of: rest)
    return signs.contains(byte) && matches(name.dropFirst(), after)
  case UInt8(ascii: "\\") where !rest.isEmpty: return rest.first == byte && matches(name.dropFirst(), rest.dropFirst())
  default: return sign == byte && matches(name.dropFirst(), rest)
  }
}

/// The bytes that a class stands for, and what follows it.
private func members(of text: ArraySlice<UInt8>) -> (Set<UInt8>, ArraySlice<UInt8>) {
  var rest = text
  let isNegated = rest.first == UInt8(ascii: "^")
  if isNegated { rest.removeFirst() }
  var signs: Set<UInt8> = []
  while let sign = rest.popFirst(), sign != UInt8(ascii: "]") {
    if sign == UInt8(ascii: "\\"), let next = rest.popFirst() {
      signs.insert(next)
    } else if rest.count >= 2, rest.first == UInt8(ascii: "-") {
      let other = rest[rest.startIndex + 1]
      signs.formUnion(min(sign, other)...max(sign, other))
      rest = rest.dropFirst(2)
    } else {
      signs.insert(sign)
    }
  }
  return (isNegated ? Set(0...255).subtracting(signs) : signs, rest)
}
