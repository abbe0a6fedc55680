#!/bin/sh
# make_country.sh [REGIONS [OUT]] - works out the tables of scenarios/japan.yaml.
#
# Reads japan/prefectures.csv and the tables of Yokohama for fiscal 2025, writes
# municipalities.csv, capacity.csv, phone_agents.csv, expiries.csv and handovers.csv into OUT
# (default: scenarios/japan). With REGIONS below 1741 it takes so many municipalities, spread
# evenly over their sizes, and the part of the national demand that belongs to them, and writes
# a scenario OUT/japan-REGIONS.yaml beside them (OUT then defaults to results/country-REGIONS).
# Laws, all ASSUMPTIONS with their ranges, stand at the top of the program and in docs/data.md,
# "The country". tests/data/check_country.sh compares the result with the repository.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
scenarios=scenarios
regions=${1:-1741}
case $regions in
1741) out=${2:-scenarios/japan} ;;
*) out=${2:-results/country-$regions} ;;
esac
mkdir -p "$out"
# From OUT up to the top of the checkout: a scenario names its base relative to itself.
up=$(printf '%s\n' "$out" | awk -F/ '{ for (i = 1; i <= NF; i++) printf "../" }')scenarios

awk -v scenarios="$scenarios" -v out="$out" -v regions="$regions" -v base="$up" "$(cat "$here/calendar.awk")"'
BEGIN {
    # ---- laws ---------------------------------------------------------------------------
    ZIPF = 1.0             # people of the kth municipality of a prefecture ~ 1 / k^ZIPF; 0.8-1.2
    BOOKS_FROM = 100000    # from so many people on bookings are taken; 50000-300000
    CERTIFICATES = 15800000 # to be renewed in the fiscal year (Digital Agency)
    CITY_CERTIFICATES = 0.0305 # share of Yokohama in them, by which its months are scaled up
    TEN_YEAR = 8400000     # cards that end after ten years
    CITY_TEN_YEAR = 0.038  # share of Yokohama in them
    MINORS = 3600000       # cards that end after five; share as of the certificates
    RENEWED = 0.85         # part of them that is renewed; 0.75-0.92
    OTHER = 63000          # visits for other registration work on an open weekday; the rest of
                           # 40 million visits a year
    ISSUE = 2500           # visits a day for a certificate where there was none
    AGENT = 300000         # people to one agent of the line; 150000-600000
    SLACK = 0.7            # counters = load x PEAK + SLACK x sqrt(load), rounded up; 0.3-1
    PEAK = 1.15            # the busiest weekdays of a month over its average; 1.05-1.3
    PLACES = 1.2           # places over appointments wanted; 1.05-1.4
    DAILY = 100000         # letters mailed on a working day; 75000-200000
    ENQUIRIES = 10000      # other calls a day on all lines, 300 in Yokohama; 3000-20000
    first = "2025-02"; months = 18 # of capacity
    # ---------------------------------------------------------------------------------------
    calendar_read(scenarios "/yokohama-fy2020")
    read_prefectures(); share_out(); choose(); read_city()
    write_municipalities(); write_demand(); write_capacity(); write_agents(); write_scenario()
}

function up(x) { return int(x) + (x > int(x)) }
function rounded(x) { return int(x + 0.5) }

