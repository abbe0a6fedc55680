#include "models/office/shift.h"

#include <math.h>
#include <stdio.h>

#include "sim/base/bug.h"
#include "sim/input/rows.h"

enum { HALF_HOUR_S = 1800, HOUR_S = 3600, DAY_S = 86400, PATH_BYTES = 128, CLOCK_BYTES = 16 };

static const char *const day_types[] = {"weekday", "saturday", NULL};

/* clang-format off */
static const struct bind_row break_rows[] = {
    OWN(struct shift_break, length, BIND_SPAN,  "60 min", 300, 4.0 * HOUR_S, "min", "休憩の長さ(賃金なし)", "length of the break (not paid)"),
    OWN(struct shift_break, from,   BIND_CLOCK, "11:00", 0, DAY_S, NULL, "この時刻から", "lies between this time"),
    OWN(struct shift_break, to,     BIND_CLOCK, "14:00", 0, DAY_S, NULL, "この時刻までの間に取る", "and this"),
    END
};
const struct bind_row shift_settings[] = {
    { .key = "day", .kind = BIND_CHOICE, .offset = offsetof(struct shift_rule, day), .fallback = "weekday", .choices = day_types, .meaning_ja = "平日か開庁土曜か", .meaning_en = "weekdays or opening Saturdays" },
    OWN(struct shift_rule, from, BIND_CLOCK, NULL, 0, DAY_S, NULL, "勤務の始まり", "the shift begins"),
    OWN(struct shift_rule, to,   BIND_CLOCK, NULL, 0, DAY_S, NULL, "勤務の終わり", "the shift ends"),
    { .key = "breaks", .kind = BIND_LIST, .offset = offsetof(struct shift_rule, breaks), .fallback = "", .least = 0, .most = SHIFT_BREAKS, .sub = break_rows, .sub_size = sizeof(struct shift_break), .meaning_ja = "休憩(早いものから)", .meaning_en = "breaks, the earliest first" },
    OWN(struct shift_rule, yen, BIND_COUNT, "0", 0, 10000000, NULL, "1人1回の費用(円、0=時間による)", "what a person costs a shift (yen; 0: by the hour)"),
    OWN(struct shift_rule, yen_per_hour, BIND_COUNT, "0", 0, 1000000, NULL, "休憩を除く1時間の費用(円、0=counters.yen_per_hour)", "what an hour of it costs, breaks left out (yen; 0: counters.yen_per_hour)"),
    OWN(struct shift_rule, most, BIND_COUNT, "0", 0, 10000, NULL, "1日に置ける人数の上限(1か所につき、0=上限なし)", "people on it a day at most, at one place (0: any number)"),
    END
};
/* clang-format on */

static int32_t seconds(sim_span s)
{
    return (int32_t)(s.us / 1000000);
}

/* ---- checks ---- */

static void order(const struct bind_doc *doc, const char *path, const char *const keys[2],
                  const int32_t times[2], struct err *e)
{
    char text[2][CLOCK_BYTES];
    for (int i = 0; i < 2; i++)
        snprintf(text[i], CLOCK_BYTES, "%d:%02d", times[i] / HOUR_S, times[i] / 60 % 60);
    err_add(e, ERR_ORDER, bind_where(doc, path), keys[0], text[0], keys[1], text[1]);
}

/* Each inside the shift, long enough for the break, and after the one before. */
static void check_breaks(const struct shift_rule *r, const struct bind_doc *doc, struct err *e)
{
    static const char *const begins[] = {"from", "breaks.from"}, *const ends[] = {"breaks.to",
                                                                                  "to"};
    static const char *const windows[] = {"breaks.from + length", "breaks.to"};
    static const char *const turns[] = {"breaks.to", "breaks.from"};
    const struct shift_break *b = r->breaks.items;
    char path[PATH_BYTES];
    for (size_t i = 0; i < r->breaks.count; i++) {
        snprintf(path, sizeof path, "shifts.%s.breaks.%zu", r->name, i + 1);
        int32_t length = seconds(b[i].length);
        if (b[i].from < r->from)
            order(doc, path, begins, (int32_t[]){r->from, b[i].from}, e);
        if (b[i].to > r->to)
            order(doc, path, ends, (int32_t[]){b[i].to, r->to}, e);
        if (b[i].from + length > b[i].to)
            order(doc, path, windows, (int32_t[]){b[i].from + length, b[i].to}, e);
        if (i > 0 && b[i].from < b[i - 1].to)
            order(doc, path, turns, (int32_t[]){b[i - 1].to, b[i].from}, e);
    }
}

/* A shift without a price among others that have one would look free. */
static void check_price(const struct bind_list *shifts, size_t i, int32_t yen_per_hour,
                        const char *path, const struct bind_doc *doc, struct err *e)
{
    const struct shift_rule *r = shifts->items;
    bool others = false;
    for (size_t k = 0; k < shifts->count; k++)
        others |= shift_yen(&r[k], yen_per_hour) > 0;
    if (others && shift_yen(&r[i], yen_per_hour) == 0)
        err_add(e, ERR_KEY_MISSING, bind_where(doc, path), "yen_per_hour", path);
}

void shift_check(const struct bind_list *shifts, int32_t yen_per_hour, const struct bind_doc *doc,
                 struct err *e)
{
    static const char *const keys[] = {"from", "to"};
    const struct shift_rule *r = shifts->items;
    char path[PATH_BYTES];
    for (size_t i = 0; i < shifts->count; i++) {
        snprintf(path, sizeof path, "shifts.%s", r[i].name);
        if (r[i].from >= r[i].to)
            order(doc, path, keys, (int32_t[]){r[i].from, r[i].to}, e);
        else
            check_breaks(&r[i], doc, e);
        check_price(shifts, i, yen_per_hour, path, doc, e);
    }
}

/* ---- what it means ---- */

int32_t shift_paid_s(const struct shift_rule *r)
{
    const struct shift_break *b = r->breaks.items;
    int32_t paid = r->to - r->from;
    for (size_t i = 0; i < r->breaks.count; i++)
        paid -= seconds(b[i].length);
    return paid;
}

int32_t shift_yen(const struct shift_rule *r, int32_t yen_per_hour)
{
    double rate = r->yen_per_hour > 0 ? r->yen_per_hour : yen_per_hour;
    return r->yen > 0 ? r->yen : (int32_t)lround(rate * shift_paid_s(r) / HOUR_S);
}

size_t shift_starts(const struct shift_break *b, int32_t *starts)
{
    int32_t last = b->to - seconds(b->length);
    size_t n = 0;
    starts[n++] = b->from;
    for (int32_t t = (b->from / HALF_HOUR_S + 1) * HALF_HOUR_S; t < last; t += HALF_HOUR_S)
        starts[n++] = t;
    if (last > b->from)
        starts[n++] = last;
    BUG_IF(n > SHIFT_STARTS);
    return n;
}

bool shift_is_there(const struct shift_rule *r, const int32_t *starts, int32_t from_s, int32_t to_s)
{
    const struct shift_break *b = r->breaks.items;
    if (from_s < r->from || to_s > r->to)
        return false;
    for (size_t i = 0; i < r->breaks.count; i++)
        if (starts[i] < to_s && starts[i] + seconds(b[i].length) > from_s)
            return false;
    return true;
}
