import Foundation

/// A library made of C text by the compiler of the machine, to be loaded into a program before its own, so that it takes the
/// place of system functions there. It shares one number with the test, in the file that `TTLSCOPE_TEST_NUMBER` names.
///
/// Linux only, as that has `LD_PRELOAD`.
public final class PreloadedLibrary {
  private let directory: URL

  /// `nil` where there is no C compiler, or no such thing as preloading.
  public init?(source text: String) {
    #if os(Linux)
      directory = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-library-\(UUID().uuidString)")
      let source = directory.appendingPathComponent("library.c")
      do {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        try text.write(to: source, atomically: true, encoding: .utf8)
        number = 0
        let compiler = try PipedProgram(
          running: "/usr/bin/env", arguments: ["cc", "-shared", "-fPIC", "-O1", "-o", library, source.path, "-ldl"])
        guard compiler.status == 0 else { return nil }
      } catch {
        return nil
      }
    #else
      return nil
    #endif
  }

  deinit {
    try? FileManager.default.removeItem(at: directory)
  }

  private var library: String { directory.appendingPathComponent("library.so").path }
  private var file: String { directory.appendingPathComponent("number").path }

  /// For the program that is to load it.
  public var environment: [String: String] { ["LD_PRELOAD": library, "TTLSCOPE_TEST_NUMBER": file] }

  /// The number, a C `long`, as both sides see it: written in place, since the program may have mapped the file.
  public var number: Int {
    get {
      let bytes = (try? Data(contentsOf: URL(fileURLWithPath: file))) ?? Data()
      return bytes.withUnsafeBytes { $0.count < 8 ? 0 : $0.loadUnaligned(as: Int.self) }
    }
    set {
      let descriptor = open(file, O_RDWR | O_CREAT, 0o600)
      var value = newValue
      _ = withUnsafeBytes(of: &value) { write(descriptor, $0.baseAddress, $0.count) }
      close(descriptor)
    }
  }
}
