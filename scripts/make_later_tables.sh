#!/bin/sh
# make_later_tables.sh [OUT] - works out the tables of yokohama-fy2025 again.
#
# Reads cards.csv and expiries.csv of yokohama-fy2020 and cards.csv of yokohama-fy2025, writes
# expiries.csv and handovers.csv into OUT (default: beside the scenario). Every published and
# assumed number stands at the top of the program and in docs/data.md.
# tests/data/check_later.sh compares the result with the tables in the repository.
set -eu
export LC_ALL=C
here=$(dirname "$0")
base=$here/../scenarios/yokohama-fy2020
tables=$here/../scenarios/yokohama-fy2025
out=${1:-$tables}

awk -v base="$base" -v tables="$tables" -v out="$out" "$(cat "$here/calendar.awk")"'
function rounded(x) { return int(x + 0.5) }

# Rows of a table that begin with a date or month: key_of[n], value_of[n].
function read_rows(file,    line, cell) {
    while ((getline line < file) > 0) {
        if (line !~ /^2/) continue
        cells_of(line, cell)
        key_of[++rows] = cell[1]; value_of[rows] = cell[2]
    }
    close(file)
}

# Cards issued up to a day: straight lines between the published days.
function issued(day,    i) {
    for (i = 1; at[i + 1] < day; i++) continue
    return cards[i] + (cards[i + 1] - cards[i]) * (day - at[i]) / (at[i + 1] - at[i])
}

# Cards whose fifth birthday after issue falls into the month: those issued between four and five
# years before, evenly spread.
function fifth_birthdays(month,    day, sum) {
    for (day = day_of(month); day < day_of(next_month(month)); day++)
        sum += (issued(day - 1461) - issued(day - 1826)) / 365
    return sum
}

function five_years_before(month) { return (substr(month, 1, 4) - 5) substr(month, 5) }

BEGIN {
    # published for Japan (Digital Agency): 15.8 million certificates, 12.0 million cards
    certificates = 15800000; ten_years = 8400000; five_years = 3600000
    share = 0.0305       # of the city in cards issued April 2020 to March 2022
    share_2016 = 0.038   # of the city in cards made in 2016
    renewing = 0.85      # of cards that end: 0.75-0.92

    read_rows(base "/cards.csv"); read_rows(tables "/cards.csv")
    for (n = 1; n <= rows; n++) { at[n] = day_of(key_of[n]); cards[n] = value_of[n] }
    rows = 0; read_rows(base "/expiries.csv")
    for (n = 1; n <= rows; n++) first_wave[key_of[n]] = value_of[n]
    for (month = "2025-04"; month < "2026-04"; month = next_month(month)) {
        year_birthdays += fifth_birthdays(month); year_wave += first_wave[five_years_before(month)]
    }

    file = out "/expiries.csv"
    print "# Certificates of Yokohama residents that expire at their fifth birthday, by month (certificates).\n" \
        "# The forecast for Japan in fiscal 2025 x share of the city, shared out over the months by the\n" \
        "# cards issued between four and five years before. Certificates renewed in fiscal 2020 are not\n" \
        "# here: they end with the card. Made by scripts/make_later_tables.sh.\n" \
        "month,count,status,source" > file
    for (month = "2024-10"; month < "2026-09"; month = next_month(month)) {
        n = fifth_birthdays(month)
        printf "%s,%d,DERIVED,(%d x %.4f) x %d / %d (デジタル庁の見込み 15.8M; 総務省 交付状況)\n", month, \
            rounded(certificates * share * n / year_birthdays), certificates, share, rounded(n), \
            rounded(year_birthdays) > file
    }

    file = out "/handovers.csv"
    print "# Renewed cards handed over at the counters of Yokohama, by month (cards): those that end in the\n" \
        "# next month x the part that is renewed. Ten-year cards of 2016 follow expiries.csv of fiscal 2020\n" \
        "# five years on, five-year cards of minors the curve of the certificates. First cards, lost cards\n" \
        "# and cards of newcomers are left out: no count was found. Made by scripts/make_later_tables.sh.\n" \
        "month,count,status,source" > file
    for (month = "2024-10"; month < "2026-06"; month = next_month(month)) {
        ends = next_month(month)
        wave = first_wave[five_years_before(ends)] + 0; n = fifth_birthdays(ends)
        printf "%s,%d,ASSUMPTION,\"%.2f x ((%d x %.3f) x %d / %d + (%d x %.4f) x %d / %d); range x 0.75-0.92 of those that end and handed over 0-2 months before\"\n", \
            month, rounded(renewing * (ten_years * share_2016 * wave / year_wave + \
                five_years * share * n / year_birthdays)), renewing, ten_years, share_2016, wave, \
            year_wave, five_years, share, rounded(n), rounded(year_birthdays) > file
    }
}'
