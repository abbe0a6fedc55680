#!/bin/sh
# check_determinism.sh SCENARIO PROGRAM... - the same seed gives the same bytes, whichever
# program (compiler) runs it, on one thread or two, on a processor with fused
# multiply-add or without; and another seed gives other bytes.
set -eu
scenario=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

simulate() { # program, seed, threads, folder
    "$1" run "$scenario" -r 2 --seed "$2" -j "$3" -o "$work/$4" --no-figures \
        >"$work/$4.log" 2>&1 || {
        cat "$work/$4.log"
        echo "$1 failed"
        exit 1
    }
}

# The first column is the run's id, which differs with the seed by construction.
numbers() { # folder
    for f in "$work/$1"/data/*.csv; do
        basename "$f"
        cut -d , -f 2- "$f"
    done
}

same_as_first() { # folder, what it is
    for f in "$work"/first/data/*.csv; do
        cmp "$f" "$work/$1/data/$(basename "$f")" || {
            echo "differs: $2"
            exit 1
        }
    done
    [ "$(find "$work/first/data" -type f | wc -l)" -eq "$(find "$work/$1/data" -type f | wc -l)" ] || {
        echo "other files: $2"
        exit 1
    }
    echo "same bytes: $2"
}

first=$1
simulate "$first" 1 1 first
[ -s "$work/first/data/summary.csv" ] || {
    echo "no data/summary.csv"
    exit 1
}
n=0
for program in "$@"; do
    for threads in 1 2; do
        n=$((n + 1))
        simulate "$program" 1 "$threads" "again$n"
        same_as_first "again$n" "$program, threads $threads"
    done
done

GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable,-FMA_Usable
export GLIBC_TUNABLES
simulate "$first" 1 2 nofma
same_as_first nofma "C library without fused multiply-add"
unset GLIBC_TUNABLES

simulate "$first" 2 1 other
numbers first >"$work/first.numbers"
numbers other >"$work/other.numbers"
if cmp -s "$work/first.numbers" "$work/other.numbers"; then
    echo "seed 1 and seed 2 give the same numbers"
    exit 1
fi
echo "another seed, other numbers"
