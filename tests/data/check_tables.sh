#!/bin/sh
# check_tables.sh - the tables of yokohama-fy2020 hold what docs/data.md says about them.
#
# Form (columns, words, dates, ranges), sums, check digits, open days, the tables made by
# scripts/make_tables.sh made again, and every total of docs/data.md worked out afresh.
# Says one line per mistake; the last line is the count.
set -eu
export LC_ALL=C
root=$(cd "$(dirname "$0")/../.." && pwd)
tables=${1:-$root/scenarios/yokohama-fy2020}
page=${2:-$root/docs/data.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
calendar=$(cat "$root/scripts/calendar.awk")
: >"$work/mistakes"

note() { printf '%s\n' "$*" >>"$work/mistakes"; }

look() { # awk program: prints mistakes; cells_of, dates and both kinds of open day at hand
    awk -v tables="$tables" "$calendar"'
    function wrong(text) { print text }
    function rounded(x) { return int(x + 0.5) }

    # Rows of a table into cell_at[row, column name]; result: how many.
    function rows_of(file, cell_at,    line, cell, name, n, i, rows) {
        split("", cell_at)
        while ((getline line < (tables "/" file)) > 0) {
            if (line ~ /^#/) continue
            n = cells_of(line, cell)
            if (rows++ == 0) { for (i = 1; i <= n; i++) name[i] = cell[i]; continue }
            for (i = 1; i <= n; i++) cell_at[rows - 1, name[i]] = cell[i]
        }
        close(tables "/" file)
        return rows - 1
    }
    '"$1" >>"$work/mistakes" || note "awk failed"
}

# ---- form -------------------------------------------------------------------

form() { # table, header
    file=$tables/$1.csv
    [ -f "$file" ] || { note "$1.csv: missing"; return 0; }
    iconv -f UTF-8 -t UTF-8 "$file" >/dev/null 2>&1 || note "$1.csv: not UTF-8"
    ! grep -q "$(printf '\r')" "$file" || note "$1.csv: CR LF line ends"
    [ -z "$(tail -c 1 "$file")" ] || note "$1.csv: no line end at the end"
    head -n 1 "$file" | grep -q '^# ' || note "$1.csv: no comment that says what it is"
    ! grep -nE '/(work|home|tmp|root)/' "$file" || note "$1.csv: names a path of a machine"
    awk -v table="$1" -v header="$2" "$calendar"'
    function wrong(text) { print table ".csv:" NR ": " text }
    /^#/ { if (rows) wrong("a comment below the header"); next }
    rows++ == 0 {
        if ($0 != header ",status,source") wrong("header is " $0)
        columns = cells_of($0, name)
        next
    }
    {
        if (cells_of($0, cell) != columns) { wrong("cells: " $0); next }
        for (i = 1; i <= columns; i++) if (cell[i] == "") wrong("empty cell " name[i])
        word = cell[columns - 1]; source = cell[columns]
        if (word != "FACT" && word != "DERIVED" && word != "ASSUMPTION") wrong("status " word)
        if (word == "DERIVED" && source !~ /[0-9)] [-x+] [(0-9]/) wrong("no arithmetic")
        if (word == "ASSUMPTION" && source !~ /range/) wrong("no range")
        if (name[1] == "date" && !is_date(cell[1])) wrong("date " cell[1])
        if (name[1] == "month" && !is_date(cell[1] "-01")) wrong("month " cell[1])
        if ((name[1] == "date" || name[1] == "month") && cell[1] <= last && table != "national" \
            && table != "outages") wrong("out of order: " cell[1])
        last = cell[1]
        for (i = 1; i <= columns; i++)
            if (name[i] ~ /^(population|count|visits|yokohama|japan)$/ \
                && cell[i] !~ /^[0-9]+$/) wrong(name[i] " " cell[i])
    }
    END { if (rows < 2) wrong("no rows") }' "$file" >>"$work/mistakes"
}

form wards ward,code,name_en,population,mode
form holidays date,name
form expiries month,count
form handovers month,count
form cards date,yokohama,japan
form national date,series,value
form surge_pin_resets date,visits
form surge_issue date,visits
form surge_mynapoint date,visits
form outages date,from,to,state,factor
form exceptions date,ward,kind,announced
form hours day_type,from,weight
form requests from,weight
form weekday factor,value

# ---- rules of each table ----------------------------------------------------

look '
BEGIN {
    order = "鶴見 神奈川 西 中 南 港南 保土ケ谷 旭 磯子 金沢 港北 緑 青葉 都筑 戸塚 栄 泉 瀬谷"
    n = rows_of("wards.csv", w)
    for (i = 1; i <= n; i++) {
        names = names (i > 1 ? " " : "") w[i, "ward"]; people += w[i, "population"]
        code = w[i, "code"]
        if (code !~ /^141[0-9][0-9][0-9]$/ || code in seen) wrong("wards: code " code)
        seen[code] = 1; sum = 0
        for (k = 1; k <= 5; k++) sum += substr(code, k, 1) * (7 - k)
        if ((11 - sum % 11) % 10 != substr(code, 6)) wrong("wards: check digit of " code)
        if ((w[i, "mode"] == "walk_in") != (w[i, "ward"] ~ /^(青葉|西)$/)) wrong("wards: mode of " w[i, "ward"])
        if (w[i, "mode"] != "walk_in" && w[i, "mode"] != "booking") wrong("wards: mode " w[i, "mode"])
    }
    if (names != order) wrong("wards: order is " names)
    if (people != 3777491) wrong("wards: population " people)
}'

look '
BEGIN {
    calendar_read(tables)
    for (day = day_of("2020-04-01"); day <= day_of("2021-03-31"); day++) {
        weekdays += is_open_weekday(day); saturdays += is_open_saturday(day, 1)
        walk_in += is_open_saturday(day)
    }
    if (weekdays != 243 || saturdays != 24 || walk_in != 21)
        wrong("open days of fiscal 2020: " weekdays " weekdays, " saturdays " Saturdays, " walk_in " open to all")
    for (year = 2019; year <= 2027; year++) {
        count = 0
        for (day = day_of(year "-01-01"); day <= day_of(year "-12-31"); day++) count += day in holiday
        if (count < 16) wrong("holidays: only " count " in " year)
    }
    if (!(day_of("2019-11-23") in holiday) || !is_open_saturday(day_of("2019-11-23")))
        wrong("holidays: 23 November 2019 is a holiday and a fourth Saturday, so open")
    # A holiday on a Sunday moves to the next day that is no holiday.
    for (day in holiday) if (weekday_of(day) == 6) {
        for (next_day = day + 1; (next_day in holiday) && holiday[next_day] != "休日"; next_day++) continue
        if (holiday[next_day] != "休日") wrong("holidays: no day off for " date_of(day))
    }
    n = rows_of("exceptions.csv", x)
    for (i = 1; i <= n; i++) {
        if (x[i, "kind"] !~ /^(closed|open|reserved_only)$/) wrong("exceptions: kind " x[i, "kind"])
        if (!is_date(x[i, "announced"]) || x[i, "announced"] >= x[i, "date"]) wrong("exceptions: announced " x[i, "announced"])
        if (!is_open_saturday(day_of(x[i, "date"]), 1)) wrong("exceptions: " x[i, "date"] " would be closed anyway")
    }
    n = rows_of("outages.csv", o)
    for (i = 1; i <= n; i++) {
        split(o[i, "from"], a, ":"); split(o[i, "to"], b, ":")
        if (a[1] * 60 + a[2] >= b[1] * 60 + b[2]) wrong("outages: hours of " o[i, "date"])
        if (o[i, "state"] !~ /^(slow|down)$/ || o[i, "factor"] < 1) wrong("outages: state of " o[i, "date"])
        if (o[i, "state"] == "slow" && o[i, "factor"] <= 1) wrong("outages: slow by " o[i, "factor"])
        if (!is_open_weekday(day_of(o[i, "date"]))) wrong("outages: " o[i, "date"] " was closed")
    }
}'

look '
function minutes(clock,    p) { split(clock, p, ":"); return p[1] * 60 + p[2] }
function near(got, want, what) { if (got - want > 1e-9 || want - got > 1e-9) wrong(what ": " got ", not " want) }
BEGIN {
    n = rows_of("hours.csv", h)
    for (i = 1; i <= n; i++) {
        type = h[i, "day_type"]; at = minutes(h[i, "from"])
        if ((type in last) && at != last[type] + 30) wrong("hours: step at " type " " h[i, "from"])
        last[type] = at; sum[type] += h[i, "weight"]
        hour[type, int(at / 60)] += h[i, "weight"]
    }
    near(sum["weekday"], 102, "hours: sum of the weekday")
    near(sum["saturday"], 100, "hours: sum of Saturday")
    if (last["weekday"] != 990 || last["saturday"] != 690) wrong("hours: last half hour")
    split("5 13 15 14 10 12 13 10 10", want, " ")
    for (i = 1; i <= 9; i++) near(hour["weekday", i + 7], want[i], "hours: weekday " i + 7)
    n = rows_of("requests.csv", r)
    for (i = 1; i <= n; i++) {
        near(minutes(r[i, "from"]), 30 * (i - 1), "requests: step")
        total += r[i, "weight"]
        if (30 * (i - 1) < 510 || 30 * (i - 1) >= 1200) night += r[i, "weight"]
    }
    near(n, 48, "requests: rows"); near(total, 100, "requests: sum")
    near(night, 36, "requests: outside the phone hours")
    n = rows_of("weekday.csv", f)
    for (i = 1; i <= n; i++) factors = factors " " f[i, "factor"]
    if (factors != " mon tue wed thu fri saturday after_closure moving_season") wrong("weekday: rows" factors)
}'

look '
function span(file, from, to, known_to,    n, i, row, day, at, previous) {
    n = rows_of(file, row); split("", at)
    for (i = 1; i <= n; i++) at[day_of(row[i, "date"])] = row[i, "visits"]
    for (day = day_of(from); day <= day_of(to); day++) {
        open = is_open_weekday(day) || is_open_saturday(day)
        if (open != (day in at)) wrong(file ": " date_of(day) (open ? " has no row" : " was closed"))
        if (known_to == "" || !is_open_weekday(day)) continue
        if (day > day_of(known_to) + 0 && at[day] + 0 > previous) wrong(file ": rises on " date_of(day))
        previous = at[day] + 0
    }
    if (row[1, "date"] != from || row[n, "date"] != to) wrong(file ": from " row[1, "date"] " to " row[n, "date"])
}
BEGIN {
    calendar_read(tables)
    span("surge_pin_resets.csv", "2020-05-07", "2020-06-30", "2020-05-15")
    span("surge_issue.csv", "2020-05-07", "2020-06-30", "2020-05-15")
    span("surge_mynapoint.csv", "2020-07-27", "2021-03-31")
}'

# ---- derived tables ---------------------------------------------------------

if [ "$tables" = "$root/scenarios/yokohama-fy2020" ]; then
    mkdir "$work/again"
    sh "$root/scripts/make_tables.sh" "$work/again"
    for table in handovers surge_pin_resets surge_issue surge_mynapoint; do
        cmp -s "$work/again/$table.csv" "$tables/$table.csv" ||
            note "$table.csv: not what scripts/make_tables.sh makes"
    done
fi

look '
# Cards made by the end of a day: straight lines between the knots that docs/data.md gives.
function made(day,    i) {
    if (day <= at[1]) return 0
    for (i = 1; at[i + 1] < day; i++) continue
    return cards[i] + (cards[i + 1] - cards[i]) * (day - at[i]) / (at[i + 1] - at[i])
}
BEGIN {
    split("2016-01-03 2016-03-27 2016-04-17 2016-06-21 2017-08-31 2018-06-26", knot, " ")
    split("0 8670000 9530000 10450000 14244873 16615606", cards, " ")
    for (i = 1; i <= 6; i++) at[i] = day_of(knot[i])
    n = rows_of("expiries.csv", e)
    month = "2020-01"
    for (i = 1; i <= n; i++) {
        if (e[i, "month"] != month) wrong("expiries: " e[i, "month"] " follows badly")
        split(e[i, "source"], p, " ")
        if (rounded(p[1] * p[3] * p[5] * p[7]) != e[i, "count"]) wrong("expiries: arithmetic of " month)
        curve = 0
        for (day = day_of(month); day < day_of(next_month(month)); day++)
            curve += (made(day - 1461) - made(day - 1826)) / 365
        if (curve / p[1] > 1.03 || curve / p[1] < 0.97) wrong("expiries: curve gives " curve " in " month)
        month = next_month(month)
    }
    if (month < "2021-07") wrong("expiries: end with " month)
    n = rows_of("handovers.csv", m)
    month = "2019-10"
    for (i = 1; i <= n; i++) {
        if (m[i, "month"] != month) wrong("handovers: " m[i, "month"] " follows badly")
        all += m[i, "count"]; month = next_month(month)
    }
    if (month != "2021-06" || all != 606608) wrong("handovers: " all " before " month)
}'

# ---- totals of docs/data.md -------------------------------------------------

awk -v tables="$tables" "$calendar$(cat "$root/tests/data/totals.awk")" >"$work/totals"
[ -f "$page" ] || { note "docs/data.md: missing"; page=/dev/null; }
while IFS= read -r line; do
    grep -qF -- "$line" "$page" || note "docs/data.md does not say: $line"
done <"$work/totals"

cat "$work/mistakes"
count=$(wc -l <"$work/mistakes")
echo "tables: $((count)) mistakes"
[ "$count" -eq 0 ]
