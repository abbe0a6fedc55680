#!/bin/sh
# make_tables.sh [OUT] - works out the derived tables of yokohama-fy2020 again.
#
# Reads cards.csv, national.csv, holidays.csv and exceptions.csv beside the scenario and writes
# handovers.csv, surge_pin_resets.csv, surge_issue.csv and surge_mynapoint.csv into OUT (default:
# the same folder). Every assumed number stands at the top of the program that uses it, and in
# docs/data.md. tests/data/check_tables.sh compares the result with the tables in the repository.
set -eu
export LC_ALL=C
here=$(dirname "$0")
tables=$here/../scenarios/yokohama-fy2020
out=${1:-$tables}

# What every program below starts with: calendar, the two base tables, shares of the city.
common='
function rounded(x) { return int(x + 0.5) }

function base_read(    file, line, cell) {
    calendar_read(tables)
    file = tables "/cards.csv"
    while ((getline line < file) > 0) {
        cells_of(line, cell)
        if (!is_date(cell[1])) continue
        card_day[++cards] = day_of(cell[1])
        city[cards] = cell[2]; japan[cards] = cell[3]
    }
    close(file)
    file = tables "/national.csv"
    while ((getline line < file) > 0) {
        cells_of(line, cell)
        if (is_date(cell[1])) national[cell[2], day_of(cell[1])] = cell[3]
    }
    close(file)
}

# Cards of the city as a share of those of Japan, at the last published day up to the day.
function city_share(day,    i, found) {
    for (i = 1; i <= cards; i++) if (card_day[i] <= day) found = i
    return city[found] / japan[found]
}
'

program() { # awk text
    awk -v tables="$tables" "$(cat "$here/calendar.awk")$common$1"
}

program '
# Cards of the city on a day: straight line between the published days.
function cards_on(day,    i) {
    for (i = 1; card_day[i + 1] < day; i++) continue
    return city[i] + (city[i + 1] - city[i]) * (day - card_day[i]) / (card_day[i + 1] - card_day[i])
}

# The arithmetic of one month, piece by piece.
function steps(from, to,    i, a, b, text) {
    for (i = 1; i < cards; i++) {
        a = card_day[i] > from ? card_day[i] : from
        b = card_day[i + 1] < to ? card_day[i + 1] : to
        if (a >= b) continue
        if (text != "") text = text " + "
        if (a == card_day[i] && b == card_day[i + 1])
            text = text city[i + 1] " - " city[i]
        else
            text = text "(" city[i + 1] " - " city[i] ") x " (b - a) "/" (card_day[i + 1] - card_day[i])
    }
    return text
}

BEGIN {
    base_read()
    print "# Cards handed over at the counters of Yokohama, by month (cards): what the total of"
    print "# cards.csv grew by from the first of the month to the first of the next. Where no total"
    print "# of the first of a month was published the growth is shared out by calendar days."
    print "# Made by scripts/make_tables.sh."
    print "month,count,status,source"
    for (month = "2019-10"; month <= "2021-05"; month = next_month(month)) {
        from = day_of(month); to = day_of(next_month(month))
        count = rounded(cards_on(to)) - rounded(cards_on(from))
        print month "," count ",DERIVED,総務省 交付状況: " steps(from, to)
    }
}' >"$out/handovers.csv"

# The two surges of May 2020 share shape and calendar; only level and words differ.
may='
BEGIN {
    base_read()
    half_life = 5           # open weekdays in which the excess halves
    half_life_least = 3; half_life_most = 10
    saturday = 0.55         # an open Saturday relative to a weekday, as in weekday.csv
    share = city_share(day_of("2020-05-01"))
    percent = sprintf("%.4f %%", 100 * share)
    last_known = day_of("2020-05-15"); end = day_of("2020-06-30")
    header()
    for (day = day_of("2020-05-07"); day <= end; day++) {
        is_weekday = is_open_weekday(day)
        if (!is_weekday && !is_open_saturday(day)) continue
        if (day <= last_known) { known_row(day); continue }
        if (is_weekday) after++
        part = is_weekday ? 1 : saturday
        words = excess() (is_weekday ? "" : " x " saturday) " x 2^(-" after "/" half_life ") x " percent
        least = rounded(excess_least() * share * part * 2 ^ (-after / half_life_least))
        most = rounded(excess_most() * share * part * 2 ^ (-after / half_life_most))
        print date_of(day) "," rounded(excess() * share * part * 2 ^ (-after / half_life)) \
            ",ASSUMPTION,\"" words "; range " least "-" most "; halving every 3 to 10 open days\""
    }
}'

program '
function normal() { return 1000 } # PIN resets a day in Japan without the surge: 0-3000
function excess() { return national["pin_resets_per_day", day_of("2020-05-15")] - normal() }
function excess_least() { return excess() - 2000 }
function excess_most() { return excess() + normal() }

function header() {
    print "# Visits to the ward offices of Yokohama for a new PIN above the normal level, by open day"
    print "# (people). National figures less 1000 a day (normal level: J-LIS says hardly any; range"
    print "# 0-3000), times the share of the city in cards issued on 1 May 2020 (" percent ")."
    print "# Days without a published figure up to 15 May: straight line. After it: an ASSUMPTION."
    print "# Only open days have rows: no visits on days when walk-ins are not served (9 May was for"
    print "# people already booked, 23 May was closed). Rows are visits of that day as they are: apply no"
    print "# weekday or after-closure factor, only the profile of the day. Made by scripts/make_tables.sh."
    print "date,visits,status,source"
}

