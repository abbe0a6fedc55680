#!/bin/sh
# check_mpi.sh PROGRAM PROGRAM_OF_MPI - the same bytes on threads and on 1, 2 and 3 ranks;
# one message when a rank is lost; and the same command goes on from what was kept.
#
# The two programs are built from the same sources, without and with MPI=1.
set -eu
threads=$1
ranks=$2
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "$(id -u)" -eq 0 ]; then # containers of CI
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
fi
# Only this machine is meant, whatever its network looks like.
export OMPI_MCA_btl=self,vader OMPI_MCA_btl_vader_single_copy_mechanism=none
export LANG=C.UTF-8
unset LC_ALL LC_MESSAGES

fail() { # what
    echo "check_mpi: $1"
    exit 1
}

job() { # ranks, arguments...
    n=$1
    shift
    timeout 300 mpirun --oversubscribe -n "$n" "$ranks" "$@" </dev/null
}

# All of a folder, but for compiler, MPI, time, threads and ranks.
listing() { # folder
    (cd "$1" && find . -type f ! -name manifest.json ! -name log.jsonl -exec sha256sum {} + | LC_ALL=C sort)
    sed '/^  "build": {/,$d' "$1/manifest.json"
}

same() { # folder, what it is
    listing "$work/one" >"$work/one.list"
    listing "$work/$1" >"$work/$1.list"
    diff "$work/one.list" "$work/$1.list" || fail "differs: $2"
    echo "same bytes: $2"
}

everywhere() { # scenario, replications
    rm -rf "$work/one"
    "$threads" run "$1" -r "$2" -j 1 --no-figures -q -o "$work/one"
    "$threads" run "$1" -r "$2" -j 2 --no-figures -q -o "$work/two"
    same two "$(basename "$1"), 2 threads"
    for n in 1 2 3; do
        rm -rf "$work/ranks"
        job "$n" run "$1" -r "$2" -j "$n" --no-figures -q -o "$work/ranks"
        same ranks "$(basename "$1"), $n ranks of $n threads"
    done
    rm -rf "$work/two"
}

everywhere "$root/scenarios/examples/post-office.yaml" 200
everywhere "$root/tests/cli/mini.yaml" 5 # fewer than there are threads in all, at 3 x 3

# ---- who speaks --------------------------------------------------------------------------

status=0
job 3 run "$root/tests/cli/no-such-file.yaml" >"$work/said" 2>"$work/log" || status=$?
[ "$status" -eq 3 ] || fail "a scenario that is missing: exit $status, want 3"
[ "$(grep -c '^error\[M' "$work/log")" -eq 1 ] || fail "a mistake is not told exactly once"
job 2 run --help >"$work/said"
[ "$(grep -c '^madosim run FILE' "$work/said")" -eq 1 ] || fail "the help is not told exactly once"
echo "rank 0 alone speaks"

# ---- a lost rank -------------------------------------------------------------------------

long="$root/scenarios/examples/post-office.yaml"
rm -rf "$work/one"
from=$(date +%s%N)
"$threads" run "$long" -r 6000 -j 1 --checkpoint 0 -q -o "$work/one"
took=$(($(date +%s%N) - from))
# Some 12 s of one core on any machine: three ranks must be at it when the first second is kept.
count=$((6000 * (12000000000 / took + 1)))
rm -rf "$work/one"
"$threads" run "$long" -r $count --checkpoint 0 -q -o "$work/one"

# Begins the long run on three ranks and kills the second as soon as something is kept. Each
# rank leaves its process id.
lose_a_rank() { # folder
    # shellcheck disable=SC2016  # the ranks' own variables
    timeout 300 mpirun --oversubscribe -n 3 sh -c 'echo $$ >"$1/pid.$OMPI_COMM_WORLD_RANK"
        shift; exec "$@"' sh "$work" "$ranks" run "$long" -r $count -j 1 --checkpoint 1 -q \
        -o "$1" >"$work/said" 2>"$work/log" </dev/null &
    job=$!
    tries=0
    until [ -s "$1/checkpoint.bin" ]; do
        tries=$((tries + 1))
        if [ $tries -ge 600 ] || ! kill -0 $job; then
            fail "nothing was kept"
        fi
        sleep 0.1
    done
    kill -9 "$(cat "$work/pid.1")"
    status=0
    wait $job || status=$?
}

for n in 1 2; do
    lose_a_rank "$work/lost$n"
    [ "$status" -ne 0 ] || fail "a lost rank, and exit 0"
    [ "$(grep -c '^madosim: stopped' "$work/log")" -eq 1 ] || {
        cat "$work/log"
        fail "a lost rank is not told exactly once"
    }
    [ -s "$work/lost$n/checkpoint.bin" ] || fail "a lost rank, but no checkpoint"
    [ ! -e "$work/lost$n/manifest.json" ] || fail "a lost rank, but a manifest"
done
grep '^madosim: stopped' "$work/log" | sed "s|$work|...|"

job 3 run "$long" -r $count -j 1 -o "$work/lost1" >"$work/said" 2>"$work/log"
grep -q '^going on after' "$work/log" || fail "the same command begins anew"
same lost1 "after a lost rank, on 3 ranks again"
"$threads" run "$long" -r $count -j 2 -q -o "$work/lost2"
same lost2 "after a lost rank, on threads"
[ ! -e "$work/lost1/checkpoint.bin" ] || fail "a complete run leaves its checkpoint"
