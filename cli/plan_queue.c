/* What a system of counters means before it is run: the offered load by use. */
#include <math.h>
#include <stdio.h>

#include "cli/phrase.h"
#include "cli/plan.h"
#include "cli/present/queue_load.h"
#include "cli/present/shown.h"
#include "cli/run_queue.h"
#include "sim/input/quantity.h"

enum { CELL_BYTES = 64 };

/* clang-format off */
static const struct shown_column columns[] = {
    {{"use", "用件"},           20, SHOWN_NAME,   NULL, 0},
    {{"people/d", "人/日"},     12, SHOWN_NUMBER, NULL, 0},
    {{"mean min", "平均(分)"},  12, SHOWN_NUMBER, NULL, 0},
    {{"counters", "窓口換算"},  12, SHOWN_NUMBER, NULL, 0},
};
/* clang-format on */

/* All uses together: what is known of them. */
struct sum {
    double work;
    bool is_whole;
};

static void add_number(const struct shown_column *c, int digits, double x, struct text *out)
{
    char number[CELL_BYTES] = "-";
    if (!isnan(x))
        snprintf(number, sizeof number, "%.*f", digits, x);
    shown_text(c, number, out);
}

static void add_use(const struct run *r, int32_t k, struct sum *sum, struct text *out)
{
    const struct setup_use *use = r->queue->data.s.uses.items;
    struct queue_load load = queue_load_expected(r->queue->design, &r->queue->data, k);
    double people = queue_load_people(r->queue->design, k);
    double length = (double)r->queue->data.s.period.length.us;
    shown_words(&columns[0], use[k].name, out);
    add_number(&columns[1], 1, people, out);
    add_number(&columns[2], 1, load.work * length / people / 60e6, out);
    add_number(&columns[3], 2, load.work, out);
    text_add(out, "\n");
    sum->is_whole = sum->is_whole && !isnan(load.work);
    sum->work += isnan(load.work) ? 0 : load.work;
}

static void add_sum(const struct run *r, const struct sum *sum, struct text *out)
{
    double counters = queue_load_expected(r->queue->design, &r->queue->data, 0).counters;
    char work[CELL_BYTES], duty[CELL_BYTES], load[CELL_BYTES];
    snprintf(work, sizeof work, "%.2f", sum->work);
    snprintf(duty, sizeof duty, "%.2f", counters);
    snprintf(load, sizeof load, "%.2f%s", sum->work / counters,
             plan_facts_mark(sum->work / counters));
    phrase_add(out, sum->is_whole ? PHRASE_PLAN_QUEUE : PHRASE_PLAN_QUEUE_PART, r->frame.japanese,
               work, duty, load);
    text_add(out, "\n");
}

static void print(const struct run *r, struct text *out)
{
    const struct setup *s = &r->queue->data.s;
    char length[QUANTITY_BYTES], days[16], replications[16];
    struct sum sum = {0, true};
    quantity_show((double)s->period.length.us, QUANTITY_SPAN, NULL, length);
    snprintf(days, sizeof days, "%d", (int)r->queue->design->days);
    snprintf(replications, sizeof replications, "%u", r->said.replications);
    text_addf(out, "%s\n", s->title);
    phrase_add(out, PHRASE_PLAN_DAYS, r->frame.japanese, length, days, replications);
    text_add(out, "\n\n");
    shown_headings(columns, COUNT_OF(columns), r->frame.japanese, out);
    for (int32_t k = 0; k < r->queue->design->n_uses; k++)
        add_use(r, k, &sum, out);
    add_sum(r, &sum, out);
}

static void add_json(const char *name, double x, struct text *out)
{
    if (isnan(x))
        text_addf(out, ",\"%s\":null", name);
    else
        text_addf(out, ",\"%s\":%.4f", name, x);
}

static void print_json(const struct run *r, struct text *out)
{
    const struct setup_use *use = r->queue->data.s.uses.items;
    text_add(out, "{\"id\":");
    text_add_json(out, r->said.id);
    text_add(out, ",\"title\":");
    text_add_json(out, r->queue->data.s.title);
    add_json("counters", queue_load_expected(r->queue->design, &r->queue->data, 0).counters, out);
    text_add(out, ",\"uses\":[");
    for (int32_t k = 0; k < r->queue->design->n_uses; k++) {
        text_add(out, k > 0 ? ",\n{\"use\":" : "\n{\"use\":");
        text_add_json(out, use[k].name);
        add_json("people_per_day", queue_load_people(r->queue->design, k), out);
        add_json("work", queue_load_expected(r->queue->design, &r->queue->data, k).work, out);
        text_add(out, "}");
    }
    text_add(out, "\n]}\n");
}

bool plan_queue(struct run *r, struct text *out)
{
    if (r->frame.options.json)
        print_json(r, out);
    else
        print(r, out);
    return true;
}
