// swift-tools-version: 6.2
import PackageDescription

// On macOS the C libraries live under Homebrew's prefix, which only pkg-config knows. On Linux they are on the default
// path, and asking pkg-config there buys nothing but warnings about flags that SwiftPM refuses.
#if os(macOS)
  let ncursesPackage: String? = "ncursesw"
  let hiredisPackage: String? = "hiredis"
  let opensslPackage: String? = "openssl"
#else
  let ncursesPackage: String? = nil
  let hiredisPackage: String? = nil
  let opensslPackage: String? = nil
#endif

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let yaml: Target.Dependency = .product(name: "Yams", package: "Yams")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "ttlscope",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "CacheEngine", targets: ["CacheEngine"]),
    // For the package in Benchmarks/.
    .library(name: "TUI", targets: ["TUI"]),
    .executable(name: "ttlscope", targets: ["App"]),
  ],
  traits: [
    // Off unless asked for (--traits TLS), so that the program builds where OpenSSL's headers are not.
    .trait(name: "TLS", description: "Encrypted connections to Redis (rediss://), by OpenSSL")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CNcurses", pkgConfig: ncursesPackage, providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    .systemLibrary(
      name: "CHiredis", pkgConfig: hiredisPackage, providers: [.apt(["libhiredis-dev"]), .brew(["hiredis"])]),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: opensslPackage, providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
    .target(name: "CTerminal"),
    .target(
      name: "CacheEngine",
      dependencies: [
        "CHiredis", .target(name: "COpenSSL", condition: .when(traits: ["TLS"])), histogram, heap, deque, yaml,
      ], swiftSettings: settings),
    .target(
      name: "TUI", dependencies: ["CacheEngine", "CNcurses", "CTerminal"], swiftSettings: settings,
      // Debian keeps the terminal descriptions in a library of their own, Homebrew does not.
      linkerSettings: [.linkedLibrary("tinfo", .when(platforms: [.linux]))]),
    .executableTarget(name: "App", dependencies: ["TUI", "CacheEngine", arguments], swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["CacheEngine", "TUI", "CTerminal"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .executableTarget(
      name: "StoreProbe", dependencies: ["CacheEngine"], path: "Tests/StoreProbe", swiftSettings: settings),
    .testTarget(
      name: "CacheEngineTests", dependencies: ["CacheEngine", "TestSupport", "StoreProbe"], swiftSettings: settings),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["TUI"], path: "Tests/TerminalProbe", swiftSettings: settings),
    .testTarget(
      name: "TUITests", dependencies: ["TUI", "TestSupport", "TerminalProbe"], exclude: ["Frames"],
      swiftSettings: settings),
    .testTarget(name: "AppTests", dependencies: ["App", "TestSupport"], swiftSettings: settings),
  ]
)
