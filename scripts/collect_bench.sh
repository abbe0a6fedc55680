#!/bin/sh
# collect_bench.sh CSV LIMITS PROGRAM... - runs the benchmarks and puts their rows into one table.
# A benchmark prints CSV with a header; columns it does not have stay empty. LIMITS is a CSV of
# case,most: the ratio (time over limit) that a case may have at most. It is shown beside the
# ratio; a case above it makes this fail.
set -eu
csv=$1 limits=$2
shift 2
[ $# -gt 0 ] || {
    echo "no tests/bench/bench_*.c"
    exit 1
}
columns=case,unit,median_ns,limit_ns,ratio,peak_kib,threads
mkdir -p "$(dirname "$csv")"
part=$csv.part
trap 'rm -f "$part" "$part.one"' EXIT
echo "$columns" >"$part"
status=0
for program in "$@"; do
    "$program" >"$part.one" || {
        echo "$program: failed" >&2
        status=1
    }
    awk -F, -v columns="$columns" -v program="$program" '
        BEGIN { n = split(columns, want, ",") }
        NR == 1 {
            for (i = 1; i <= NF; i++) {
                if (index("," columns ",", "," $i ",") == 0) {
                    print program ": unknown column " $i >"/dev/stderr"; exit 1 }
                at[$i] = i
            }
            next
        }
        {
            for (i = 1; i <= n; i++) value[want[i]] = (want[i] in at) ? $at[want[i]] : ""
            row = value[want[1]]
            for (i = 2; i <= n; i++) row = row "," value[want[i]]
            print row
        }' "$part.one" >>"$part" || status=1
done
mv "$part" "$csv"
awk -F, '
    /^#/ { next }
    FNR == NR { most[$1] = $2; next }
    {
        printf "%-28s %-12s %14s %14s %8s %6s %10s %8s\n", $1, $2, $3, $4, $5, most[$1], $6, $7
        if (FNR == 1) next
        seen[$1] = 1
        if ($1 in most && $5 > most[$1] + 0) {
            slow[++n] = $1 ": ratio " $5 ", at most " most[$1] " was promised" }
    }
    END {
        for (name in most) if (name != "case" && !(name in seen)) slow[++n] = name ": not measured"
        for (i = 1; i <= n; i++) print slow[i]
        exit n > 0
    }' "$limits" "$csv" || status=1
exit $status
