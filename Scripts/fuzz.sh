#!/bin/sh
# Feeds every parser with what libFuzzer makes up: "Scripts/fuzz.sh [TARGET...]", all of them without one.
# FUZZ_SECONDS says how long each, FUZZ_FLAGS holds more words for libFuzzer. What breaks a promise is kept in
# Fuzz/Findings/TARGET; give such a file to Fuzz/.build/fuzz, with TTLSCOPE_FUZZ=TARGET, to see it again.
set -eu
cd "$(dirname "$0")/.."

seconds=${FUZZ_SECONDS:-60}
program=Fuzz/.build/fuzz
# shellcheck disable=SC2046 # a folder of seeds for each target, named like it
[ $# -gt 0 ] || set -- $(ls Fuzz/Seeds)

# The sanitizer of addresses comes along; -enable-testing lets targets reach what the package keeps to itself. SwiftPM
# compiles only: it would link a main of its own, and the one needed is libFuzzer's.
build() {
  swift build -c release --package-path Fuzz --target Fuzz -Xswiftc -sanitize=fuzzer,address \
    -Xswiftc -parse-as-library -Xswiftc -enable-testing "$@"
}
build
# Names of objects can hold blanks; what was compiled for plugins of SwiftPM stays out.
find "$(build --show-bin-path)/" -name '*.o' -path '*.build/*' ! -path '*-tool.build/*' | sed 's/.*/"&"/' \
  >Fuzz/.build/objects
swiftc -sanitize=fuzzer,address -use-ld=lld @Fuzz/.build/objects -o "$program" -lhiredis -lncursesw -ltinfo

status=0
for target in "$@"; do
  findings=Fuzz/Findings/$target
  mkdir -p "$findings/corpus"
  echo "== $target, ${seconds} s"
  # What was found interesting goes into the first folder, so the next run begins there. No parser sets more than 64 MB
  # aside at once, whatever length it reads. Leaks are looked for at the end only: after every input it takes half the time.
  # shellcheck disable=SC2086 # FUZZ_FLAGS is words
  SWIFT_BACKTRACE=enable=no TTLSCOPE_FUZZ=$target "$program" -max_total_time="$seconds" -timeout=10 \
    -rss_limit_mb=2048 -malloc_limit_mb=64 -max_len=4096 -print_final_stats=1 -detect_leaks=0 \
    -artifact_prefix="$findings/" \
    ${FUZZ_FLAGS:-} "$findings/corpus" "Fuzz/Seeds/$target" \
    >"$findings/log" 2>&1 || { status=1; grep -a -E 'broken promise|ERROR|Fatal error|SUMMARY' "$findings/log" || :; }
  grep -a -E 'stat::(number_of_executed_units|average_exec_per_sec)' "$findings/log" || :
done
exit $status
