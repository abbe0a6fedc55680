#!/bin/sh
# check_wasm.sh 'MODULE ...' PROGRAM... - the WebAssembly modules count what the program counts.
#
# Each PROGRAM is tests/wasm/run_block of another compiler or optimisation. The compiled
# scenario has to be the same bytes from all of them, with fused multiply-add in the C library
# and without; and so have record, sums and bins of what they and node make of it.
set -eu
export LC_ALL=C
modules=$1
shift
programs=$*
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
seed=8610101010101 # more than 32 bits
without_fma=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable,-FMA_Usable
bad=0

attempt() { # what it is, command...
    what=$1
    shift
    "$@" 2>"$work/log" || {
        cat "$work/log" >&2
        echo "failed: $what" >&2
        exit 1
    }
}

# The first answer is what all others have to repeat.
compare() { # what it is, block or counts
    if [ ! -e "$work/first.$2" ]; then
        mv "$work/$2" "$work/first.$2"
    elif ! cmp -s "$work/first.$2" "$work/$2"; then
        echo "$name: another $2 from $1"
        [ "$2" = block ] || diff "$work/first.$2" "$work/$2" || true
        bad=1
    fi
}

natively() { # program, tunables of the C library, model, scenario, last replication
    program=$1 model=$3 scenario=$4 last=$5
    export GLIBC_TUNABLES="$2"
    by="$program${2:+ without fused multiply-add}"
    attempt "$by" "$program" compile "$model" "$scenario" "$work/block"
    compare "$by" block
    attempt "$by" "$program" run "$model" "$work/first.block" "$seed" 0 "$last" >"$work/counts"
    compare "$by" counts
    unset GLIBC_TUNABLES
}

case_of() { # name, model, scenario, last replication
    name=$1
    shift
    rm -f "$work"/first.*
    for program in $programs; do
        natively "$program" '' "$@"
        natively "$program" "$without_fma" "$@"
    done
    for module in $modules; do
        attempt "$module" node "$root/tests/wasm/run_block.mjs" "$module" "$1" \
            "$work/first.block" "$seed" 0 "$3" >"$work/counts"
        compare "$module" counts
    done
    # A replication that repeats another one would compare nothing.
    [ "$(awk '$1 == "replication" { print $NF }' "$work/first.counts" | sort -u | wc -l)" -eq \
        "$(($3 + 1))" ] || {
        echo "$name: replications are alike"
        bad=1
    }
    [ $bad -ne 0 ] || echo "same bits: $name"
}

case_of 'a week of the city' ward "$root/tests/wasm/week.yaml" 2
case_of 'a week with other rules' ward "$root/tests/wasm/rich.yaml" 1
for queue in appointments bank priority repair retrial tandem telethon; do
    case_of "the textbook queue '$queue'" queue "$root/scenarios/theory/$queue.yaml" 1
done
case_of 'the post office' queue "$root/scenarios/examples/post-office.yaml" 2

# Says whether the processor and the C library could have made a difference at all.
if [ "$("$1" exp)" = "$(GLIBC_TUNABLES=$without_fma "$1" exp)" ]; then
    echo "note: exp() of this C library is the same with and without fused multiply-add here"
fi
exit $bad
