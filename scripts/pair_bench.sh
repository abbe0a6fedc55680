#!/bin/sh
# pair_bench.sh OLD - the present state beside an older commit, on this machine, now.
#
# Builds OLD under build/bench-old and runs the benchmarks of both in turn. For every case that
# both have: the medians of the times, and the median of the ratios new / old of ROUNDS=5 pairs.
# The old commit brings its own benchmarks. ONLY=queue: bench_queue alone.
set -eu
old=$1
folder=build/bench-old
rounds=${ROUNDS:-5}
only=${ONLY:-*}
make=${MAKE:-make}
commit=$(git rev-parse --verify --short "$old^{commit}")
rows=$(mktemp)
trap 'rm -f "$rows"' EXIT

if [ "$(cat "$folder/.commit" 2>/dev/null)" != "$commit" ]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    git archive "$commit" | tar -x -C "$folder"
    echo "$commit" >"$folder/.commit"
fi
programs=
# shellcheck disable=SC2231  # ONLY is a pattern
for source in tests/bench/bench_$only.c; do
    [ ! -e "$folder/$source" ] || programs="$programs build/release/${source%.c}"
done
[ -n "$programs" ] || {
    echo "$commit has none of these benchmarks"
    exit 1
}
# shellcheck disable=SC2086  # programs are words
$make --no-print-directory -C "$folder" VARIANT=release $programs >"$folder/build.log" 2>&1 || {
    tail -n 20 "$folder/build.log"
    exit 1
}

measure() { # side, folder, round, program
    (cd "$2" && "$4") | awk -F, -v side="$1" -v round="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == "median_ns") at = i; next }
        $at > 0 { print $1 "," side "," round "," $at }' >>"$rows"
}
round=1
while [ "$round" -le "$rounds" ]; do
    for program in $programs; do
        measure old "$folder" "$round" "$program"
        measure new . "$round" "$program"
    done
    round=$((round + 1))
done

echo "old: $commit; pairs: $rounds"
awk -F, '
    function median(list, n,   i, j, x) {
        for (i = 2; i <= n; i++) {
            x = list[i]
            for (j = i - 1; j > 0 && list[j] > x; j--) list[j + 1] = list[j]
            list[j + 1] = x
        }
        return list[int((n + 1) / 2)]
    }
    {
        if (!($1 in known)) { known[$1] = 1; name[++names] = $1 }
        ns[$1, $2, $3] = $4
        if ($3 > rounds) rounds = $3
    }
    END {
        printf "%-28s %14s %14s %8s\n", "case", "old_ns", "new_ns", "ratio"
        for (c = 1; c <= names; c++) {
            n = 0
            for (r = 1; r <= rounds; r++)
                if ((name[c], "old", r) in ns && (name[c], "new", r) in ns) {
                    n++
                    old[n] = ns[name[c], "old", r]
                    new[n] = ns[name[c], "new", r]
                    ratio[n] = new[n] / old[n]
                }
            if (n > 0)
                printf "%-28s %14.2f %14.2f %8.3f\n", name[c], median(old, n), median(new, n),
                       median(ratio, n)
        }
    }' "$rows"
