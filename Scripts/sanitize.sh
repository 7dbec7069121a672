#!/bin/sh
# Runs tests under the compiler's sanitizers: "Scripts/sanitize.sh [thread|address|undefined...]", all three without one.
# SANITIZE_FILTER chooses the tests, as in "swift test --filter"; without it, all of CacheEngineTests but the longest.
set -eu
cd "$(dirname "$0")/.."

# Nothing of a crash may wait for somebody at the keyboard.
export SWIFT_BACKTRACE=interactive=no,color=no
# The model and the soaks measure correctness over long runs, and their length multiplies with a sanitizer's cost.
# What lets requests for memory fail puts itself in the place of functions that a sanitizer has taken already.
skipped='PolicyModelTests|LessonRunTests|RedisMemoryTests'

run() {
  name=$1
  shift
  echo "== $name"
  swift test --disable-xctest --scratch-path ".build-$name" --filter "${SANITIZE_FILTER:-CacheEngineTests}" \
    --skip "$skipped" "$@"
}

[ $# -gt 0 ] || set -- thread address undefined
for sanitizer in "$@"; do
  case $sanitizer in
    thread) run thread --sanitize=thread ;;
    address) ASAN_OPTIONS=detect_leaks=1 run address --sanitize=address ;;
    # Swift checks its own arithmetic and bounds always. What is left is C: Sources/CTerminal, used by TUITests. Swift's
    # compiler has this sanitizer on macOS only, so the C compiler is told, and has it trap.
    undefined)
      SANITIZE_FILTER=${SANITIZE_FILTER:-'KeyDecoderTests|Terminal.*Tests|PasswordPromptTests'} \
        run undefined -Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined ;;
    *) echo "$sanitizer: there are thread, address and undefined" >&2; exit 64 ;;
  esac
done
