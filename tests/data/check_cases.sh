#!/bin/sh
# check_cases.sh [TABLE] - the table of reference cases of `madosim theory` says where every value
# comes from, and no two of its trials share a seed.
#
# Rows with the same scenario and settings are one trial. Every other trial has run.seed among
# its settings, unless nothing in it is random (precision same), and a seed of its own: the same
# draws twice would let one lucky seed speak for two values.
set -eu
export LC_ALL=C
root=$(cd "$(dirname "$0")/../.." && pwd)
table=${1:-$root/scenarios/theory/cases.csv}
folder=$(dirname "$table")
calendar=$(cat "$root/scripts/calendar.awk")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

iconv -f UTF-8 -t UTF-8 "$table" >/dev/null 2>&1 || echo "not UTF-8" >>"$work/mistakes"
! grep -nE '/(work|home|tmp|root)/' "$table" >>"$work/mistakes" || true
awk "$calendar"'
function wrong(text) { print "line " NR ": " text }
function value(name) { return cell[column[name]] }
function seed_of(settings,    part, n, i) {
    n = split(settings, part, ";")
    for (i = 1; i <= n; i++) {
        gsub(/^ +| +$/, "", part[i])
        if (part[i] ~ /^run\.seed=[0-9]+$/) return substr(part[i], 10)
    }
    return ""
}
/^#/ { next }
!columns {
    columns = cells_of($0, cell)
    for (i = 1; i <= columns; i++) column[cell[i]] = i
    n = split("case quantity unit kind value source status scenario settings precision", need, " ")
    for (i = 1; i <= n; i++) if (!(need[i] in column)) wrong("no column " need[i])
    next
}
{
    rows++
    if (cells_of($0, cell) != columns) { wrong("cells: " $0); next }
    id = value("case")
    if (id !~ /^[A-Z][A-Z0-9]*-[0-9.-]+$/) wrong("case " id)
    if (value("source") == "") wrong(id " has no source")
    if (value("kind") !~ /^(exact|simulated|information)$/) wrong(id ": kind " value("kind"))
    if (value("status") !~ /^(FACT|DERIVED|ASSUMPTION)$/) wrong(id ": status " value("status"))
    if ((id in last) && last[id] != rows - 1) wrong(id " stands in two places")
    last[id] = rows
    scenario = value("scenario"); settings = value("settings")
    if (scenario == "") next
    if ((getline line < (folder "/" scenario)) < 0) wrong(id ": no file " scenario)
    close(folder "/" scenario)
    trial = scenario "|" settings; seed = seed_of(settings)
    if (value("precision") == "same") next
    if (seed == "") wrong(id ": no run.seed among the settings")
    else if ((seed in trial_of) && trial_of[seed] != trial)
        wrong(id ": seed " seed " is that of another trial")
    trial_of[seed] = trial
}
END { if (rows < 1) print "no rows" }
' folder="$folder" "$table" >>"$work/mistakes"

cat "$work/mistakes"
count=$(wc -l <"$work/mistakes")
echo "cases: $((count)) mistakes"
[ "$count" -eq 0 ]
