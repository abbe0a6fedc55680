#!/bin/sh
# run_test.sh PROGRAM NAME - runs one test program: a line when it passes, all it said
# when it fails. Skipped tests are counted aloud: a skipped test has checked nothing.
set -u
log=$1.log
start=$(date +%s)
"$1" >"$log" 2>&1 </dev/null
status=$?
seconds=$(($(date +%s) - start))
passed=$(grep -c '^\[       OK \]' "$log")
skipped=$(sed -n 's/^\[  SKIPPED \] \(.*: \)\{0,1\}\([0-9][0-9]*\) test(s).*/\2/p' "$log")
skipped=${skipped:-0}
if [ "$status" -ne 0 ]; then
    cat "$log"
    echo "  FAIL $2 (exit $status, ${seconds} s)"
    exit 1
fi
note=''
[ "$skipped" -eq 0 ] || note=", $skipped SKIPPED"
[ "$seconds" -lt 2 ] || note="$note, $seconds s"
echo "  OK   $2 ($passed passed$note)"
