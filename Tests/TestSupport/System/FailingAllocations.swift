/// A library that makes every so many-th request for memory fail in whatever program it is loaded into, but only those that
/// come from hiredis: nothing in Swift survives a failed one.
public final class FailingAllocations {
  private static let source = """
    #define _GNU_SOURCE
    #include <errno.h>
    #include <fcntl.h>
    #include <link.h>
    #include <stdatomic.h>
    #include <stdint.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/mman.h>
    #include <unistd.h>
    extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
    static uintptr_t low, high;
    static long every;
    static atomic_long requests;
    static _Atomic long *failures;
    static int find(struct dl_phdr_info *library, size_t size, void *context) {
      (void)size;
      (void)context;
      if (!strstr(library->dlpi_name, "libhiredis")) return 0;
      for (int i = 0; i < library->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &library->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
        low = library->dlpi_addr + part->p_vaddr;
        high = low + part->p_memsz;
      }
      return 1;
    }
    __attribute__((constructor)) static void start(void) {
      int file = open(getenv("TTLSCOPE_TEST_NUMBER"), O_RDWR);
      failures = mmap(0, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
      close(file);
      dl_iterate_phdr(find, 0);
      every = atol(getenv("TTLSCOPE_TEST_EVERY"));
    }
    static int fails(void *caller) {
      if ((uintptr_t)caller < low || (uintptr_t)caller >= high || !every) return 0;
      if ((atomic_fetch_add(&requests, 1) + 1) % every) return 0;
      atomic_fetch_add(failures, 1);
      errno = ENOMEM;
      return 1;
    }
    #define FAILS fails(__builtin_return_address(0))
    void *malloc(size_t size) { return FAILS ? 0 : __libc_malloc(size); }
    void *calloc(size_t count, size_t size) { return FAILS ? 0 : __libc_calloc(count, size); }
    void *realloc(void *memory, size_t size) { return FAILS ? 0 : __libc_realloc(memory, size); }
    char *strdup(const char *text) {
      size_t size = strlen(text) + 1;
      char *copy = FAILS ? 0 : __libc_malloc(size);
      return copy ? memcpy(copy, text, size) : 0;
    }
    """

  private let library: PreloadedLibrary
  private let every: Int

  /// `every: 0` lets none fail. `nil` where there is no C compiler, or no such thing as preloading.
  public init?(every: Int) {
    guard let library = PreloadedLibrary(source: Self.source) else { return nil }
    self.library = library
    self.every = every
  }

  /// For the program in which they are to fail.
  public var environment: [String: String] {
    library.environment.merging(["TTLSCOPE_TEST_EVERY": "\(every)"]) { $1 }
  }

  /// How many have failed.
  public var failures: Int { library.number }
}
