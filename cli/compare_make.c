/* Differences of all measures at all places, and what may be said of them. */
#include <math.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/compare.h"
#include "sim/base/arena.h"

/* clang-format off */
static const struct table_column columns[] = {
    {"policy", TABLE_TEXT, 0, "", "比べる条件", "ファイルか結果のフォルダー", "scenario or results folder"},
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード(用件のときはその名前)", "code of the ward, or name of the use"},
    {"site", TABLE_TEXT, 0, "", "区", "区か用件の名前", "name of the ward or use"},
    {"access", TABLE_TEXT, 0, "", "受付方法", "booked=予約、walk_in=予約なし、all=両方", "booked, walk_in or all"},
    {"metric", TABLE_TEXT, 0, "", "指標", "指標の名前", "name of the measure"},
    {"unit", TABLE_TEXT, 0, "", "単位", "単位", "unit"},
    {"baseline", TABLE_REAL, 4, "", "基準", "基準の条件での推定値", "estimate under the baseline"},
    {"estimate", TABLE_REAL, 4, "", "比べる条件での値", "比べる条件での推定値", "estimate under the policy"},
    {"difference", TABLE_REAL, 4, "", "差", "比べる条件-基準", "policy minus baseline"},
    {"ci_lo", TABLE_REAL, 4, "", "95%区間の下限", "同じ反復どうしの差の95%区間(この差だけについて)", "95 % interval of paired replications, of this difference alone"},
    {"ci_hi", TABLE_REAL, 4, "", "95%区間の上限", "同上", "upper end"},
    {"all_lo", TABLE_REAL, 4, "", "同時区間の下限", "主な差のすべてについて同時に95%で成り立つ区間(ボンフェローニ)", "interval that holds for all key differences at once with 95 % (Bonferroni)"},
    {"all_hi", TABLE_REAL, 4, "", "同時区間の上限", "同上", "upper end"},
    {"gain", TABLE_REAL, 2, "1", "共通乱数の効果", "別々の乱数なら差の分散はこの倍", "variance of the difference with independent random numbers, over its own"},
    {"verdict", TABLE_TEXT, 0, "", "判定", "better=改善、worse=悪化、same=まったく同じ、changed=変化(良し悪しなし)、open=差は確かめられない", "better, worse, same (exactly), changed (neither good nor bad), open (no difference shown)"},
};
/* clang-format on */

const char *compare_verdict_key(enum compare_verdict v)
{
    static const char *const keys[] = {"open", "better", "worse", "same", "changed", ""};
    return keys[v];
}

static const struct run_key *key_of(const struct run_model *m, const char *name)
{
    for (size_t i = 0; i < m->n_keys; i++)
        if (strcmp(m->keys[i].name, name) == 0)
            return &m->keys[i];
    return NULL;
}

/* Of whom verdicts are given: what the table of places shows, and everything over the whole. */
static const struct run_key *family_key(const struct trial *t, size_t measure, size_t place)
{
    const struct run_place *p = &t->catalog.places[place];
    const struct run_key *key = key_of(t->run.model, t->catalog.measures[measure].name);
    bool is_whole = strcmp(p->code, t->catalog.places[0].code) == 0;
    bool is_all = p->access[0] == '\0' || strcmp(p->access, "all") == 0;
    return key != NULL && (is_whole || (is_all && key->heading[0] != NULL)) ? key : NULL;
}

static size_t count_family(const struct trial *t)
{
    size_t n = 0;
    for (size_t place = 0; place < t->catalog.n_places; place++)
        for (size_t measure = 0; measure < t->catalog.n_measures; measure++)
            n += family_key(t, measure, place) != NULL;
    return n;
}

enum compare_verdict compare_judge(const struct sample_difference *one,
                                   const struct sample_difference *all, const struct run_key *key)
{
    struct interval d = all->interval;
    bool is_zero = one->error <= 0 && d.estimate >= 0 && d.estimate <= 0;
    if (is_zero)
        return COMPARE_SAME;
    if (key == NULL)
        return COMPARE_NONE;
    if (!(d.lo > 0) && !(d.hi < 0))
        return COMPARE_OPEN;
    if (key->better == 0)
        return COMPARE_CHANGED;
    return (d.lo > 0) == (key->better > 0) ? COMPARE_BETTER : COMPARE_WORSE;
}

struct room {
    double *y[2], *x[2];
};

static bool take_room(const struct compare *c, struct arena *home, struct room *room)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_trials; i++) {
        size_t own = run_sample_room(&c->trials[i].run);
        n = own > n ? own : n;
    }
    for (int i = 0; i < 2; i++) {
        room->y[i] = arena_take_array(home, double, n);
        room->x[i] = arena_take_array(home, double, n);
        if (room->y[i] == NULL || room->x[i] == NULL)
            return false;
    }
    return true;
}

static struct sample sample_of(const struct trial *t, size_t measure, size_t place,
                               const struct room *room, int which)
{
    return t->run.model->sample(&t->run, measure, place, room->y[which], room->x[which]);
}

