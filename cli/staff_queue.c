/* model: queue: the half hours of its day, or the whole of it where it has none. */
#include <string.h>

#include "cli/run_queue.h"
#include "cli/staff.h"
#include "models/queue/count.h"
#include "models/queue/shop.h"
#include "sim/base/arena.h"

#define HALF_HOUR_US INT64_C(1800000000)
#define SECOND_US 1000000

/* Does the day have half hours (or is it one long stretch)? */
static bool has_halves(const struct staff *s)
{
    return s->run.queue->design->has_half_hours;
}

static int32_t half_start(const struct staff *s, size_t c)
{
    return s->cells[c].half_hour * (int32_t)(HALF_HOUR_US / SECOND_US);
}

/* Changes after the first half hour. */
static size_t fill_roster(const struct staff *s, const int32_t *counters, struct setup_shift *shift)
{
    size_t n = 0;
    for (size_t c = 1; c < s->n_cells; c++)
        if (counters[c] != counters[c - 1])
            shift[n++] = (struct setup_shift){half_start(s, c), counters[c]};
    return n;
}

static struct setup_data question(const struct staff *s)
{
    struct setup_data d = s->run.queue->data;
    d.s.target.within.us = s->ask.within_us;
    return d;
}

/* ---- a run ---- */

static int64_t ended(const int64_t *use, enum visit_outcome outcome)
{
    return use[COUNT_OUTCOME + (int32_t)outcome];
}

static struct staff_effect effect_of(const struct design *d, const int64_t *record)
{
    const struct count_layout at = count_layout_of(d);
    const int64_t *station = record + COUNT_STATION;
    struct staff_effect e = {.open_days = record[COUNT_DAYS],
                             .overtime_us = record[COUNT_OVERTIME_US],
                             .served = station[COUNT_STATION_VISITS],
                             .wait_us = station[COUNT_STATION_WAIT_US],
                             .busy_us = station[COUNT_STATION_WORK_US]};
    for (int32_t use = 0; use < d->n_uses; use++) {
        const int64_t *words = record + at.uses + (size_t)use * COUNT_USE_WORDS;
        e.turned_away += ended(words, VISIT_TURNED_AWAY) + ended(words, VISIT_TOO_LATE) +
                         ended(words, VISIT_FULL) + ended(words, VISIT_CLEARED);
    }
    return e;
}

static struct staffing_count count_of(const struct staff *s, const struct design *d,
                                      const int64_t *record, size_t c)
{
    const struct count_layout at = count_layout_of(d);
    struct staffing_count n = {0};
    if (has_halves(s)) {
        const int64_t *half = record + at.halves + (size_t)s->cells[c].half_hour * COUNT_HALF_WORDS;
        return (struct staffing_count){half[COUNT_HALF_TICKETS], half[COUNT_HALF_SERVED]};
    }
    for (int32_t use = 0; use < d->n_uses; use++) {
        const int64_t *words = record + at.uses + (size_t)use * COUNT_USE_WORDS;
        n.tickets += words[COUNT_TICKETS];
        n.within += words[COUNT_SERVED_WITHIN];
    }
    return n;
}

static bool run_on(struct staff *s, const int32_t *counters, int stream, uint32_t n,
                   struct arena *home, struct staffing_count *out)
{
    struct err *e = &s->run.frame.err;
    struct setup_data data = question(s);
    struct replicate_result result;
    struct setup_shift *shift = arena_take_array(home, struct setup_shift, s->n_cells);
    if (shift == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "staff");
    if (counters != NULL) {
        data.s.counters.on_duty = counters[0];
        data.s.counters.roster = (struct bind_list){shift, fill_roster(s, counters, shift)};
    }
    const struct design *d = design_make(&data, home, e);
    if (d == NULL)
        return false;
    const struct sim_model model = shop_model(d);
    if (!staff_simulate(s, &model, stream, n, home, &result))
        return false;
    s->harm[0] = (struct staff_harm){0};
    for (uint32_t r = 0; r < result.replications; r++) {
        const int64_t *record = result.records + r * model.record_words;
        for (size_t c = 0; c < s->n_cells; c++)
            out[r * s->n_cells + c] = count_of(s, d, record, c);
        s->effects[r] = effect_of(d, record);
        s->harm[0].turned_away += s->effects[r].turned_away;
        s->harm[0].overtime_us += s->effects[r].overtime_us;
    }
    return !s->is_stopped;
}

static bool run_queue(struct staff *s, const int32_t *counters, int stream, uint32_t n,
                      struct staffing_count *out)
{
    struct arena *home = arena_new(0);
    bool is_done = home != NULL ? run_on(s, counters, stream, n, home, out)
                                : err_add(&s->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "staff");
    arena_free(home);
    return is_done;
}

