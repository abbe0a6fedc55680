#!/bin/sh
# check_country.sh - the tables of scenarios/japan are those that scripts/make_country.sh makes,
# and their sums are those of docs/data.md, "The country". One line per mistake; the last line
# is the count.
set -eu
export LC_ALL=C
root=$(cd "$(dirname "$0")/../.." && pwd)
tables=$root/scenarios/japan
page=$root/docs/data.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/mistakes"

note() { printf '%s\n' "$*" >>"$work/mistakes"; }

sh "$root/scripts/make_country.sh" 1741 "$work/made"
for table in municipalities capacity phone_agents expiries handovers; do
    cmp -s "$work/made/$table.csv" "$tables/$table.csv" ||
        note "$table.csv: not what scripts/make_country.sh makes"
    head -n 1 "$tables/$table.csv" | grep -q '^# ' || note "$table.csv: no comment that says what it is"
done
[ ! -e "$work/made/japan-1741.yaml" ] || note "the whole country has a scenario of its own"
[ "$(cat "$tables"/*.csv | wc -c)" -le 1500000 ] || note "more than 1.5 MB"

# People by prefecture, both ways; every municipality a region with rows of all months.
awk -F, -v page="$page" '
    /^#/ { next }
    FNR == 1 || $1 == "ward" || $1 == "prefecture" { next }
    FILENAME ~ /prefectures/ { people[$1] = $3; count[$1] = $4; total += $3; places += $4 }
    FILENAME ~ /municipalities/ {
        split($1, name, "-"); sum[name[1]] += $4; n[name[1]]++; here++; months[$2] = 0
        if ($6 != $1) print "municipalities.csv: " $1 " is not its own region"
        if (seen[$2]++) print "municipalities.csv: code twice: " $2
    }
    FILENAME ~ /capacity/ && $2 ~ /-/ { months[$1]++ }
    END {
        if (total != 126146099) print "prefectures.csv: people " total
        if (places != 1741 || here != 1741) print "municipalities: " places " and " here
        for (p in people) if (sum[p] != people[p] || n[p] != count[p])
            print "municipalities.csv: " p " " sum[p] " people in " n[p]
        for (c in months) if (months[c] != 18) print "capacity.csv: " c " has " months[c] " months"
    }' "$tables/prefectures.csv" "$tables/municipalities.csv" "$tables/capacity.csv" >>"$work/mistakes"
grep -q '126,146,099' "$page" || note "docs/data.md does not say how many people"

# A part of the country is a scenario of its own, with its part of the demand.
sh "$root/scripts/make_country.sh" 18 "$work/part"
[ "$(grep -vc '^#' "$work/part/municipalities.csv")" -eq 19 ] || note "not 18 municipalities"
[ -e "$work/part/japan-18.yaml" ] || note "no scenario of 18 municipalities"

cat "$work/mistakes"
bad=$(grep -c . "$work/mistakes" || true)
echo "tests/data/check_country: $bad mistakes"
[ "$bad" -eq 0 ]
