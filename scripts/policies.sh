#!/bin/sh
# policies.sh [PROGRAM [REPLICATIONS]] - runs the default scenario and every policy of
# scenarios/policies with the same seed, and prints two Markdown tables for the whole city: what
# came out, and the difference to the default with its 95 % interval. The same people come under
# every policy (common random numbers), so differences are paired by replication; t intervals over
# replications. Tables and what they say are in docs/model.md. About ten minutes on one core.
set -eu

program=${1:-build/release/madosim}
replications=${2:-30}
work=build/policies
seed=20200727
policies=$(for file in scenarios/policies/*.yaml; do basename "$file" .yaml; done)

simulate() { # scenario, folder
    "$program" run "$1" -r "$replications" --seed $seed -o "$work/$2" --no-figures --quiet
}
simulate scenarios/yokohama-fy2020.yaml default
for policy in $policies; do
    simulate "scenarios/policies/$policy.yaml" "$policy"
done

echo '| policy | within 30 min: booked | walk-in | nine of ten walk-ins within | turned away | days to the appointment | calls abandoned | lapsed | counter-hours |'
echo '|---|--:|--:|--:|--:|--:|--:|--:|--:|'
for policy in default $policies; do
    awk -F, -v name="$policy" '
        $3 == "全市" { v[$4, $5] = $7 }
        function show(k, scale, format) { return v[k] == "" ? "–" : sprintf(format, v[k] * scale) }
        END {
            printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", name, \
                show("booked" SUBSEP "share_within_target", 100, "%.1f %%"), \
                show("walk_in" SUBSEP "share_within_target", 100, "%.1f %%"), \
                show("walk_in" SUBSEP "wait_p90", 1, "%.0f min"), \
                show("all" SUBSEP "turned_away", 1, "%.0f"), \
                show("all" SUBSEP "lead_days_mean", 1, "%.1f"), \
                show("all" SUBSEP "phone_abandoned", 100, "%.1f %%"), \
                show("all" SUBSEP "lapsed", 1, "%.0f"), \
                show("all" SUBSEP "counter_hours", 1, "%.0f")
        }' "$work/$policy/data/summary.csv"
done

echo
echo '| policy | within 30 min, points | turned away | days to the appointment | calls abandoned, points | lapsed | counter-hours |'
echo '|---|--:|--:|--:|--:|--:|--:|'
for policy in $policies; do
    awk -F, -v name="$policy" '
        FNR == 1 { file++ }
        $3 == "全市" && file == 1 { base[$6, $4] = $7 }
        $3 == "全市" && file == 2 { other[$6, $4] = $7; if ($6 == "visits") n++ }
        # mean difference and half of its interval; 1.96 + 2.4 / df is the quantile of t
        function difference(metric, scale, format,    r, mean, squares, half) {
            for (r = 0; r < n; r++) {
                if (other[metric, r] == "") return "–"
                d[r] = scale * (other[metric, r] - base[metric, r])
                mean += d[r] / n
            }
            for (r = 0; r < n; r++) squares += (d[r] - mean) ^ 2
            half = (1.96 + 2.4 / (n - 1)) * sqrt(squares / (n - 1) / n)
            text = sprintf("%+" format " ± %" format, mean, half)
            sub(/^-/, "−", text)
            return text
        }
        END {
            printf "| %s | %s | %s | %s | %s | %s | %s |\n", name, \
                difference("share_within_target", 100, ".2f"), difference("turned_away", 1, ".0f"), \
                difference("lead_days_mean", 1, ".2f"), difference("phone_abandoned", 100, ".2f"), \
                difference("lapsed", 1, ".0f"), difference("counter_hours", 1, ".0f")
        }' "$work/default/data/replications.csv" "$work/$policy/data/replications.csv"
done
