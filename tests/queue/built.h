/* built.h - a system from a few lines of YAML, and what a replication of it wrote down.
 *
 * Offices open at 9:00; times are minutes after that.
 */
#ifndef TESTS_QUEUE_BUILT_H
#define TESTS_QUEUE_BUILT_H

#include <string.h>

#include "models/queue/count.h"
#include "models/queue/setup.h"
#include "models/queue/shop.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/text.h"
#include "sim/engine/histogram.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

#define MIN_US INT64_C(60000000)
#define OPEN_US (540 * MIN_US)
enum { SEED = 7, SEEN_FIRST = 512 };

struct built {
    struct folder folder;
    struct arena *home;
    struct setup_data data;
    struct err e;
};

/* Somebody's end at a station, with the visit as it was then. */
struct seen {
    struct shop_seen who;
    struct visit v;
};

/* One replication of a design. */
struct lived {
    const struct design *d;
    int64_t *record;
    uint32_t *bins;
    struct seen *seen; /* in order of ending */
    size_t n, capacity;
    struct arena *home;
};

static inline int built_set_up(void **state)
{
    static struct built b;
    b = (struct built){.folder = folder_new(), .home = arena_new(0)};
    *state = &b;
    return b.home == NULL;
}

static inline int built_tear_down(void **state)
{
    struct built *b = *state;
    folder_remove(&b->folder);
    arena_free(b->home);
    return 0;
}

#define BUILT(test) cmocka_unit_test_setup_teardown(test, built_set_up, built_tear_down)

/* A table for the scenarios that follow. */
static inline void built_put(const struct built *b, const char *name, const char *rows)
{
    folder_put(&b->folder, name, rows);
}

static inline bool built_reads(struct built *b, const char *yaml)
{
    struct text t;
    text_init(&t, b->home);
    text_addf(&t, "schema: madosim/1\nmodel: queue\nid: built\ntitle: built\n%s", yaml);
    built_put(b, "built.yaml", text_get(&t));
    b->e = (struct err){0};
    return setup_read(folder_path(&b->folder, "built.yaml"), NULL, 0, b->home, &b->data, &b->e);
}

static inline const struct design *built(struct built *b, const char *yaml)
{
    if (!built_reads(b, yaml)) {
        print_error("M%03d (%s) (%s) (%s) in\n%s", (int)b->e.item[0].code, b->e.item[0].arg[0],
                    b->e.item[0].arg[1], b->e.item[0].arg[2], yaml);
        fail();
    }
    const struct design *d = design_make(&b->data, b->home, &b->e);
    assert_non_null(d);
    return d;
}

static inline void lived_note(void *context, const struct shop_seen *seen)
{
    struct lived *l = context;
    if (l->n == l->capacity) {
        size_t old = l->capacity * sizeof *l->seen;
        l->capacity = l->capacity > 0 ? 2 * l->capacity : SEEN_FIRST;
        l->seen = arena_extend(l->home, l->seen, old, l->capacity * sizeof *l->seen);
        assert_non_null(l->seen);
    }
    l->seen[l->n++] = (struct seen){*seen, *seen->visit};
}

/* Replication r, watched. */
static inline struct lived lives(struct built *b, const struct design *d, uint32_t r)
{
    const struct sim_model m = shop_model(d);
    struct lived l = {.d = d,
                      .home = b->home,
                      .record = arena_take_array(b->home, int64_t, m.record_words),
                      .bins = arena_take_array(b->home, uint32_t, m.bin_words)};
    struct sim_outcome out = {.record = l.record, .bins = l.bins};
    struct shop *s = shop_new(d, b->home, &b->e);
    assert_true(s != NULL && l.record != NULL && l.bins != NULL);
    shop_watch(s, lived_note, &l);
    assert_true(shop_replicate(s, SEED, r, 0, &out, &b->e));
    return l;
}

static inline struct lived built_lives(struct built *b, const char *yaml)
{
    return lives(b, built(b, yaml), 0);
}

/* ---- words of the record ---- */

static inline int64_t word_of(const struct lived *l, int32_t use, int32_t word)
{
    return l->record[count_layout_of(l->d).uses + (size_t)(use * COUNT_USE_WORDS + word)];
}

static inline int64_t ended_as(const struct lived *l, int32_t use, enum visit_outcome outcome)
{
    return word_of(l, use, COUNT_OUTCOME + (int32_t)outcome);
}

static inline int64_t station_word(const struct lived *l, int32_t station, int32_t word)
{
    return l->record[COUNT_STATION + station * COUNT_STATION_WORDS + word];
}

static inline int64_t half_word(const struct lived *l, int32_t half, int32_t word)
{
    return l->record[count_layout_of(l->d).halves + (size_t)(half * COUNT_HALF_WORDS + word)];
}

static inline int64_t first_word(const struct lived *l, int32_t number, int32_t word)
{
    return l->record[count_layout_of(l->d).first + (size_t)(number * COUNT_FIRST_WORDS + word)];
}

static inline int64_t state_word(const struct lived *l, int32_t inside)
{
    return l->record[count_layout_of(l->d).states + (size_t)inside];
}

/* A word that is a whole number of minutes. */
#define check_minutes(got, want) check_near((double)(got) / MIN_US, (want), 0)

static inline bool same_record(const struct lived *a, const struct lived *b)
{
    size_t words = count_layout_of(a->d).words, bins = count_bins_of(a->d);
    return words == count_layout_of(b->d).words &&
           memcmp(a->record, b->record, words * sizeof *a->record) == 0 &&
           memcmp(a->bins, b->bins, bins * sizeof *a->bins) == 0;
}

/* ---- who ended how ---- */

/* number: in order of coming; finish: minutes after 9:00. */
struct fate {
    int32_t station, number;
    enum visit_outcome outcome;
    double finish, wait;
};

static inline void check_fate(const struct seen *s, const struct fate *want, size_t i)
{
    double finish = (double)(s->v.finish_us - OPEN_US) / MIN_US;
    double wait = (double)s->v.wait_us / MIN_US;
    if (s->who.station == want->station && s->who.number == want->number &&
        s->v.outcome == want->outcome && finish == want->finish && wait == want->wait)
        return;
    print_error("end %zu: station %d, number %d, outcome %d, finish %g, wait %g\n", i,
                s->who.station, s->who.number, s->v.outcome, finish, wait);
    fail();
}

/* Everybody's end, in order. */
static inline void check_fates(const struct lived *l, const struct fate *want, size_t n)
{
    for (size_t i = 0; i < n && i < l->n; i++)
        check_fate(&l->seen[i], &want[i], i);
    assert_int_equal(l->n, n);
}

#endif
