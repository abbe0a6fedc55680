/* Loans of counters between wards, on a terminal and as JSON. */
#include <math.h>

#include "cli/present/shown.h"
#include "cli/staff_lend.h"
#include "cli/staff_words.h"
#include "sim/base/arena.h"
#include "sim/output/json.h"

/* clang-format off */
static const struct shown_column columns[] = {
    {{"lends", "貸す区"},     10, SHOWN_NAME, NULL, 0},
    {{"to", "借りる区"},      10, SHOWN_NAME, NULL, 0},
    {{"day", "日"},           10, SHOWN_NAME, NULL, 0},
    {{"hours", "時間帯"},     12, SHOWN_NAME, NULL, 0},
    {{"n", "数"},              3, SHOWN_NUMBER, NULL, 0},
    {{"lender %", "貸す区%"}, 17, SHOWN_NUMBER, NULL, 0},
    {{"borrower %", "借りる区%"}, 17, SHOWN_NUMBER, NULL, 0},
};
/* clang-format on */

static const char *clocks(const struct staff *s, const struct staff_loan *loan)
{
    struct text t;
    text_init(&t, s->run.frame.home);
    text_addf(&t, "%d:%02d-%d:%02d", loan->from / 2, loan->from % 2 * 30, loan->to / 2,
              loan->to % 2 * 30);
    return text_get(&t);
}

/* "97.1 -0.3±0.2", percent and points. */
static const char *change(const struct staff *s, const struct staff_lending *l, size_t group,
                          const struct staff_loan *loan)
{
    struct interval with = staff_lend_share(s, l, group, loan->from, loan->to, false);
    struct interval by = staff_lend_share(s, l, group, loan->from, loan->to, true);
    struct text t;
    text_init(&t, s->run.frame.home);
    if (isnan(by.estimate))
        return "-";
    text_addf(&t, "%.1f %+.1f±%.1f", 100 * with.estimate, 100 * by.estimate,
              100 * (by.hi - by.estimate));
    return text_get(&t);
}

static void add_loan(const struct staff *s, const struct staff_lending *l,
                     const struct staff_loan *loan, struct text *out)
{
    struct text day;
    text_init(&day, s->run.frame.home);
    phrase_add(&day,
               s->groups[loan->lender].kind == 0 ? PHRASE_STAFF_WEEKDAY : PHRASE_STAFF_SATURDAY,
               s->run.frame.japanese, "");
    const char *cells[] = {staff_place_name(s, s->groups[loan->lender].place),
                           staff_place_name(s, s->groups[loan->borrower].place),
                           text_get(&day),
                           clocks(s, loan),
                           staff_number(s, 0, loan->counters),
                           change(s, l, loan->lender, loan),
                           change(s, l, loan->borrower, loan)};
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        if (columns[i].kind == SHOWN_NAME)
            shown_words(&columns[i], cells[i], out);
        else
            shown_text(&columns[i], cells[i], out);
    text_add(out, "\n");
}

/* Does the borrower gain, beyond doubt? */
static bool is_shown(const struct staff *s, const struct staff_lending *l,
                     const struct staff_loan *loan)
{
    return staff_lend_share(s, l, loan->borrower, loan->from, loan->to, true).lo > 0;
}

void staff_lend_print(const struct staff *s, const struct staff_lending *l, struct text *out)
{
    bool japanese = s->run.frame.japanese;
    staff_head(s, PHRASE_LEND_HEAD, out);
    staff_runs(s, out);
    size_t shown = 0;
    for (size_t i = 0; i < l->n; i++)
        shown += is_shown(s, l, &l->loans[i]);
    if (shown > 0)
        shown_headings(columns, COUNT_OF(columns), japanese, out);
    for (size_t i = 0; i < l->n; i++)
        if (is_shown(s, l, &l->loans[i]))
            add_loan(s, l, &l->loans[i], out);
    if (shown == 0) {
        phrase_add(out, PHRASE_LEND_NONE, japanese, "");
        text_add(out, "\n");
    }
    text_add(out, "\n");
    phrase_note(out, PHRASE_LEND_NOTE, japanese, staff_number(s, 0, (double)(l->n - shown)),
                staff_number(s, 0, (double)l->dropped));
    text_add(out, "\n");
}

static void add_interval(const char *key, struct interval i, struct text *out)
{
    if (isnan(i.estimate))
        text_addf(out, ",\"%s\":null", key);
    else
        text_addf(out, ",\"%s\":[%.4f,%.4f,%.4f]", key, i.estimate, i.lo, i.hi);
}

void staff_lend_print_json(const struct staff *s, const struct staff_lending *l, struct text *out)
{
    staff_print_json_head(s, out);
    text_addf(out, "\"dropped\":%zu,\n\"loans\":[", l->dropped);
    for (size_t i = 0; i < l->n; i++) {
        const struct staff_loan *k = &l->loans[i];
        text_add(out, i > 0 ? ",\n{\"lender\":" : "\n{\"lender\":");
        text_add_json(out, s->places[s->groups[k->lender].place].name);
        text_add(out, ",\"borrower\":");
        text_add_json(out, s->places[s->groups[k->borrower].place].name);
        text_addf(
            out, ",\"day_type\":\"%s\",\"from\":\"%02d:%02d\",\"to\":\"%02d:%02d\",\"counters\":%d",
            s->groups[k->lender].kind == 0 ? "weekday" : "saturday", k->from / 2, k->from % 2 * 30,
            k->to / 2, k->to % 2 * 30, k->counters);
        add_interval("lender_share", staff_lend_share(s, l, k->lender, k->from, k->to, false), out);
        add_interval("lender_change", staff_lend_share(s, l, k->lender, k->from, k->to, true), out);
        add_interval("borrower_share", staff_lend_share(s, l, k->borrower, k->from, k->to, false),
                     out);
        add_interval("borrower_change", staff_lend_share(s, l, k->borrower, k->from, k->to, true),
                     out);
        text_addf(out, ",\"is_shown\":%s}", is_shown(s, l, k) ? "true" : "false");
    }
    text_add(out, "]}\n");
}
