import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A flag that a thread can wait for.
///
/// `@unchecked Sendable` is sound because mutex and condition are made for being shared, and never move.
final class Signal: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let flag = Atomic<Bool>(false)

  init() {
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() {
    pthread_mutex_lock(mutex)
    flag.store(true, ordering: .releasing)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  func clear() {
    flag.store(false, ordering: .releasing)
  }

  func wait() {
    pthread_mutex_lock(mutex)
    while !isSet { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }
}