/* Fills the item; false when the measure has no meaning at the place under both. */
static bool compare_one(const struct compare *c, const struct room *room, struct compare_item *item)
{
    const struct trial *a = &c->trials[0], *b = &c->trials[item->policy];
    size_t there = ask_place_like(&b->catalog, &a->catalog.places[item->place]);
    if (there == b->catalog.n_places)
        return false;
    struct sample of_a = sample_of(a, item->measure, item->place, room, 0);
    struct sample of_b = sample_of(b, item->measure, there, room, 1);
    if (of_a.n == 0 || of_b.n != of_a.n || of_b.kind != of_a.kind)
        return false;
    item->a = sample_interval(&of_a, COMPARE_LEVEL);
    item->b = sample_interval(&of_b, COMPARE_LEVEL);
    item->one = sample_difference(&of_a, &of_b, COMPARE_LEVEL);
    double family = (double)c->family;
    item->all = sample_difference(&of_a, &of_b, 1 - (1 - COMPARE_LEVEL) / family);
    item->verdict =
        compare_judge(&item->one, &item->all, family_key(a, item->measure, item->place));
    return true;
}

static bool make_items(struct compare *c, struct arena *home)
{
    const struct run_catalog *all = &c->trials[0].catalog;
    struct room room;
    size_t most = (c->n_trials - 1) * all->n_places * all->n_measures;
    c->family = (c->n_trials - 1) * count_family(&c->trials[0]);
    c->items = arena_take_array(home, struct compare_item, most);
    if (c->items == NULL || !take_room(c, home, &room))
        return false;
    for (size_t policy = 1; policy < c->n_trials; policy++)
        for (size_t place = 0; place < all->n_places; place++)
            for (size_t measure = 0; measure < all->n_measures; measure++) {
                struct compare_item item = {.policy = policy, .measure = measure, .place = place};
                if (compare_one(c, &room, &item))
                    c->items[c->n_items++] = item;
            }
    return true;
}

static void add_row(struct compare *c, const struct compare_item *item)
{
    const struct run_catalog *all = &c->trials[0].catalog;
    const struct run_place *place = &all->places[item->place];
    const struct run_measure *m = &all->measures[item->measure];
    struct table_cell *row = table_add_row(&c->table);
    if (row == NULL)
        return;
    row[0] = table_text(c->trials[item->policy].named);
    row[1] = table_text(place->code);
    row[2] = table_text(place->name);
    row[3] = table_text(place->access);
    row[4] = table_text(m->name);
    row[5] = table_text(m->unit);
    row[6] = table_real(item->a.estimate);
    row[7] = table_real(item->b.estimate);
    row[8] = table_real(item->one.interval.estimate);
    row[9] = table_real(item->one.interval.lo);
    row[10] = table_real(item->one.interval.hi);
    row[11] = table_real(item->all.interval.lo);
    row[12] = table_real(item->all.interval.hi);
    row[13] = table_real(item->one.gain);
    row[14] = table_text(compare_verdict_key(item->verdict));
}

/* Which policy keeps the promise best, over the whole. */
static bool find_best(struct compare *c, struct arena *home)
{
    struct sample samples[COMPARE_MOST];
    const struct run_model *model = c->trials[0].run.model;
    size_t measure = 0;
    while (strcmp(c->trials[0].catalog.measures[measure].name, model->promise_measure) != 0)
        measure++;
    for (size_t i = 0; i < c->n_trials; i++) {
        struct room room;
        if (!take_room(c, home, &room))
            return false;
        samples[i] = sample_of(&c->trials[i], measure, 0, &room, 0);
    }
    best_compare(samples, c->n_trials, true, COMPARE_LEVEL, c->best);
    return true;
}

/* A default that is listed only because a setting beside it was written is no change. */
static bool is_written(const struct compare *c, size_t policy, const struct flat_change *change)
{
    const struct trial *a = &c->trials[0], *b = &c->trials[policy];
    if (change->a == NULL)
        return bind_is_given(b->run.doc, change->path);
    return change->b != NULL || bind_is_given(a->run.doc, change->path);
}

static bool find_changes(struct compare *c, size_t policy, struct arena *home)
{
    const struct flat_change *all;
    size_t n;
    if (!flat_compare(&c->trials[0].settings, &c->trials[policy].settings, home, &all, &n))
        return false;
    struct flat_change *written = arena_take_array(home, struct flat_change, n + 1);
    if (written == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        if (is_written(c, policy, &all[i]))
            written[c->n_changes[policy]++] = all[i];
    c->changes[policy] = written;
    return true;
}

bool compare_make(struct compare *c, struct arena *home)
{
    table_init(&c->table, home, "difference", columns, COUNT_OF(columns));
    for (size_t i = 1; i < c->n_trials; i++)
        if (!find_changes(c, i, home))
            return false;
    if (!make_items(c, home) || !find_best(c, home))
        return false;
    for (size_t i = 0; i < c->n_items; i++)
        add_row(c, &c->items[i]);
    return !c->table.failed;
}

const struct compare_item *compare_find(const struct compare *c, size_t policy, size_t place,
                                        const char *measure)
{
    for (size_t i = 0; i < c->n_items; i++) {
        const struct compare_item *item = &c->items[i];
        if (item->policy == policy && item->place == place &&
            strcmp(c->trials[0].catalog.measures[item->measure].name, measure) == 0)
            return item;
    }
    return NULL;
}
