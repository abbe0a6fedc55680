#!/bin/sh
# default_capacity.sh [PROGRAM [SCENARIO]] - works out scenarios/SCENARIO/capacity.csv again
# (yokohama-fy2020, yokohama-fy2025).
#
# Counters and places of the wards were not published; this is the stated rule that stands in
# for them (docs/model.md, "How the capacity was set"):
#   1 places per ward, use and month = 1.1 x appointments wanted on days of that month by the
#     fluid check (madosim plan), no surge, a weekday's share;
#   2 June counters of a ward = the least number, constant over the day, with 90 % of waits
#     within 30 minutes on weekdays of June of the year, no surge;
#   3 counters of month m = June counters x published load of m / published load of June,
#     rounded; load = hours of work per open weekday of the cards handed over and of 70 % (2025:
#     85 %) of the certificates that expire. Saturdays have the weekday's counters.
# PIN resets of May 2020 and Mynapoint stay unstaffed. Half a minute on two cores.
set -eu

program=${1:-build/release/madosim}
scenario=${2:-yokohama-fy2020}
tables=scenarios/$scenario
work=build/capacity/$scenario
seed=20200601
case $scenario in
yokohama-fy2020) year=2020 next=2021 uptake=0.7 ;;
yokohama-fy2025) year=2025 next=2026 uptake=0.85 ;;
*)
    echo "no rule for $scenario" >&2
    exit 2
    ;;
esac
months=$(for m in 02 03 04 05 06 07 08 09 10 11 12; do echo "$year-$m"; done
    for m in 01 02 03 04 05 06 07; do echo "$next-$m"; done)
mkdir -p "$work"

wards() {
    grep -v '^#' scenarios/yokohama-fy2020/wards.csv | tail -n +2 | cut -d, -f1
}

# A capacity table with the same numbers for all wards and months.
flat() { # counters places_renewal places_handover
    echo 'ward,month,weekday,saturday,places_renewal,places_handover'
    for ward in $(wards); do
        for month in $((year - 1))-12 "$year-01" $months; do
            echo "$ward,$month,$1,$1,$2,$3"
        done
    done
}

one() { # name: extends the scenario with its own table and without surges
    cat <<YAML
schema: madosim/1
id: capacity-$1
title: capacity
extends: ../../../scenarios/$scenario.yaml
counters: {capacity: $1.csv}
surges: none
YAML
}

simulate() { # name and further arguments
    name=$1
    shift
    one "$name" >"$work/$name.yaml"
    "$program" run "$work/$name.yaml" --seed $seed -o "$work/$name" --no-figures --quiet "$@"
}

# ---- 1: places ------------------------------------------------------------------
flat 60 1500 1500 >"$work/free.csv"
from="--set period.from=$year-02-01 --set warmup.counters_from=$((year - 1))-12-02"
# shellcheck disable=SC2086 # options, on purpose
simulate free -r 1 $from
# Wards that take no bookings get the places they would need if they did.
# shellcheck disable=SC2086
"$program" plan "$work/free.yaml" --json $from \
    --set wards.青葉.mode=booking --set wards.西.mode=booking |
    sed -n 's/^.*"site":"\([^"]*\)","month":"\([^"]*\)".*"renewals_wanted":\([0-9.]*\),.*"handovers_wanted":\([0-9.]*\),.*$/\1,\2,\3,\4/p' \
        >"$work/wanted.csv"

# Open days of a month for each ward, from the calendar of the run. A Saturday has 6 slots, a
# weekday 16.
tail -n +2 "$work/free/data/calendar.csv" | awk -F, '$5 != "" {
        n[$3 "," substr($4, 1, 7)] += $6 == "17:00" ? 1 : 6 / 16 }
    END { for (k in n) print k "," n[k] }' >"$work/open.csv"

