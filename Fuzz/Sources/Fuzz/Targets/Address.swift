import CacheEngine

/// Any address is read or refused, and a password in it is never told.
func fuzzAddress(_ bytes: [UInt8]) {
  guard let kind = bytes.first else { return }
  _ = try? RedisAddress(bytes.text)
  let schemes = ["redis://", "rediss://", "unix://", "redis+unix://", "http://", ""]
  let halves = bytes.dropFirst().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map {
    Array($0).text
  }
  let scheme = schemes[Int(kind) % schemes.count]
  let text = "\(scheme)user:c4n4ry\(halves.first ?? "")@\(halves.count > 1 ? halves[1] : "h")"
  do throws(RedisAddressError) {
    let address = try RedisAddress(text)
    promise(!"\(address)\(String(reflecting: address))".contains("c4n4ry"), "an address shows its password")
  } catch {
    promise(!"\(error)\(String(reflecting: error))".contains("c4n4ry"), "an error shows a password: \(error)")
  }
}