/* ---- the half hours ---- */

/* Counters on duty between two instants, a mean over time. */
static double on_duty(const struct design *d, int64_t from, int64_t to)
{
    double sum = 0;
    for (int32_t i = 0; i < d->n_shifts; i++) {
        int64_t begin = i == 0 ? from : d->shifts[i].from.us;
        int64_t end = i + 1 < d->n_shifts ? d->shifts[i + 1].from.us : to;
        begin = begin > from ? begin : from;
        end = end < to ? end : to;
        sum += end > begin ? (double)(end - begin) * d->shifts[i].counters : 0;
    }
    return sum / (double)(to - from);
}

static void add_cell(struct staff *s, int32_t half, int64_t from, int64_t to)
{
    const struct design *d = s->run.queue->design;
    s->cells[s->n_cells++] = (struct staff_cell){.half_hour = half,
                                                 .from_s = (int32_t)(from / SECOND_US),
                                                 .to_s = (int32_t)(to / SECOND_US),
                                                 .days = d->days,
                                                 .now = on_duty(d, from, to)};
}

static void add_cells(struct staff *s)
{
    const struct design *d = s->run.queue->design;
    if (!has_halves(s)) {
        add_cell(s, 0, d->warm_us, d->close_us);
        return;
    }
    for (int32_t half = 0; half < COUNT_HALF_HOURS; half++) {
        int64_t from = half * HALF_HOUR_US, to = from + HALF_HOUR_US;
        from = from > d->open_us ? from : d->open_us;
        to = to < d->close_us ? to : d->close_us;
        if (to > from)
            add_cell(s, half, from, to);
    }
}

static void set_bounds(struct staff *s)
{
    const struct setup *x = &s->run.queue->data.s;
    int32_t least = x->counters.rule == DISCIPLINE_DEDICATED ? x->counters.dedicated + 1 : 1;
    for (size_t c = 0; c < s->n_cells; c++) {
        s->least[c] = least;
        s->most[c] = STAFF_COUNTERS_MOST;
    }
}

static bool open_queue(struct staff *s)
{
    struct arena *home = s->run.frame.home;
    struct run *r = &s->run;
    s->places = arena_take_array(home, struct staff_place, 1);
    s->groups = arena_take_array(home, struct staff_group, 1);
    s->first = arena_take_array(home, size_t, 2);
    s->cells = arena_take_array(home, struct staff_cell, COUNT_HALF_HOURS);
    s->least = arena_take_array(home, int32_t, COUNT_HALF_HOURS);
    s->most = arena_take_array(home, int32_t, COUNT_HALF_HOURS);
    s->effects = arena_take_array(home, struct staff_effect, s->replications[STAFF_CONFIRM]);
    if (s->places == NULL || s->groups == NULL || s->first == NULL || s->cells == NULL ||
        s->least == NULL || s->most == NULL || s->effects == NULL)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, "staff");
    s->places[0] = (struct staff_place){r->said.id, r->said.id, r->said.id, 0};
    s->groups[0].open_days = r->queue->design->days;
    s->n_places = s->n_groups = 1;
    s->catalogue = r->queue->data.s.shifts;
    add_cells(s);
    set_bounds(s);
    s->first[1] = s->n_cells;
    return true;
}

/* ---- how it is written ---- */

static void write_roster(const struct staff *s, const int32_t *counters, struct text *out)
{
    struct setup_shift shift[COUNT_HALF_HOURS];
    size_t n = fill_roster(s, counters, shift);
    text_add(out, "[");
    for (size_t i = 0; i < n; i++)
        text_addf(out, "%s{from: \"%d:%02d\", counters: %d}", i > 0 ? ", " : "",
                  shift[i].from / 3600, shift[i].from / 60 % 60, shift[i].counters);
    text_add(out, "]");
}

static bool write_setting(const struct staff *s, size_t place, const int32_t *counters, int nth,
                          struct text *out)
{
    (void)place;
    if (nth == 0)
        text_addf(out, "counters.on_duty=%d", counters[0]);
    if (nth != 1)
        return nth == 0;
    text_add(out, "counters.roster=");
    write_roster(s, counters, out);
    return true;
}

static void write_yaml(const struct staff *s, const int32_t *counters, struct text *out)
{
    text_addf(out, "model: queue\ncounters:\n  on_duty: %d\n  roster: ", counters[0]);
    write_roster(s, counters, out);
    text_add(out, "\n");
}

const struct staff_model staff_queue_model = {.open = open_queue,
                                              .start = staff_start,
                                              .tabulate = staff_tabulate,
                                              .print = staff_print,
                                              .print_json = staff_print_json,
                                              .has_margins = true,
                                              .run = run_queue,
                                              .setting = write_setting,
                                              .yaml = write_yaml};
