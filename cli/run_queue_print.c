/* What a run of a system shows on the terminal: waits and the promise for each use, at most 80
 * columns wide, and whether the counters can do the work at all. */
#include <math.h>
#include <string.h>

#include "cli/phrase.h"
#include "cli/present/queue_load.h"
#include "cli/run_queue.h"
#include "cli/present/shown.h"
#include "sim/base/attr.h"
#include "sim/input/quantity.h"

#define NOT_SERVED "not_served" /* of no metric: a sum */

/* clang-format off */
static const struct shown_column waits[] = {
    {{"use", "用件"},            15, SHOWN_NAME,   NULL, 0},
    {{"people/d", "人/日"},      10, SHOWN_NUMBER, "people", 1},
    {{"mean", "平均"},           13, SHOWN_HALF,   "wait_mean", 1},
    {{"median", "中央値"},       13, SHOWN_HALF,   "wait_p50", 1},
    {{"90 %", "90%点"},          13, SHOWN_HALF,   "wait_p90", 1},
    {{"not served", "未対応"},   12, SHOWN_NUMBER, NOT_SERVED, 1},
};
static const struct shown_column promise[] = {
    {{"use", "用件"},            14, SHOWN_NAME,    NULL, 0},
    {{"share (95 %)", "割合(95%区間)"}, 18, SHOWN_SHARE, "wait_within", 1},
    {{"left", "途中で"},          8, SHOWN_NUMBER,  "left", 1},
    {{"balked", "列を見て"},      9, SHOWN_NUMBER,  "balked", 1},
    {{"full", "満員"},            8, SHOWN_NUMBER,  "full", 1},
    {{"refused", "断った"},       9, SHOWN_NUMBER,  "turned_away", 1},
    {{"verdict", "判定"},        12, SHOWN_VERDICT, "wait_within", 0},
};
/* clang-format on */

/* How people go without being served, one by one. */
static const struct {
    const char *metric, *name[2];
    bool has_column, was_inside; /* in the table of the promise; counts as not served */
} ways[] = {
    {"left", {"", ""}, true, true},
    {"balked", {"", ""}, true, true},
    {"full", {"", ""}, true, true},
    {"turned_away", {"", ""}, true, true},
    {"cleared",
     {"were sent home from the line at closing", "受付終了で列を解散された"},
     false,
     true},
    {"call_back", {"left word and went", "伝言を残して帰った"}, false, true},
    {"stayed", {"were still inside when the time was over", "打切りのとき中にいた"}, false, false},
    {"no_show", {"missed the appointment", "予約して来なかった"}, false, false},
};

static struct interval find(const struct run *r, const char *use, const char *metric)
{
    return queue_tables_find(&r->queue->tables.summary, use, metric, 0);
}

static struct interval not_served(const struct run *r, const char *use)
{
    struct interval sum = {0, (double)NAN, (double)NAN};
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        if (ways[i].was_inside)
            sum.estimate += find(r, use, ways[i].metric).estimate;
    return sum;
}

static void add_cell(const struct run *r, const struct shown_column *c, const char *use,
                     const char *name, struct text *out)
{
    if (c->metric == NULL)
        shown_words(c, name, out);
    else
        shown_interval(
            c, strcmp(c->metric, NOT_SERVED) == 0 ? not_served(r, use) : find(r, use, c->metric),
            r->said.target_share, r->frame.japanese, out);
}

/* One use has no row for all. */
static void add_table(const struct run *r, const struct shown_column *columns, size_t n,
                      struct text *out)
{
    const struct bind_list *uses = &r->queue->data.s.uses;
    const struct setup_use *use = uses->items;
    shown_headings(columns, n, r->frame.japanese, out);
    for (size_t u = uses->count > 1 ? 0 : 1; u <= uses->count; u++) {
        const char *key = u == 0 ? SETUP_ALL_USES : use[u - 1].name;
        const char *all = r->frame.japanese ? "すべて" : "all";
        for (size_t k = 0; k < n; k++)
            add_cell(r, &columns[k], key, u == 0 ? all : key, out);
        text_add(out, "\n");
    }
}

/* Those who have no column, where there are any. */
static void add_others(const struct run *r, struct text *out)
{
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        double a_day = find(r, SETUP_ALL_USES, ways[i].metric).estimate;
        if (ways[i].has_column || !(a_day > 0))
            continue;
        struct text number;
        text_init(&number, r->frame.home);
        text_addf(&number, "%.1f", a_day);
        phrase_add(out, PHRASE_OTHERS, r->frame.japanese, ways[i].name[r->frame.japanese],
                   text_get(&number));
        text_add(out, "\n");
    }
}

