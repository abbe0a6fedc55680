#!/bin/sh
# collect_bench.sh CSV PROGRAM... - runs the benchmarks and puts their rows into one table.
# A benchmark prints CSV with a header; columns it does not have stay empty. ratio is
# median over limit: above 1 the case is slower than it may be, and this fails.
set -eu
csv=$1
shift
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
            if (value["ratio"] == "" && value["limit_ns"] > 0)
                value["ratio"] = sprintf("%.3f", value["median_ns"] / value["limit_ns"])
            row = value[want[1]]
            for (i = 2; i <= n; i++) row = row "," value[want[i]]
            print row
        }' "$part.one" >>"$part" || status=1
done
mv "$part" "$csv"
tr ',' '\t' <"$csv" | expand -t 32,42,56,68,78,90
awk -F, 'NR > 1 && $5 > 1 { print $1 ": slower than its limit, ratio " $5; bad = 1 }
         END { exit bad }' "$csv" || status=1
exit $status
