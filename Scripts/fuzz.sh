#!/bin/sh
# Feeds every parser with what libFuzzer makes up: "Scripts/fuzz.sh [TARGET...]", all of them without one.
# FUZZ_SECONDS says how long each, FUZZ_FLAGS holds more words for libFuzzer. What breaks a promise is kept in
# Fuzz/Findings/TARGET; give such a file to Fuzz/.build/fuzz, with TTLSCOPE_FUZZ=TARGET, to see it again.
set -eu
cd "$(dirname "$0")/.."

seconds=${FUZZ_SECONDS:-60}
program=Fuzz/.build/fuzz
[ $# -gt 0 ] || set -- address duration envelope fault json keys pattern recording reply safetext scenario

# The sanitizer of addresses comes along; -enable-testing lets targets reach what the package keeps to itself. SwiftPM
# compiles only: it would link a main of its own, and the one needed is libFuzzer's.
swift build -c release --package-path Fuzz --target Fuzz -Xswiftc -sanitize=fuzzer,address \
  -Xswiftc -parse-as-library -Xswiftc -enable-testing
objects=$(find Fuzz/.build/release/ -name '*.o' -path '*.build/*')
# shellcheck disable=SC2086 # one word an object
swiftc -sanitize=fuzzer,address -use-ld=lld $objects -o "$program" -lhiredis -lncursesw -ltinfo

status=0
for target in "$@"; do
  findings=Fuzz/Findings/$target
  mkdir -p "$findings/corpus"
  echo "== $target, ${seconds} s"
  # What was found interesting goes into the first folder, so the next run begins there.
  # shellcheck disable=SC2086 # FUZZ_FLAGS is words
  TTLSCOPE_FUZZ=$target "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
    -print_final_stats=1 -artifact_prefix="$findings/" ${FUZZ_FLAGS:-} "$findings/corpus" "Fuzz/Seeds/$target" \
    >"$findings/log" 2>&1 || { status=1; grep -a -E 'broken promise|ERROR|Fatal error|SUMMARY' "$findings/log" || :; }
  grep -a -E 'stat::(number_of_executed_units|average_exec_per_sec)' "$findings/log" || :
done
exit $status
