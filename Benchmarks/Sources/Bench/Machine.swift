#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the figures were measured on.
enum Machine {
  static var description: String {
    "machine: \(processor), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores, \(memory) GiB; shared machines are noisy, compare ratios"
  }

  private static var processor: String {
    guard let file = fopen("/proc/cpuinfo", "r") else { return "unknown processor" }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 1_024)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = line.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      if text.hasPrefix("model name"), let colon = text.firstIndex(of: ":") {
        return text[colon...].dropFirst(2).split(separator: "\n").joined()
      }
    }
    return "unknown processor"
  }

  private static var memory: Int {
    (sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))) >> 30
  }
}
