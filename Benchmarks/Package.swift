// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody's build of ttlscope pays for it.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "ttlscope", path: "..")],
  targets: [
    .executableTarget(
      name: "Bench",
      dependencies: [.product(name: "CacheEngine", package: "ttlscope"), .product(name: "TUI", package: "ttlscope")],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)
