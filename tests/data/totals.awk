# totals.awk - the lines of docs/data.md that are sums over the tables; read after calendar.awk.
#
# Prints table rows and numbers exactly as the page has to show them.

function grouped(x,    text, out) {
    text = sprintf("%d", x + 0.5)
    while (length(text) > 3) {
        out = "," substr(text, length(text) - 2) out
        text = substr(text, 1, length(text) - 3)
    }
    return text out
}

# Sums a table by month and remembers each date.
function read_counts(file, name, by_month, by_day,    line, cell, path, day) {
    path = tables "/" file
    while ((getline line < path) > 0) {
        if (line !~ /^2/) continue
        cells_of(line, cell)
        by_month[substr(cell[1], 1, 7)] += cell[2]
        if (is_date(cell[1])) by_day[day_of(cell[1])] = cell[2]
    }
    close(path)
}

function month_of(day) {
    return substr(date_of(day), 1, 7)
}

# Certificates that expire on a day: the month's total spread evenly.
function expiring(day,    month) {
    month = month_of(day)
    return expiries[month] / month_days(month)
}

# First day of the window: the day after (expiry minus three months, clipped).
function window_opens(day,    text, p, y, m, d, last) {
    text = date_of(day); split(text, p, "-")
    y = p[1] + 0; m = p[2] - 3; d = p[3] + 0
    if (m < 1) { m += 12; y-- }
    last = month_days(sprintf("%04d-%02d", y, m))
    return day_of(sprintf("%04d-%02d-%02d", y, m, d > last ? last : d)) + 1
}

# White envelopes by day: none from 17 April to 18 May 2020, then 3000 a working day at most.
function mail(    day, due, stock, sent) {
    for (day = day_of("2020-04-01"); day <= day_of("2021-06-30"); day++)
        due_on[window_opens(day)] += expiring(day)
    resume = day_of("2020-05-19")
    for (day = day_of("2020-04-01"); day <= day_of("2021-03-31"); day++) {
        stock += due_on[day]
        if (day == resume) backlog = stock
        if (day >= day_of("2020-04-17") && day < resume) continue
        if (!is_open_weekday(day)) continue
        sent = stock < 3000 ? stock : 3000
        stock -= sent
        mailed[month_of(day)] += sent
        if (day >= resume && !cleared) {
            mailing_days++
            if (stock < 1) cleared = day
        }
    }
}

BEGIN {
    calendar_read(tables)
    read_counts("expiries.csv", "count", expiries, unused)
    read_counts("handovers.csv", "count", handovers, unused)
    read_counts("surge_pin_resets.csv", "visits", resets, reset_on)
    read_counts("surge_issue.csv", "visits", issues, issue_on)
    read_counts("surge_mynapoint.csv", "visits", applicants, applicant_on)
    mail()

    for (month = "2020-04"; month < "2021-04"; month = next_month(month)) {
        due += expiries[month]; given += handovers[month]
        days = 0
        for (day = day_of(month); day < day_of(next_month(month)); day++) days += is_open_weekday(day)
        weekdays += days
        even = 0.7 * expiries[month] / days; by_mail = 0.7 * mailed[month] / days
        cards = handovers[month] / days; pin = resets[month] / days
        new_one = issues[month] / days; points = 0.1 * applicants[month] / days
        hours = (even * 15 + cards * 20) / 60
        surge = (pin * 12 + new_one * 15 + points * 12) / 60
        printf "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", month, days, \
            grouped(cards), grouped(even), grouped(by_mail), grouped(pin), grouped(new_one), \
            grouped(points), grouped(cards + even + pin + new_one + points), grouped(hours), \
            grouped(hours + surge)
    }
    for (day = day_of("2020-07-16"); day <= day_of("2021-03-31"); day++) window += expiring(day)
    for (day in reset_on) {
        all_resets += reset_on[day]
        if (day <= day_of("2020-05-28")) early_resets += reset_on[day]
        if (day <= day_of("2020-05-14")) first_resets += reset_on[day]
    }
    for (day in issue_on) all_issues += issue_on[day]
    for (day in applicant_on) all_applicants += applicant_on[day]

    print grouped(due) " certificates expire in fiscal 2020"
    print grouped(window) " expire from 16 July 2020 to 31 March 2021"
    print grouped(given) " cards handed over in fiscal 2020"
    print weekdays " open weekdays"
    print grouped(0.7 * due / weekdays) " renewals an open weekday"
    print grouped(backlog) " envelopes wait on 19 May 2020"
    print "cleared on " date_of(cleared) ", after " mailing_days " working days"
    print grouped(all_resets) " PIN resets above normal"
    print grouped(early_resets) " of them by 28 May"
    print grouped(first_resets) " by 14 May"
    print grouped(all_issues) " certificates issued above normal"
    print grouped(all_applicants) " Mynapoint applicants"
    print grouped(applicants["2020-07"]) " of them in the last five days of July"
}
