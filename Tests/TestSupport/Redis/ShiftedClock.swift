/// A library that sets the clock of whatever program it is loaded into.
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
        int file = open(getenv("TTLSCOPE_TEST_NUMBER"), O_RDONLY);
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

  private let library: PreloadedLibrary

  /// `nil` where there is no C compiler, or no such thing as preloading.
  public init?() {
    guard let library = PreloadedLibrary(source: Self.source) else { return nil }
    self.library = library
  }

  /// For the program whose clock it is to be.
  public var environment: [String: String] { library.environment }

  /// Sets the clock so far from the true time.
  public func set(seconds: Int) {
    library.number = seconds
  }
}
