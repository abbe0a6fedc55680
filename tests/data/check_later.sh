#!/bin/sh
# check_later.sh - the tables of yokohama-fy2025 hold what docs/data.md says about them.
#
# Form, order of months, the tables made by scripts/make_later_tables.sh made again, every row of
# the capacity, and the totals of docs/data.md worked out afresh. Says one line per mistake; the
# last line is the count.
set -eu
export LC_ALL=C
root=$(cd "$(dirname "$0")/../.." && pwd)
base=$root/scenarios/yokohama-fy2020
tables=${1:-$root/scenarios/yokohama-fy2025}
page=${2:-$root/docs/data.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
calendar=$(cat "$root/scripts/calendar.awk")
: >"$work/mistakes"

note() { printf '%s\n' "$*" >>"$work/mistakes"; }

form() { # table, header, first key, last key
    awk -v table="$1" -v header="$2" -v first="$3" -v end="$4" "$calendar"'
    function wrong(text) { print table ".csv:" NR ": " text }
    /^#/ { if (rows) wrong("a comment below the header"); next }
    rows++ == 0 { if ($0 != header ",status,source") wrong("header is " $0); n = cells_of($0, name); next }
    {
        if (cells_of($0, cell) != n) { wrong("cells: " $0); next }
        for (i = 1; i <= n; i++) if (cell[i] == "") wrong("empty cell " name[i])
        word = cell[n - 1]; source = cell[n]
        if (word != "FACT" && word != "DERIVED" && word != "ASSUMPTION") wrong("status " word)
        if (word == "DERIVED" && source !~ /[0-9)] [-x+] [(0-9]/) wrong("no arithmetic")
        if (word == "ASSUMPTION" && source !~ /range/) wrong("no range")
        if (name[1] == "ward") { seen[cell[1]]++; next }
        if (!is_date(cell[1] (name[1] == "month" ? "-01" : ""))) wrong("date " cell[1])
        if (cell[2] !~ /^[0-9]+$/) wrong("count " cell[2])
        if (rows == 2 && cell[1] != first) wrong("begins with " cell[1])
        if (name[1] == "month" && rows > 2 && cell[1] != next_month(last)) wrong("follows badly: " cell[1])
        if (name[1] == "date" && (cell[1] <= last || cell[2] <= total)) wrong("falls: " $0)
        last = cell[1]; total = cell[2]
    }
    END { if (end != "" && last != end) wrong("ends with " last) }' "$tables/$1.csv" \
        >>"$work/mistakes" || note "$1.csv: awk failed"
}

form cards date,yokohama 2021-09-01 2022-09-30
form expiries month,count 2024-10 2026-08
form handovers month,count 2024-10 2026-05
form capacity ward,month,weekday,saturday,places_renewal,places_handover "" ""

mkdir "$work/again"
sh "$root/scripts/make_later_tables.sh" "$work/again"
for table in expiries handovers; do
    cmp -s "$work/again/$table.csv" "$tables/$table.csv" ||
        note "$table.csv: not what scripts/make_later_tables.sh makes"
done

# Every ward has every month, people at the counters, and places (as if it took bookings).
awk -F, -v base="$base" '
    FILENAME ~ /wards/ && !/^#/ && $1 != "ward" { ward[$1] = 1 }
    FILENAME ~ /capacity/ && !/^#/ && $1 != "ward" {
        if (!($1 in ward)) print "capacity: ward " $1
        if ($1 SUBSEP $2 in seen) print "capacity: twice " $1 " " $2
        seen[$1, $2] = 1
        for (i = 3; i <= 6; i++) if ($i !~ /^[0-9]+$/ || $i < 1) print "capacity: " $0
    }
    END {
        for (w in ward) for (m = 2; m <= 19; m++) {
            month = sprintf("%d-%02d", 2025 + (m > 12), m > 12 ? m - 12 : m)
            if (!((w, month) in seen)) print "capacity: no row " w " " month
        }
    }' "$base/wards.csv" "$tables/capacity.csv" >>"$work/mistakes"

# ---- totals of docs/data.md ------------------------------------------------------------------

awk -v base="$base" -v tables="$tables" "$calendar"'
function grouped(x,    text, out) {
    text = sprintf("%d", x + 0.5)
    while (length(text) > 3) {
        out = "," substr(text, length(text) - 2) out
        text = substr(text, 1, length(text) - 3)
    }
    return text out
}
function year_of(file, first,    line, cell, sum) {
    while ((getline line < file) > 0) {
        cells_of(line, cell)
        if (cell[1] >= first "-04" && cell[1] <= (first + 1) "-03" && line ~ /^2/) sum += cell[2]
    }
    close(file)
    return sum
}
function cards_on(file, date, column,    line, cell, n) {
    while ((getline line < file) > 0) { cells_of(line, cell); if (cell[1] == date) n = cell[column] }
    close(file)
    return n
}
BEGIN {
    certificates = year_of(tables "/expiries.csv", 2025)
    if (grouped(certificates) != grouped(15800000 * 0.0305)) print "sum of expiries.csv " certificates
    print "15.8 million × 3.05 % = " grouped(certificates)
    print "8.4 million × 3.8 % = " grouped(8400000 * 0.038)
    print "3.6 million × 3.05 % = " grouped(3600000 * 0.0305)
    print "(" grouped(year_of(base "/expiries.csv", 2020)) " in the year)"
    print grouped(year_of(tables "/handovers.csv", 2025)) " in the year"
    city = cards_on(tables "/cards.csv", "2022-04-01", 2)
    before = cards_on(base "/cards.csv", "2020-04-01", 2)
    japan = cards_on(base "/cards.csv", "2020-04-01", 3)
    print "(" grouped(city) " − " grouped(before) ") / (54,870,797 − " grouped(japan) ")"
    share = (city - before) / (54870797 - japan)
    if (share < 0.03045 || share > 0.03055) print "share of the city " share
}' >"$work/totals"
while IFS= read -r line; do
    grep -qF -- "$line" "$page" || note "docs/data.md does not say: $line"
done <"$work/totals"

cat "$work/mistakes"
count=$(wc -l <"$work/mistakes")
echo "tables of 2025: $((count)) mistakes"
[ "$count" -eq 0 ]
