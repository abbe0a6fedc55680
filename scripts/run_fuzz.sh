#!/bin/sh
# run_fuzz.sh SECONDS PROGRAM... - gives each fuzz target its share of the time.
# Seeds: the folder beside the target's source that bears its name, when there is one;
# every target also starts from the scenarios. What it learns stays under build/.
set -eu
seconds=$1
shift
[ $# -gt 0 ] || {
    echo "no tests/fuzz/fuzz_*.c"
    exit 1
}
share=$((seconds / $#))
[ "$share" -ge 1 ] || share=1
for program in "$@"; do
    name=$(basename "$program")
    corpus=$(dirname "$program")/corpus_$name
    mkdir -p "$corpus"
    seeds=tests/fuzz/$name
    [ -d "$seeds" ] || seeds=scenarios
    log=$program.log
    if ! "$program" -max_total_time="$share" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
        -print_final_stats=1 -artifact_prefix="$program-" "$corpus" "$seeds" >"$log" 2>&1; then
        tail -n 60 "$log"
        echo "  FAIL $name"
        exit 1
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    echo "  OK   $name ($runs inputs in $share s)"
done