# A published day, or an open day between two of them.
function known_row(day,    before, next_, level, words) {
    for (before = day; !(("pin_resets_per_day", before) in national); before--) continue
    for (next_ = day; !(("pin_resets_per_day", next_) in national); next_++) continue
    level = national["pin_resets_per_day", before]; words = level
    if (next_ > before) {
        level = (level + national["pin_resets_per_day", next_]) / 2
        words = "(" words " + " national["pin_resets_per_day", next_] ")/2"
    }
    print date_of(day) "," rounded((level - normal()) * share) ",DERIVED,(" words " - " normal() \
        ") x " percent " (総務省・J-LIS 2020-05-19; 総務省 交付状況)"
}'"$may" >"$out/surge_pin_resets.csv"

program '
function middle() { return (low() + high()) / 2 }
function low() { return national["issue_requests_per_day_low", day_of("2020-05-11")] }
function high() { return national["issue_requests_per_day_high", day_of("2020-05-11")] }
function excess() { return middle() * 0.9 } # a tenth is the normal level
function excess_least() { return low() * 0.9 }
function excess_most() { return high() * 0.9 }

function header() {
    print "# Visits to the ward offices of Yokohama to have a certificate issued where there was none,"
    print "# above the normal level, by open day (people). Published: 20-30 thousand requests a day in"
    print "# Japan, ten times the normal. So 25000 less a tenth, times the share of the city in cards"
    print "# issued on 1 May 2020 (" percent "), level from 7 to 15 May, then fading as the PIN resets do."
    print "# Only open days have rows; apply no weekday or after-closure factor. Made by"
    print "# scripts/make_tables.sh."
    print "date,visits,status,source"
}

function known_row(day) {
    print date_of(day) "," rounded(excess() * share) ",ASSUMPTION,\"(" middle() " - " middle() / 10 \
        ") x " percent "; range " rounded(excess_least() * share) "-" rounded(excess_most() * share) \
        " (2-3万件 通常の10倍: 総務省・J-LIS 2020-05-19); that every day was alike is assumed\""
}'"$may" >"$out/surge_issue.csv"

program '
# National applications on a day: even between two published totals (0 on 30 June 2020).
function applications(day,    i) {
    for (i = 1; knot[i + 1] < day; i++) continue
    return (total[i + 1] - total[i]) / (knot[i + 1] - knot[i])
}

# Gives the people of a day without an office to the next five open weekdays.
function hand_on(day, count, first, into,    n) {
    for (n = 1; n <= 5; n++) {
        for (day++; !is_open_weekday(day); day++) continue
        into[day] += count * (n == 1 ? first : (1 - first) / 4)
    }
}

# People by the open day on which they come; first = the part of a closed day that takes the first.
function spread(first, into,    day, count) {
    for (day = start; day <= end; day++) {
        count = applications(day) * city_share(day)
        if (is_open_weekday(day)) into[day] += count
        else if (is_open_saturday(day)) {
            into[day] += count * same_saturday
            hand_on(day, count * (1 - same_saturday), first, into)
        }
        else hand_on(day, count, first, into)
    }
}

BEGIN {
    base_read()
    first_day = 0.40        # part of a closed day that comes on the first open weekday: 0.20-0.60
    same_saturday = 0.75    # part of the applicants of an open Saturday who come that morning
    level_least = 25000; level_most = 66000 # a day in Japan after 25 October 2020
    start = day_of("2020-07-01"); end = day_of("2021-03-31")
    shown = day_of("2020-07-27"); known = day_of("2020-10-25")
    knots = 1; knot[1] = start - 1; total[1] = 0
    for (day = start; day <= day_of("2021-12-31"); day++) if (("mynapoint_total", day) in national) {
        knot[++knots] = day; total[knots] = national["mynapoint_total", day]
    }
    spread(first_day, people); spread(0.20, even); spread(0.60, steep)
    print "# Mynapoint applicants of Yokohama by the open day on which those of them who need an office"
    print "# would come (people). Visits = applicants x share who need the office; the share is not in"
    print "# this table: ASSUMPTION 10 % (5-15 %), the setting surges.mynapoint.share."
    print "# From Monday 27 July 2020, the day the city forecast the rush for; applications had begun on 1"
    print "# July, and applicants of 1-26 July are here only as far as closed days carry them over."
    print "# National applications a day (national.csv, even between the published totals) x share of the"
    print "# city in cards issued. After 25 October 2020 the mean to the end of 2021 (40093 a day; range"
    print "# 25000-66000). An open weekday keeps its own applicants, an open Saturday 75 %; the rest and"
    print "# those of closed days come on the next five open weekdays: 40 15 15 15 15 % (20-60 % on the"
    print "# first), which makes a Monday about 1.29 mean weekdays. Apply no weekday or after-closure"
    print "# factor on top. Source column: national applications a day x share x days of applicants that"
    print "# fall on this day (総務省 マイナポイント申込数, 交付状況). Made by scripts/make_tables.sh."
    print "date,visits,status,source"
    for (day = shown; day <= end; day++) {
        if (!is_open_weekday(day) && !is_open_saturday(day)) continue
        national_day = applications(day); share = city_share(day)
        low = people[day]; if (even[day] < low) low = even[day]; if (steep[day] < low) low = steep[day]
        high = people[day]; if (even[day] > high) high = even[day]; if (steep[day] > high) high = steep[day]
        why = "spreading of closed days"
        if (is_open_saturday(day)) {
            low = people[day] * 0.50 / same_saturday; high = people[day] / same_saturday
            why = "50-100 % come that morning"
        }
        if (day > known) {
            low *= level_least / national_day; high *= level_most / national_day
            why = "level and " why
        }
        printf "%s,%d,ASSUMPTION,\"%d x %.3f %% x %.3f days; range %d-%d (%s)\"\n", date_of(day), \
            rounded(people[day]), rounded(national_day), 100 * share, \
            people[day] / (national_day * share), rounded(low), rounded(high), why
    }
}' >"$out/surge_mynapoint.csv"
