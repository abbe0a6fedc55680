/* What is asked: the target, the month and the ward, as people write them. */
#include <stdio.h>
#include <string.h>

#include "cli/day.h"
#include "cli/phrase.h"
#include "cli/run_queue.h"
#include "cli/run_ward.h"
#include "cli/staff.h"
#include "sim/base/arena.h"
#include "sim/input/quantity.h"

enum { PART_BYTES = 64 };

/* "wait<=30min:90%", blanks anywhere. */
static bool read_target(const char *text, struct staff_ask *ask)
{
    static const char key[] = "wait<=";
    char plain[PART_BYTES];
    const char *unit;
    double us, share;
    size_t n = 0;
    for (; *text != '\0' && n + 1 < sizeof plain; text++)
        if (*text != ' ')
            plain[n++] = *text;
    plain[n] = '\0';
    char *colon = strchr(plain, ':');
    if (*text != '\0' || colon == NULL || strncmp(plain, key, strlen(key)) != 0)
        return false;
    *colon = '\0';
    if (quantity_read(plain + strlen(key), QUANTITY_SPAN, &us, &unit) != QUANTITY_OK ||
        quantity_read(colon + 1, QUANTITY_SHARE, &share, &unit) != QUANTITY_OK)
        return false;
    ask->within_us = (int64_t)(us + 0.5);
    ask->share = share;
    return us >= 0 && us <= 86400e6 && share > 0 && share < 1;
}

static bool refuse(struct staff *s, enum phrase p, const char *a, const char *b, int *code)
{
    frame_say(&s->run.frame, stderr, p, a, b);
    *code = FRAME_USAGE;
    return false;
}

static bool fail(struct staff *s, int *code)
{
    *code = frame_fail(&s->run.frame, FRAME_USAGE);
    return false;
}

static civil_day later(civil_day a, civil_day b)
{
    return a > b ? a : b;
}

/* The month, as far as the period has it. */
static bool read_month(struct staff *s, int *code)
{
    const struct scenario *x = &s->run.ward->data.s;
    const char *written = s->run.frame.options.month;
    civil_day month = x->report.month > 0 ? x->report.month : x->period.from;
    struct err *e = &s->run.frame.err;
    if (written != NULL && !quantity_month(written, &month)) {
        (void)day_refuse_month(e, "--month", written);
        return fail(s, code);
    }
    struct civil_date date = civil_to_date(month);
    civil_day first = civil_from_date(date.year, date.month, 1);
    civil_day last = first + civil_days_in_month(date.year, date.month) - 1;
    s->ask.from = later(first, x->period.from);
    s->ask.to = last < x->period.to ? last : x->period.to;
    if (s->ask.from <= s->ask.to)
        return true;
    char asked[CIVIL_TEXT_BYTES];
    civil_format(first, asked);
    (void)day_refuse_outside(e, "--month", written != NULL ? written : asked, x->period.from,
                             x->period.to);
    return fail(s, code);
}

static bool read_ward(struct staff *s, int *code)
{
    const struct scenario_data *d = &s->run.ward->data;
    const struct scenario_ward_row *rows = d->wards.items;
    const char *written = s->run.frame.options.ward, *nearest = NULL;
    if (written == NULL)
        return true;
    const char *name = scenario_ward_name(written, &nearest, d);
    for (size_t i = 0; i < d->wards.count; i++)
        if (name != NULL && rows[i].centre == 0 && strcmp(rows[i].name, name) == 0)
            s->ask.ward = rows[i].name;
    if (s->ask.ward != NULL)
        return true;
    (void)err_add(&s->run.frame.err, ERR_NAME_UNKNOWN, ((struct src_pos){.file = "--ward"}),
                  written, "ward", nearest != NULL ? nearest : "");
    return fail(s, code);
}

/* What the scenario itself promises, and its kind. */
static void take_scenario(struct staff *s)
{
    struct run *r = &s->run;
    bool is_ward = r->model == &run_ward_model;
    s->model = is_ward ? &staff_ward_model : &staff_queue_model;
    if (is_ward && r->frame.options.places)
        s->model = &staff_places_model;
    s->ask.share = r->said.target_share;
    s->ask.within_us =
        is_ward ? r->ward->data.s.target.within.us : r->queue->data.s.target.within.us;
    r->seed = r->frame.options.has_seed ? r->frame.options.seed : r->said.seed;
}

/* As many as confirm: an option, or enough for bounds that are not too wide. */
static void set_replications(struct staff *s)
{
    enum { LEAST = 48, SEARCH_LEAST = 8, PART = 4 };
    uint32_t n = s->run.frame.options.replications;
    if (n == 0)
        n = s->run.said.replications > LEAST ? s->run.said.replications : LEAST;
    n = n > 2 ? n : 2;
    uint32_t search = n / PART > SEARCH_LEAST ? n / PART : SEARCH_LEAST;
    s->replications[STAFF_CONFIRM] = n;
    s->replications[STAFF_SEARCH] = search < n ? search : n;
}

/* Does the question make sense for this kind of scenario? */
static bool has_kind(struct staff *s, int *code)
{
    const struct options *o = &s->run.frame.options;
    if (o->lend && (s->model != &staff_ward_model || o->ward != NULL || o->format != NULL))
        return refuse(s, PHRASE_LEND_ALONE, "", "", code);
    if (s->model == &staff_queue_model && o->places)
        return refuse(s, PHRASE_STAFF_QUEUE, "--places", "", code);
    return true;
}

bool staff_read(struct staff *s, int *code)
{
    const struct options *o = &s->run.frame.options;
    take_scenario(s);
    set_replications(s);
    if (o->goal != NULL && !read_target(o->goal, &s->ask))
        return refuse(s, PHRASE_STAFF_TARGET, o->goal, "", code);
    if (!has_kind(s, code))
        return false;
    if (s->model == &staff_queue_model)
        return (o->ward == NULL && o->month == NULL) ||
               refuse(s, PHRASE_STAFF_QUEUE, o->ward != NULL ? "--ward" : "--month", "", code);
    return read_month(s, code) && read_ward(s, code);
}
