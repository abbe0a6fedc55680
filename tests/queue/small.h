/* small.h - a small office to spoil: a scenario of a few lines, any of which can be another.
 */
#ifndef TESTS_QUEUE_SMALL_H
#define TESTS_QUEUE_SMALL_H

#include <string.h>

#include "models/queue/setup.h"
#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

struct small {
    struct folder folder;
    struct arena *home;
    struct setup_data d;
    struct err e;
};

/* Where the lines are that tests put others in place of. */
enum small_line { SMALL_PERIOD = 5, SMALL_PEOPLE = 7, SMALL_COUNTERS = 8, SMALL_TANDEM = 9 };
#define SMALL_LINES 11

static const char *small_lines[SMALL_LINES] = {
    "schema: madosim/1",
    "model: queue",
    "id: small",
    "title: small",
    "period: {open: \"9:00\", length: 8 h}",
    "uses:",
    "  people: {arrivals: {rate: 20 /h}, service: {family: exponential, mean: 5 min}}",
    "counters: {on_duty: 2}",
    "tandem: []",
    "target: {within: 10 min}",
    "run: {replications: 2}",
};

static inline int small_set_up(void **state)
{
    static struct small s;
    s = (struct small){.folder = folder_new(), .home = arena_new(0)};
    folder_put(&s.folder, "trace.csv", "arrive,patience\n1 min,5 min\n2 min,\n2 min,1 s\n");
    folder_put(&s.folder, "trace_back.csv", "arrive\n1 min\n3 min\n2 min\n");
    folder_put(&s.folder, "trace_empty.csv", "arrive\n");
    folder_put(&s.folder, "sample.csv", "value,weight\n1 min,3\n5 min,1\n");
    folder_put(&s.folder, "sample_back.csv", "value\n2 min\n1 min\n");
    *state = &s;
    return s.home == NULL;
}

static inline int small_tear_down(void **state)
{
    struct small *s = *state;
    folder_remove(&s->folder);
    arena_free(s->home);
    return 0;
}

/* Reads the scenario with another text in its nth line, from 1; 0: as it is. */
static inline bool small_reads(struct small *s, int line, const char *text)
{
    struct text yaml;
    text_init(&yaml, s->home);
    for (int i = 0; i < SMALL_LINES; i++)
        text_addf(&yaml, "%s\n", i + 1 == line ? text : small_lines[i]);
    folder_put(&s->folder, "small.yaml", text_get(&yaml));
    s->e = (struct err){0};
    return setup_read(folder_path(&s->folder, "small.yaml"), NULL, 0, s->home, &s->d, &s->e);
}

#endif
