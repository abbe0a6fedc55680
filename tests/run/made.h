/* made.h - the tables of the small city of tests/ward/fixture.h after a few replications. */
#ifndef TESTS_RUN_MADE_H
#define TESTS_RUN_MADE_H

#include "cli/present/tables_make.h"
#include "sim/experiment/replicate.h"
#include "tests/ward/fixture.h"

enum { MADE_REPLICATIONS = 4 };

#define MADE_NISHI "141038"
#define MADE_SAKAE "141151"
#define MADE_CITY "141003"

struct made {
    struct small *small;
    struct replicate_result result;
    struct tables_source source;
    struct tables tables;
};

static inline void made_exception(struct small *w, civil_day date, const char *ward, int32_t kind)
{
    w->exceptions[w->d.exceptions.count++] = (struct scenario_exception){
        .date = date, .announced = date - 1, .ward = ward, .kind = kind};
}

/* A busy summer with everything a calendar can show: a named holiday, a Saturday on which
 * only those with a booking are served, a Saturday on which one ward is closed. Some
 * come to their booking after closing time. */
static inline void made_bend(struct small *w)
{
    for (size_t i = 0; i < w->d.holidays.count; i++)
        if (w->holidays[i].date == civil_from_date(2020, 7, 23))
            w->holidays[i].name = "海の日";
    made_exception(w, civil_from_date(2020, 6, 13), "全区", EXCEPTION_RESERVED_ONLY);
    made_exception(w, civil_from_date(2020, 6, 27), "西", EXCEPTION_CLOSED);
    w->d.s.uses.other.visits = 150;
    w->d.s.booking.punctuality.latest = small_minutes(90);
}

static inline void made_tables(struct made *m, uint32_t replications)
{
    struct small *w = m->small;
    struct replicate_order order = {.seed = 7, .replications = replications, .threads = 1};
    assert_true(replicate_run(&w->model, &order, w->home, &m->result, &w->e));
    m->source = (struct tables_source){w->plan, &w->d, &m->result, "0a1b2c3d", w->home, NULL};
    assert_true(tables_make(&m->source, &m->tables, &w->e));
}

static inline int made_set_up(void **state)
{
    static struct made m;
    m = (struct made){.small = small_new()};
    made_bend(m.small);
    small_compile(m.small);
    made_tables(&m, MADE_REPLICATIONS);
    *state = &m;
    return 0;
}

static inline int made_tear_down(void **state)
{
    small_free(((struct made *)*state)->small);
    return 0;
}

#endif
