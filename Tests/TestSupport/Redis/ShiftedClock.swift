import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A library that sets the clock of whatever program it is loaded into, by as much as a file says; made by the C compiler of
/// the machine. Linux only, as that has `LD_PRELOAD`.
public final class ShiftedClock {
  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <fcntl.h>
    #include <stdlib.h>
    #include <sys/mman.h>
    #include <sys/time.h>
    #include <time.h>
    #include <unistd.h>
    static long shift(void) {
      static volatile long *seconds;
      if (!seconds) {
        int file = open(getenv("SHIFTED_CLOCK"), O_RDONLY);
        void *page = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
        close(file);
        seconds = page;
      }
      return *seconds;
    }
    int clock_gettime(clockid_t clock, struct timespec *now) {
      static int (*real)(clockid_t, struct timespec *);
      if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
      int failure = real(clock, now);
      if (!failure && clock == CLOCK_REALTIME) now->tv_sec += shift();
      return failure;
    }
    int gettimeofday(struct timeval *restrict now, void *restrict zone) {
      struct timespec time;
      int failure = clock_gettime(CLOCK_REALTIME, &time);
      (void)zone;
      now->tv_sec = time.tv_sec;
      now->tv_usec = time.tv_nsec / 1000;
      return failure;
    }
    time_t time(time_t *result) {
      struct timespec now;
      clock_gettime(CLOCK_REALTIME, &now);
      if (result) *result = now.tv_sec;
      return now.tv_sec;
    }
    """

  private let directory: URL

  /// `nil` where there is no C compiler, or no such thing as preloading.
  public init?() {
    #if os(Linux)
      directory = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-clock-\(UUID().uuidString)")
      let source = directory.appendingPathComponent("shift.c")
      do {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        try Self.source.write(to: source, atomically: true, encoding: .utf8)
        set(seconds: 0)
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

  private var library: String { directory.appendingPathComponent("shift.so").path }
  private var file: String { directory.appendingPathComponent("seconds").path }

  /// For the program whose clock it is to be.
  public var environment: [String: String] { ["LD_PRELOAD": library, "SHIFTED_CLOCK": file] }

  /// Sets the clock so far from the true time.
  public func set(seconds: Int) {
    let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
    var number = seconds
    _ = withUnsafeBytes(of: &number) { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }
}
