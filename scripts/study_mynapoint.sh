#!/bin/sh
# study_mynapoint.sh [PROGRAM [REPLICATIONS]] - which share of the Mynapoint applicants must need
# the office for the city's warning of 27 July 2020 to come true? Prints Markdown tables: all
# wards, those without bookings, those with; then all wards at 10 % with fewer counters, as their
# number was not published either. Tables and answer are in docs/model.md.
#
# Runs the default scenario from 27 July to 14 August 2020 (15 open days) with other values of
# surges.mynapoint.share, all with the same seed and so with the same other people. The warning
# was: long waits, and acceptance that ends early. It "comes true" in a ward when on average
#   - acceptance ends early on one open day in five or more (3 of the 15), and
#   - of the walk-ins who are served one in ten or more waits longer than an hour.
# Visits, and those turned away, hold the returns of people turned away before. Intervals are 95 %
# t intervals over replications where the results have one replication's numbers: not for the
# waits of some wards. Some minutes on one core.
set -eu

program=${1:-build/release/madosim}
replications=${2:-40}
work=build/study_mynapoint
seed=20200727
shares='0 5 10 15 20 30 35 40'
counters='90 80 70'
mkdir -p "$work"

simulate() { # scenario, folder, further arguments
    scenario=$1 folder=$2
    shift 2
    "$program" run "$scenario" -r "$replications" --seed $seed --set period.from=2020-07-27 \
        --set period.to=2020-08-14 -o "$work/$folder" --no-figures --quiet "$@"
}

for share in $shares; do
    simulate scenarios/yokohama-fy2020.yaml "$share" --set "surges.mynapoint.share=$share%"
done

# So many percent of the counters, rounded; places for bookings as they are.
for percent in $counters; do
    awk -F, -v OFS=, -v percent="$percent" '/^#/ || $1 == "ward" { print; next }
        { $3 = int($3 * percent / 100 + 0.5); $4 = int($4 * percent / 100 + 0.5); print }' \
        scenarios/yokohama-fy2020/capacity.csv >"$work/counters$percent.csv"
    cat >"$work/counters$percent.yaml" <<YAML
schema: madosim/1
extends: ../../scenarios/yokohama-fy2020.yaml
id: counters$percent
title: counters
counters: {capacity: counters$percent.csv}
YAML
    simulate "$work/counters$percent.yaml" "counters$percent"
done

# One row: what came out of all wards, those without bookings, or those with.
row() { # name of the row, wards, folder
    awk -F, -v name="$1" -v which="$2" '
        function is_meant(ward) {
            if (ward == "全市") return 0
            return which == "all" || (ward in booked) == (which == "with")
        }
        # mean (95 % interval) of v[0 .. n - 1]; 1.96 + 2.4 / df is the quantile of t
        function interval(v, format,    i, mean, squares, half) {
            for (i = 0; i < n; i++) mean += v[i] / n
            for (i = 0; i < n; i++) squares += (v[i] - mean) ^ 2
            half = (1.96 + 2.4 / (n - 1)) * sqrt(squares / (n - 1) / n)
            return sprintf(format " (" format "–" format ")", mean, \
                           mean > half ? mean - half : 0, mean + half)
        }
        function field(name) { return $at[FILENAME, name] }
        FNR == 1 { for (i = 1; i <= NF; i++) at[FILENAME, $i] = i; next }
        { ward = field("site") }
        FILENAME ~ /calendar/ && field("closed_reason") == "" {
            days[ward, substr(field("date"), 1, 7)]++
            open_days += ward == "鶴見"
        }
        FILENAME ~ /summary/ { summary[ward, field("access"), field("metric")] = field("estimate") }
        FILENAME ~ /summary/ && field("access") == "booked" { booked[ward] }
        FILENAME ~ /replications/ && field("metric") == "early_end_days" {
            ends[ward, field("replication")] = field("value")
            if (ward == "鶴見") n++
            wards[ward]
        }
        FILENAME ~ /fluid/ && field("access") == "all" {
            d = days[ward, field("month")]
            offered[ward] += d * field("offered_load_h")
            duty[ward] += d * field("capacity_h")
        }
        FILENAME ~ /ecdf/ && field("access") == "walk_in" { cdf[ward, field("minutes")] = field("share") }
        END {
            for (ward in wards) if (is_meant(ward)) {
                count++
                w = ward SUBSEP "walk_in"
                got = summary[w, "visits"] - summary[w, "turned_away"] - summary[w, "balked"]
                tickets += got
                within += got * summary[w, "share_within_target"]
                served[ward] = got - summary[w, "left"]
                people += served[ward]
                away += summary[w, "turned_away"]
                visits += summary[ward, "all", "visits"]
                work += offered[ward]
                hours += duty[ward]
                for (r = 0; r < n; r++) early[r] += ends[ward, r]
                comes_true += summary[ward, "all", "early_end_days"] >= open_days / 5 && \
                              cdf[ward, 60] < 0.9
            }
            for (r = 0; r < n; r++) early[r] /= count
            for (m = 0; m <= 300; m++) {
                sum = 0
                for (ward in served) sum += served[ward] * cdf[ward, m]
                if (sum >= 0.9 * people) break
            }
            printf "| %s | %.0f | %.2f | %.1f %% | %s min | %.0f | %s | %d of %d |\n", name, \
                visits / open_days, work / hours, 100 * within / tickets, (m > 300 ? "> 300" : m), \
                away / open_days, interval(early, "%.1f"), comes_true, count
        }' "$work/$3/data/calendar.csv" "$work/$3/data/summary.csv" \
        "$work/$3/data/replications.csv" "$work/$3/data/fluid.csv" "$work/$3/data/wait_ecdf.csv"
}

heading() { # text, first column
    printf '\n**%s**\n\n' "$1"
    echo "| $2 | visits a day | load | walk-ins within 30 min | nine of ten within | turned away a day | early ends of 15 days a ward | comes true in |"
    echo '|--:|--:|--:|--:|--:|--:|---|--:|'
}

table() { # heading, wards: all, without, with
    heading "$1" share
    for share in $shares; do
        row "$share %" "$2" "$share"
    done
}

table 'All 18 wards' all
table 'Aoba and Nishi, which take no bookings' without
table 'The 16 wards that take bookings' with
heading 'All 18 wards at 10 %, with fewer counters' counters
row '100 %' all 10
for percent in $counters; do
    row "$percent %" all "counters$percent"
done
