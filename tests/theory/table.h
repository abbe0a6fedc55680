/* table.h - small tables of reference cases in a folder of their own, beside a scenario that
 * takes no time: one counter, people of a trace, ten minutes each.
 */
#ifndef TESTS_THEORY_TABLE_H
#define TESTS_THEORY_TABLE_H

#include "cli/theory/theory.h"
#include "sim/base/arena.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

#define TABLE_HEADER \
    "case,quantity,unit,kind,value,error,tolerance,formula,arguments,scenario,settings,metric," \
    "use,index,scale,offset,precision,quick,source,status,note\n"

static const char table_trace[] = "schema: madosim/1\n"
                                  "id: trace\n"
                                  "title: trace\n"
                                  "model: queue\n"
                                  "period: {open: \"9:00\", length: 60 min}\n"
                                  "uses:\n"
                                  "  visit:\n"
                                  "    arrivals: {kind: trace, trace: trace.csv}\n"
                                  "    service: {family: constant, mean: 10 min}\n"
                                  "counters: {on_duty: 1}\n"
                                  "target: {within: 5 min}\n"
                                  "measure: {first: 3}\n"
                                  "run: {replications: 2, seed: 7}\n";

static const char table_steady[] = "schema: madosim/1\n"
                                   "id: steady\n"
                                   "title: steady\n"
                                   "model: queue\n"
                                   "period: {length: 2000 min, warm_up: 100 min}\n"
                                   "uses:\n"
                                   "  visit:\n"
                                   "    arrivals: {rate: 30 /h}\n"
                                   "    service: {family: exponential, mean: 1 min}\n"
                                   "counters: {on_duty: 1}\n"
                                   "run: {replications: 20, seed: 7}\n";

struct table_made {
    struct folder folder;
    struct arena *home;
    struct err e;
};

static inline int table_set_up(void **state)
{
    static struct table_made t;
    t = (struct table_made){.folder = folder_new(), .home = arena_new(0)};
    folder_put(&t.folder, "trace.csv", "arrive\n0 min\n1 min\n25 min\n");
    folder_put(&t.folder, "trace.yaml", table_trace);
    folder_put(&t.folder, "steady.yaml", table_steady);
    *state = &t;
    return t.home == NULL;
}

static inline int table_tear_down(void **state)
{
    struct table_made *t = *state;
    folder_remove(&t->folder);
    arena_free(t->home);
    return 0;
}

/* The path of a table with these lines below the header, which is line 1. */
static inline const char *table_put(struct table_made *t, const char *lines)
{
    struct text all;
    text_init(&all, t->home);
    text_addf(&all, "%s%s", TABLE_HEADER, lines);
    folder_put(&t->folder, "cases.csv", text_get(&all));
    t->e = (struct err){0};
    return folder_path(&t->folder, "cases.csv");
}

#define WITH_TABLE(test) cmocka_unit_test_setup_teardown(test, table_set_up, table_tear_down)

#endif
