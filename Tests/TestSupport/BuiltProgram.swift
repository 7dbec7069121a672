import Foundation

/// Where the programs of this package are, next to the test bundle.
public enum BuiltProgram {
  public static func path(_ name: String) -> String {
    Bundle.main.bundleURL.appendingPathComponent(name).path
  }
}