awk -F, -v months="$months" -v last="$next-03" '
    function up(x) { return int(x + 0.999) }
    FILENAME ~ /open/ { open[$1, $2] = $3; ward[$1] = 1 }
    FILENAME ~ /wanted/ { renewals[$1, $2] = $3; handovers[$1, $2] = $4 }
    END {
        n = split(months, month, /[ \n]+/)
        for (w in ward) for (i = 1; w != "全市" && i <= n; i++) {
            from = (w, month[i]) in renewals ? month[i] : last
            days = open[w, from]
            print w "," month[i] "," up(1.1 * renewals[w, from] / days) "," \
                up(1.1 * handovers[w, from] / days)
        }
    }' "$work/open.csv" "$work/wanted.csv" >"$work/places.csv"

# ---- 2: June --------------------------------------------------------------------
: >"$work/june.csv"
for counters in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do
    awk -F, -v c=$counters '
        BEGIN { print "ward,month,weekday,saturday,places_renewal,places_handover" }
        { print $1 "," $2 "," c "," c "," $3 "," $4 }' "$work/places.csv" >"$work/june.$counters.csv"
    simulate june.$counters -r 20 --set period.from=$year-06-01 --set period.to=$year-06-30 \
        --set warmup.counters_from=$year-04-01
    tail -n +2 "$work/june.$counters/data/wait_daily.csv" | awk -F, -v c=$counters '
        $6 == "weekday" && $3 != "全市" && $17 != "" { n[$3] += $9; y[$3] += $9 * $17 }
        END { for (w in n) print w "," c "," y[w] / n[w] }' >>"$work/june.csv"
done

# ---- 3: all months --------------------------------------------------------------
weekdays="$work/weekdays.csv"
tail -n +2 "$work/free/data/calendar.csv" | awk -F, '$3 == "鶴見" && $5 != "" && $6 == "17:00" {
    n[substr($4, 1, 7)]++ } END { for (m in n) print m "," n[m] }' >"$weekdays"
{
    cat <<'HEADER'
# Counters on duty and places for bookings by ward and month (places: on a weekday; a Saturday's
# follow from its slots). Not published: worked out by scripts/default_capacity.sh from the rule
# in docs/model.md and frozen here. A ward replaces it with its own numbers.
ward,month,weekday,saturday,places_renewal,places_handover,status,source
HEADER
    awk -F, -v months="$months" -v june_month="$year-06" -v last="$next-03" -v uptake=$uptake '
        FILENAME ~ /june.csv/ { if ($3 >= 0.9 && !($1 in june)) june[$1] = $2 }
        FILENAME ~ /handovers/ && !/^#/ { handed[$1] = $2 }
        FILENAME ~ /expiries/ && !/^#/ { expiring[$1] = $2 }
        FILENAME ~ /weekdays/ { days[$1] = $2 }
        FILENAME ~ /places/ { places[$1, $2] = $3 "," $4 }
        FILENAME ~ /wards/ && !/^#/ && $1 != "ward" { order[++n] = $1 }
        END {
            k = split(months, month, /[ \n]+/)
            for (i = 1; i <= k; i++) {
                m = month[i]
                d = m in days ? days[m] : 21
                load[m] = (handed[m] * 20 + uptake * expiring[m] * 17) / d
                if (!(m in days)) load[m] = load[last]
            }
            for (w = 1; w <= n; w++) for (i = 1; i <= k; i++) {
                m = month[i]
                c = int(june[order[w]] * load[m] / load[june_month] + 0.5)
                if (c < 1) c = 1
                print order[w] "," m "," c "," c "," places[order[w], m] ",ASSUMPTION," \
                    sprintf("\"rule: June %d x load %.2f; range 0.7-1.4\"", june[order[w]], \
                            load[m] / load[june_month])
            }
        }' "$work/june.csv" "$tables/handovers.csv" "$tables/expiries.csv" "$weekdays" \
        "$work/places.csv" scenarios/yokohama-fy2020/wards.csv
} >"$work/capacity.csv"
cp "$work/capacity.csv" "$tables/capacity.csv"
echo "$tables/capacity.csv"
