# calendar.awk - dates and open days for awk programs; put it before the program text.
#
# A day is a number: days since 1 January 1970. Valid for 1900-2199. Tables are read with
# `calendar_read(folder)` before is_open_weekday() or is_open_saturday() is asked.

# Day number of "YYYY-MM-DD"; "YYYY-MM" is the first of the month.
function day_of(text,    p, y, m, d, era, yoe, doy) {
    split(text, p, "-")
    y = p[1] + 0; m = p[2] + 0; d = (p[3] == "" ? 1 : p[3] + 0)
    if (m <= 2) y--
    era = int(y / 400); yoe = y - era * 400
    doy = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
    return era * 146097 + yoe * 365 + int(yoe / 4) - int(yoe / 100) + doy - 719468
}

function date_of(day,    z, era, doe, yoe, doy, mp, d, m) {
    z = day + 719468
    era = int(z / 146097); doe = z - era * 146097
    yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
    doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
    mp = int((5 * doy + 2) / 153)
    d = doy - int((153 * mp + 2) / 5) + 1
    m = mp < 10 ? mp + 3 : mp - 9
    return sprintf("%04d-%02d-%02d", yoe + era * 400 + (m <= 2), m, d)
}

function is_date(text) {
    return text ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/ && date_of(day_of(text)) == text
}

# 0 = Monday ... 6 = Sunday.
function weekday_of(day) {
    return (day + 3) % 7
}

function next_month(month,    p) {
    split(month, p, "-")
    return p[2] == 12 ? sprintf("%04d-01", p[1] + 1) : sprintf("%04d-%02d", p[1], p[2] + 1)
}

function month_days(month) {
    return day_of(next_month(month)) - day_of(month)
}

function is_year_end(day,    monthday) {
    monthday = substr(date_of(day), 6)
    return monthday >= "12-29" || monthday <= "01-03"
}

# Monday to Friday, no public holiday, not 29 December to 3 January.
function is_open_weekday(day) {
    return weekday_of(day) < 5 && !(day in holiday) && !is_year_end(day)
}

# Second or fourth Saturday, a public holiday or not; `is_rule` = 1 ignores exceptions.csv.
function is_open_saturday(day, is_rule,    week) {
    week = int((substr(date_of(day), 9) - 1) / 7) + 1
    if (weekday_of(day) != 5 || (week != 2 && week != 4) || is_year_end(day)) return 0
    return is_rule || !(day in no_walk_in)
}

# Splits one line of a CSV table into `cell`, quotes taken off. Result: how many cells.
function cells_of(line, cell,    n, i, c, quoted, text) {
    split("", cell)
    n = 1; text = ""; quoted = 0
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (quoted) {
            if (c != "\"") text = text c
            else if (substr(line, i + 1, 1) == "\"") { text = text c; i++ }
            else quoted = 0
        }
        else if (c == "\"") quoted = 1
        else if (c == ",") { cell[n++] = text; text = "" }
        else text = text c
    }
    cell[n] = text
    return n
}

function calendar_read(folder,    file, line, cell) {
    file = folder "/holidays.csv"
    while ((getline line < file) > 0) {
        cells_of(line, cell)
        if (is_date(cell[1])) holiday[day_of(cell[1])] = cell[2]
    }
    close(file)
    file = folder "/exceptions.csv"
    while ((getline line < file) > 0) {
        cells_of(line, cell)
        if (is_date(cell[1]) && cell[3] != "open") no_walk_in[day_of(cell[1])] = cell[3]
    }
    close(file)
}