# Rows of a table that are no comment, less the header.
function rows_of(file, row,    line, n) {
    n = -1
    while ((getline line < file) > 0)
        if (line !~ /^#/ && line != "") row[++n] = line
    close(file)
    return n
}

function read_prefectures(    row, n, i, cell) {
    n = rows_of(scenarios "/japan/prefectures.csv", row)
    for (i = 1; i <= n; i++) {
        cells_of(row[i], cell)
        prefecture[i] = cell[1]; english[i] = cell[2]; people[i] = cell[3] + 0; count[i] = cell[4] + 0
    }
    prefectures = n
}

# Rank and size (Zipf) inside each prefecture: whole numbers that add up to its people, what is
# left over by rounding down goes to the first ones.
function share_out(    p, k, sum, left) {
    for (p = 1; p <= prefectures; p++) {
        sum = 0
        for (k = 1; k <= count[p]; k++) sum += k ^ -ZIPF
        left = people[p]
        for (k = 1; k <= count[p]; k++) {
            ++all
            of[all] = p; rank[all] = k
            size[all] = int(people[p] * k ^ -ZIPF / sum)
            left -= size[all]
        }
        for (k = 1; k <= left; k++) size[all - count[p] + k]++
        total += people[p]
    }
}

# The municipalities that take part: all, or evenly spread over the order of their sizes.
function choose(    i, k, n, at) {
    for (i = 1; i <= all; i++) order[i] = i
    sort_by_size(1, all)
    for (i = 0; i < regions; i++) is_in[order[int((i + 0.5) * all / regions) + 1]] = 1
    for (i = 1; i <= all; i++) if (i in is_in) chosen += size[i]
    part = chosen / total
}

function sort_by_size(low, high,    i, j, pivot, t) {
    if (low >= high) return
    pivot = order[int((low + high) / 2)]
    i = low; j = high
    while (i <= j) {
        while (is_before(order[i], pivot)) i++
        while (is_before(pivot, order[j])) j--
        if (i <= j) { t = order[i]; order[i] = order[j]; order[j] = t; i++; j-- }
    }
    sort_by_size(low, j)
    sort_by_size(i, high)
}
function is_before(a, b) { return size[a] > size[b] || (size[a] == size[b] && a < b) }

# Months of Yokohama in fiscal 2025, made national; cards by their two parts.
function read_city(    row, n, i, cell, month) {
    n = rows_of(scenarios "/yokohama-fy2025/expiries.csv", row)
    for (i = 1; i <= n; i++) {
        cells_of(row[i], cell)
        expiry_month[i] = cell[1]
        expiring[cell[1]] = cell[2] / CITY_CERTIFICATES
        last_expiry = cell[1]
    }
    n_expiries = n
    n = rows_of(scenarios "/yokohama-fy2025/handovers.csv", row)
    for (i = 1; i <= n; i++) {
        cells_of(row[i], cell)
        card_month[i] = cell[1]
        minors = RENEWED * MINORS / CERTIFICATES * expiring[months_on(cell[1], 1)]
        handed[cell[1]] = minors + (cell[2] - minors * CITY_CERTIFICATES) / CITY_TEN_YEAR
        last_card = cell[1]
    }
    n_cards = n
}

function months_on(month, k,    n) {
    n = substr(month, 1, 4) * 12 + substr(month, 6, 2) - 1 + k
    return sprintf("%04d-%02d", int(n / 12), n % 12 + 1)
}
function at_most(month, last) { return month > last ? last : month }
function expiries_of(month) { return expiring[at_most(month, last_expiry)] }

function header(file, text) { printf "%s", text >file }
function code(i) { return sprintf("%02d%03d0", of[i], rank[i]) }
function name(i) { return sprintf("%s-%d", prefecture[of[i]], rank[i]) }
function books(i) { return size[i] >= BOOKS_FROM }

# Two Saturdays a month from 200000 people on, one from 50000 on, its week by the rank; an
# evening a week from 100000 on, its weekday by the rank.
function saturdays(i) {
    return size[i] >= 200000 ? "2 4" : size[i] >= 50000 ? 1 + rank[i] % 4 : "none"
}
function evening(i) { return size[i] >= 100000 ? 1 + rank[i] % 5 : "none" }

function write_municipalities(    file, i) {
    file = out "/municipalities.csv"
    header(file, \
        "# Municipalities of Japan in the sizes of a law: prefecture and rank in it, not a real place.\n" \
        "# Every row is an ASSUMPTION but for the sums: people of a prefecture (census of 2020, FACT,\n" \
        "# prefectures.csv) shared out as 1 / rank, range of the exponent 0.8-1.2. Each is a region. The\n" \
        "# code is prefecture, rank and 0. Bookings from 100000 people on (range 50000-300000), two\n" \
        "# Saturdays from 200000, one from 50000, an evening from 100000. Made by scripts/make_country.sh.\n" \
        "ward,code,name_en,population,mode,region,saturdays,evenings\n")
    for (i = 1; i <= all; i++) if (i in is_in)
        printf "%s,%s,%s-%d,%d,%s,%s,%s,%s\n", name(i), code(i), english[of[i]], rank[i], size[i], \
            books(i) ? "booking" : "walk_in", name(i), saturdays(i), evening(i) >file
    close(file)
}

function write_demand(    file, i, m) {
    file = out "/expiries.csv"
    header(file, \
        "# Certificates of Japan that expire at their fifth birthday, by month (certificates): those of\n" \
        "# ../yokohama-fy2025/expiries.csv over the share of the city. Made by scripts/make_country.sh.\n" \
        "month,count,status,source\n")
    for (i = 1; i <= n_expiries; i++) {
        m = expiry_month[i]
        printf "%s,%d,DERIVED,%d / 0.0305%s\n", m, rounded(expiring[m] * part), \
            rounded(expiring[m] * CITY_CERTIFICATES), of_part() >file
    }
    close(file)
    file = out "/handovers.csv"
    header(file, \
        "# Renewed cards handed over in Japan, by month (cards): ten-year cards and five-year cards of\n" \
        "# minors as in ../yokohama-fy2025/handovers.csv, each over the share of the city in them. Made\n" \
        "# by scripts/make_country.sh.\n" \
        "month,count,status,source\n")
    for (i = 1; i <= n_cards; i++) {
        m = card_month[i]
        printf "%s,%d,ASSUMPTION,\"as in Yokohama over 0.038 and 0.0305%s; range x 0.75-0.92 of those that end\"\n", \
            m, rounded(handed[m] * part), of_part() >file
    }
    close(file)
}
function of_part() { return part < 1 ? sprintf(" x %.6f", part) : "" }

# Renewals that people come for in a month: those who act at once when the window opens three
# months before the expiry, those who take their time, the reminded, the last moment, the late.
function renewals_of(month) {
    return 0.41 * expiries_of(months_on(month, 3)) + 0.21 * expiries_of(months_on(month, 2)) + \
        0.10 * expiries_of(month) + 0.13 * expiries_of(months_on(month, -2))
}
function cards_of(month) { return handed[at_most(month, last_card)] }
function weekdays_of(month,    day, n) {
    for (day = day_of(month); substr(date_of(day), 1, 7) == month; day++) n += is_open_weekday(day)
    return n
}

function write_capacity(    file, i, k, month, load, days) {
    file = out "/capacity.csv"
    header(file, \
        "# Counters on duty and places for bookings by municipality (its code) and month. Every row is an\n" \
        "# ASSUMPTION by rule: load = hours of work of an average weekday over 8.25 hours, counters = 1.15\n" \
        "# load + 0.7 sqrt(load) rounded up (ranges 1.05-1.3 and 0.3-1), Saturdays the same; places = 1.2 x\n" \
        "# what is wanted on an average weekday (range 1.05-1.4). Made by scripts/make_country.sh.\n" \
        "ward,month,weekday,saturday,places_renewal,places_handover\n")
    for (k = 0; k < months; k++) {
        month = months_on(first, k)
        days = weekdays_of(month)
        renewals = renewals_of(month) / days / total
        cards = cards_of(month) / days / total
        # minutes: a renewal with a quarter of PINs to set anew and some second visits, a card,
        # other work
        minutes = renewals * 18.5 + cards * 20 + (OTHER * 15 + ISSUE * 12) / total
        for (i = 1; i <= all; i++) if (i in is_in) {
            load = size[i] * minutes / 60 / 8.25
            n = up(PEAK * load + SLACK * sqrt(load))
            printf "%s,%s,%d,%d,%d,%d\n", code(i), month, n, n, \
                books(i) ? up(PLACES * 1.1 * renewals * size[i]) : 0, \
                books(i) ? up(PLACES * cards * size[i]) : 0 >file
        }
    }
    close(file)
}

function write_agents(    file, i) {
    file = out "/phone_agents.csv"
    header(file, \
        "# Agents of the lines of the municipalities, by kind of day: one each, in large ones one for\n" \
        "# every 300000 people (range 150000-600000), rounded up. ASSUMPTION: no count is published.\n" \
        "# Made by scripts/make_country.sh.\n" \
        "region,day_type,from,agents\n" ",weekday,8:30,1\n" ",other,9:00,1\n")
    for (i = 1; i <= all; i++) if (i in is_in && size[i] > AGENT) {
        printf "%s,weekday,8:30,%d\n", name(i), up(size[i] / AGENT) >file
        printf "%s,other,9:00,%d\n", name(i), up(size[i] / AGENT) >file
    }
    close(file)
}

# What japan.yaml says of the whole country, for the part of it.
function write_scenario(    file) {
    if (regions == all) return
    file = out "/japan-" regions ".yaml"
    printf "schema: madosim/1\nid: japan-%d\ntitle: \"全国 %d市区町村\"\n", regions, regions >file
    printf "extends: %s/japan.yaml\n", base >file
    printf "ward_table: municipalities.csv\n" >file
    printf "notices: {expiries: expiries.csv, daily_capacity: %d}\n", up(DAILY * part) >file
    printf "uses:\n  handover: {monthly: handovers.csv}\n  issue: {visits: %.1f /d}\n", ISSUE * part >file
    printf "  other: {visits: %.1f /d}\n", OTHER * part >file
    printf "counters: {capacity: capacity.csv}\n" >file
    printf "phone: {agents: phone_agents.csv, enquiries: %.1f /d}\n", ENQUIRIES * part >file
    close(file)
}
'
