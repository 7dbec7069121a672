// swift-tools-version: 6.2
import PackageDescription

// A package of its own, as it is built with libFuzzer throughout: see Scripts/fuzz.sh.
let package = Package(
  name: "Fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "ttlscope", path: "..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [.product(name: "CacheEngine", package: "ttlscope"), .product(name: "TUI", package: "ttlscope")],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)
