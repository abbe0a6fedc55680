#!/bin/sh
# run_theory.sh PROGRAM [OPTION...] - compares the program with values known exactly: a line when
# all agree, what differs when some do not.
set -u
program=$1
shift
start=$(date +%s)
said=$("$program" theory -q --lang en "$@" 2>&1)
status=$?
seconds=$(($(date +%s) - start))
if [ "$status" -ne 0 ]; then
    printf '%s\n' "$said"
    echo "  FAIL theory (exit $status, ${seconds} s)"
    exit 1
fi
echo "  OK   theory ($said, $seconds s)"
