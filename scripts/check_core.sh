#!/bin/sh
# check_core.sh BUILD WASM SOURCE... - the portable core asks nothing of a machine.
#   1. the core and every header of ours it includes stay away from files, clocks,
#      threads, locales, jumps, long double and the libraries of the compile step
#   2. its objects call no libm function whose last bit depends on the processor
#   3. the linked module imports nothing
set -eu
build=$1 wasm=$2
shift 2
bad=0

files=$(for source in "$@"; do
    gcc -I. -std=c17 -D_POSIX_C_SOURCE=200809L -MM "$source"
done | sed 's/[ \\]/\n/g' | grep -E '^(sim|models|page|cli)/' | LC_ALL=C sort -u)

forbidden='# *include *[<"](stdio|time|sys/[a-z]*|pthread|threads|locale|setjmp|signal|unistd|fcntl|spawn|yaml|unuran|glpk|mpi)\.h[>"]|# *include *[<"](gsl/|sim/input|sim/output|sim/experiment)|\blong double\b'
# shellcheck disable=SC2086  # one word a file
if grep -nE "$forbidden" $files; then
    echo "  ^ not in the core"
    bad=1
fi

# sqrt, fabs, floor and their like are exact everywhere and stay allowed.
inexact='^(log|log2|log10|log1p|exp|exp2|expm1|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot|erf|erfc|lgamma|tgamma|fma)f?$'
for source in "$@"; do
    found=$(nm -u "$build/${source%.c}.o" | awk '{ print $NF }' | grep -E "$inexact" || true)
    [ -z "$found" ] || {
        echo "$source calls $(echo "$found" | tr '\n' ' ')of libm: use portmath.h"
        bad=1
    }
done

# A module names the origin of every import; the C library takes what it wants of the
# system from this one.
if grep -q wasi_snapshot_preview1 "$wasm"; then
    echo "$wasm imports functions of the system: something uses files, clocks or the environment"
    bad=1
fi
[ $bad -eq 0 ] && echo "core: $# files, $(wc -c <"$wasm") bytes of WebAssembly, no imports"
exit $bad
