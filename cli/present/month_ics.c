/* The crowded days as appointments (RFC 5545). The same run gives the same bytes, and a later run
 * of the same scenario replaces what an earlier one has put into somebody's calendar. */
#include <math.h>
#include <string.h>

#include "cli/present/month.h"

enum { OCTETS_MOST = 75 };

static void add_escaped(const char *s, struct text *out)
{
    for (; *s != '\0'; s++) {
        if (*s == '\n')
            text_add(out, "\\n");
        else if (strchr("\\;,", *s) != NULL)
            text_addf(out, "\\%c", *s);
        else if ((unsigned char)*s >= 0x20 && *s != 0x7f)
            text_add_bytes(out, s, 1);
    }
}

void month_ics_line(const char *name, const char *value, bool is_text, struct text *out)
{
    struct text whole;
    size_t used = 0;
    text_init(&whole, out->home);
    text_addf(&whole, "%s:", name);
    if (is_text)
        add_escaped(value, &whole);
    else
        text_add(&whole, value);
    const char *at = text_get(&whole), *next = at;
    while (text_next(&next) != 0) {
        size_t n = (size_t)(next - at);
        if (used + n > OCTETS_MOST) {
            text_add(out, "\r\n ");
            used = 1;
        }
        text_add_bytes(out, at, n);
        used += n;
        at = next;
    }
    text_add(out, "\r\n");
    out->failed |= whole.failed;
}

static void add_date(const char *name, civil_day day, struct text *out)
{
    struct civil_date d = civil_to_date(day);
    struct text value;
    text_init(&value, out->home);
    text_addf(&value, "%04d%02d%02d", (int)d.year, (int)d.month, (int)d.day);
    month_ics_line(name, text_get(&value), false, out);
}

/* 大変混雑の見込み 青葉区の窓口 */
static void add_summary(const struct month *m, const struct month_day *d, struct text *out)
{
    struct text value;
    bool ja = m->about->japanese;
    text_init(&value, out->home);
    if (!ja) {
        month_add_site(m, &value);
        text_addf(&value, " office: %s", month_word(m, d->level));
    } else {
        month_add_site(m, &value);
        text_addf(&value, "の窓口: %sの見込み", month_word(m, d->level));
    }
    text_add(&value, !month_is_unsure(m, d) ? "" : ja ? "※" : " (*)");
    month_ics_line("SUMMARY", text_get(&value), true, out);
}

static void add_description(const struct month *m, int i, struct text *out)
{
    typedef void adder(const struct month *, const struct month_day *, struct text *);
    static adder *const adders[] = {month_add_wait, month_add_probability, month_add_turned_away};
    struct text value, note;
    text_init(&value, out->home);
    text_init(&note, out->home);
    month_add_note(m, i, &note);
    text_add(&value, text_get(&note));
    for (size_t k = 0; k < COUNT_OF(adders); k++) {
        text_add(&value, value.length > 0 ? " " : "");
        adders[k](m, &m->days[i], &value);
    }
    for (int nth = 0;; nth++) {
        text_add(&value, "\n");
        if (!month_add_remark(m, nth, &value))
            break;
    }
    text_cut(&value, value.length - 1);
    month_ics_line("DESCRIPTION", text_get(&value), true, out);
}

static void add_event(const struct month *m, int i, struct text *out)
{
    const struct month_day *d = &m->days[i];
    char date[CIVIL_TEXT_BYTES];
    struct text uid;
    civil_format(m->first + i, date);
    text_init(&uid, out->home);
    text_addf(&uid, "%s-%s-%s@madosim", date, m->code, m->about->scenario);
    month_ics_line("BEGIN", "VEVENT", false, out);
    month_ics_line("UID", text_get(&uid), true, out);
    month_ics_line("DTSTAMP", m->about->stamp, false, out);
    add_date("DTSTART;VALUE=DATE", m->first + i, out);
    add_date("DTEND;VALUE=DATE", m->first + i + 1, out); /* the day after */
    add_summary(m, d, out);
    add_description(m, i, out);
    month_ics_line("STATUS", month_is_unsure(m, d) ? "TENTATIVE" : "CONFIRMED", false, out);
    month_ics_line("TRANSP", "TRANSPARENT", false, out);
    month_ics_line("END", "VEVENT", false, out);
}

void month_ics(const struct month *m, struct text *out)
{
    struct text name;
    text_init(&name, out->home);
    month_add_heading(m, &name);
    text_add(&name, m->about->japanese ? " 窓口混雑予想" : ": congestion calendar");
    month_ics_line("BEGIN", "VCALENDAR", false, out);
    month_ics_line("VERSION", "2.0", false, out);
    month_ics_line("PRODID", "-//madosim//congestion calendar//EN", false, out);
    month_ics_line("CALSCALE", "GREGORIAN", false, out);
    month_ics_line("METHOD", "PUBLISH", false, out);
    month_ics_line("X-WR-CALNAME", text_get(&name), true, out);
    for (int i = 0; i < m->n_days; i++)
        if (m->days[i].state == MONTH_LEVEL && m->days[i].level >= LEVEL_BUSY)
            add_event(m, i, out);
    month_ics_line("END", "VCALENDAR", false, out);
}
