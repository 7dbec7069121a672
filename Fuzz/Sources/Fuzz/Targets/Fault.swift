@testable import CacheEngine

/// Any error reply means something, and what is quoted from it can be shown once it passed the sanitiser.
func fuzzFault(_ bytes: [UInt8]) {
  let fault = ServerFault(bytes.text)
  promise(isQuiet(SafeText()("\(fault)")), "a fault is not quiet")
}
