/* month.h - the congestion calendar of one place and month, in every form in which it is given
 * away: a page, a picture, a text to paste and to read aloud, a table, appointments.
 *
 * A day's level says within how many minutes nine of ten people are called, over all replications
 * together. That is not the same as being sure of it: beside every level above the lowest stands
 * the share of replications in which the day was at that level or worse, and a day with less than
 * LEVEL_SURE of it is marked in every form. So are the people who are turned away, for a wait alone
 * flatters an office that stops accepting. The sentences are pinned in tests/present/test_month.c.
 */
#ifndef PRESENT_MONTH_H
#define PRESENT_MONTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/present/level.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"
#include "sim/base/table.h"
#include "sim/base/text.h"

/* The same for all sheets of a run. */
struct month_about {
    const char *run_id, *scenario, *title; /* scenario: its id */
    const char *stamp;                     /* when the run ended, 20200727T084500Z */
    double level_min[3];                   /* cut points, minutes */
    uint32_t replications;
    bool japanese;
};

enum month_state { MONTH_OUTSIDE, MONTH_CLOSED, MONTH_NO_DATA, MONTH_LEVEL };

struct month_day {
    enum month_state state; /* outside: no day of the period */
    enum level level;
    int32_t open_from_s, open_to_s; /* of an open day */
    double wait_min;                /* nine of ten are called within it */
    double probability;             /* of that level or worse; NaN with one replication */
    double turned_away;             /* people, mean */
    const char *reason;             /* why it is closed, or what is special; Japanese, "" */
};

enum { MONTH_DAYS = 31 };

struct month {
    const struct month_about *about;
    const char *code, *site; /* 141178, 青葉 */
    const char *latin;       /* aoba; NULL where there is none */
    const char *english;     /* as the scenario has it, Machida; NULL where it has none */
    civil_day first;         /* of the month */
    int n_days;
    struct month_day days[MONTH_DAYS];
};

/* Fills m->days from the rows of m->site in table `calendar` (cli/present/tables.h); m->about,
 * site and first are set. Returns how many days of the month it has. O(rows). */
int month_fill(struct month *m, const struct table *calendar);

/* Is the day's level one that may well turn out lower? */
bool month_is_unsure(const struct month *m, const struct month_day *d);

/* Is there any such day, a day with people turned away, an open day of which nothing is known? */
bool month_has_unsure(const struct month *m);
bool month_has_turned_away(const struct month *m);

/* ---- words, in the language of the sheet ---- */

void month_add_heading(const struct month *m, struct text *out); /* 青葉区 令和2年(2020年)7月 */
void month_add_site(const struct month *m, struct text *out); /* 青葉区, Aoba */
/* How many days of which level there are, and of how many the highest is sure. */
void month_add_summary(const struct month *m, struct text *out);
/* 20分超40分以内, 20-40 min: what the level stands for. Nothing for closed days. */
void month_add_cut(const struct month *m, enum level level, struct text *out);
const char *month_word(const struct month *m, enum level level);
const char *month_glyph(const struct month *m, enum level level);
const char *month_weekday(const struct month *m, civil_day day); /* 月, Mon */
void month_add_wait(const struct month *m, const struct month_day *d, struct text *out);
/* 確率45%※; nothing for the lowest level, and with one replication. */
void month_add_probability(const struct month *m, const struct month_day *d, struct text *out);
/* 断る 約25人; nothing when hardly anybody is. */
void month_add_turned_away(const struct month *m, const struct month_day *d, struct text *out);
/* Opening hours of a weekend day, name of a holiday, what is special; "" for a plain day and a
 * plain weekend. */
void month_add_note(const struct month *m, int i, struct text *out);
/* The sentences below every sheet, the nth from 0; false when there are no more. */
bool month_add_remark(const struct month *m, int nth, struct text *out);

/* ---- whole sheets ---- */

void month_text(const struct month *m, struct text *out); /* at most 80 columns */
void month_html(const struct month *m, struct text *out);
void month_svg(const struct month *m, struct text *out);
/* RFC 5545: an appointment of a day for each day of the two highest levels. */
void month_ics(const struct month *m, struct text *out);
/* The days as a table. false when memory ran out. */
bool month_table(const struct month *m, struct arena *home, struct table *out) MUST_CHECK;

/* One content line of iCalendar: value escaped when it is text, folded after at most 75 octets, not
 * inside a character, ended with CR LF. */
void month_ics_line(const char *name, const char *value, bool is_text, struct text *out);

#endif