/* "9:00-17:00", or how long a day is where it is none of the calendar. */
static void add_hours(const struct run *r, struct text *out)
{
    const struct setup *s = &r->queue->data.s;
    char from[QUANTITY_BYTES], to[QUANTITY_BYTES];
    if (r->queue->design->has_half_hours) {
        quantity_show_clock(s->period.open, from);
        quantity_show_clock(s->period.open + (int32_t)(s->period.length.us / 1000000), to);
        text_addf(out, "%s-%s", from, to);
    } else {
        quantity_show((double)s->period.length.us, QUANTITY_SPAN, NULL, to);
        phrase_add(out, PHRASE_LONG_DAY, r->frame.japanese, to);
    }
    if (s->period.warm_up.us == 0)
        return;
    quantity_show((double)s->period.warm_up.us, QUANTITY_SPAN, NULL, from);
    phrase_add(out, PHRASE_WARM_UP, r->frame.japanese, from);
}

static void add_heading(const struct run *r, struct text *out)
{
    struct text hours, days, n;
    text_init(&hours, r->frame.home);
    text_init(&days, r->frame.home);
    text_init(&n, r->frame.home);
    add_hours(r, &hours);
    text_addf(&days, "%d", (int)r->queue->design->days);
    text_addf(&n, "%u", r->result.replications);
    text_addf(out, "%s\n", r->queue->data.s.title);
    phrase_add(out, PHRASE_OFFICE, r->frame.japanese, text_get(&hours), text_get(&days),
               text_get(&n), r->run_id);
    text_add(out, "\n\n");
}

static void add_one_load(const struct run *r, int32_t station, struct text *out)
{
    struct queue_load load = queue_load_of(r->queue->design, &r->queue->data, &r->result, station);
    struct text work, counters, percent, which;
    text_init(&work, r->frame.home);
    text_init(&counters, r->frame.home);
    text_init(&percent, r->frame.home);
    text_init(&which, r->frame.home);
    text_addf(&work, "%.2f", load.work);
    text_addf(&counters, "%.2f", load.counters);
    text_addf(&percent, "%.0f", 100 * load.work / load.counters);
    if (r->queue->design->n_stations > 1)
        text_addf(&which, " %d", (int)station + 1);
    phrase_add(out, load.work < load.counters ? PHRASE_LOAD : PHRASE_OVERLOAD, r->frame.japanese,
               text_get(&which), text_get(&work), text_get(&counters), text_get(&percent));
    text_add(out, "\n");
}

static void add_peak(const struct run *r, struct text *out)
{
    struct queue_load load;
    char from[QUANTITY_BYTES], to[QUANTITY_BYTES];
    struct text hours, work, counters;
    if (!queue_load_peak(r->queue->design, &r->queue->data, &r->result, &load))
        return;
    text_init(&hours, r->frame.home);
    text_init(&work, r->frame.home);
    text_init(&counters, r->frame.home);
    quantity_show_clock(load.from_s, from);
    quantity_show_clock(load.to_s, to);
    text_addf(&hours, "%s-%s", from, to);
    text_addf(&work, "%.2f", load.work);
    text_addf(&counters, "%.2f", load.counters);
    phrase_add(out, PHRASE_PEAK, r->frame.japanese, text_get(&hours), text_get(&work),
               text_get(&counters));
    text_add(out, "\n");
}

void run_queue_print(const struct run *r, struct text *out)
{
    const struct setup *s = &r->queue->data.s;
    struct text within, share;
    text_init(&within, r->frame.home);
    text_init(&share, r->frame.home);
    text_addf(&within, "%g", (double)s->target.within.us / 60e6);
    text_addf(&share, "%g", 100 * s->target.share);
    add_heading(r, out);
    phrase_add(out, PHRASE_WAITS, r->frame.japanese, "");
    text_add(out, "\n");
    add_table(r, waits, COUNT_OF(waits), out);
    phrase_add(out, PHRASE_NOTE_QUEUE, r->frame.japanese, "");
    text_add(out, "\n\n");
    phrase_add(out, PHRASE_PROMISE, r->frame.japanese, text_get(&within), text_get(&share));
    text_add(out, "\n");
    add_table(r, promise, COUNT_OF(promise), out);
    phrase_add(out, PHRASE_NOTE_NOT_SERVED, r->frame.japanese, "");
    text_add(out, "\n");
    add_others(r, out);
    text_add(out, "\n");
    for (int32_t k = 0; k < r->queue->design->n_stations; k++)
        add_one_load(r, k, out);
    add_peak(r, out);
}
