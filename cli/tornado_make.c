/* The points of a tornado, their effects and its table. */
#include <math.h>
#include <string.h>

#include "cli/present/swings.h"
#include "cli/tornado.h"
#include "sim/base/arena.h"

static bool is_valid(const struct sweep *s, const struct assumption *a, double x)
{
    const char *setting = assumption_setting(a, x, s->frame->home);
    return setting != NULL && sweep_accepts(s, &setting, 1);
}

/* Some settings have whole numbers only, of days for one. */
static void try_ends(const struct sweep *s, struct assumption *a)
{
    if (!is_valid(s, a, a->low) || !is_valid(s, a, a->high))
        a->why = ASSUMPTION_REFUSED;
    else if (s->frame->options.samples > 0 && !a->is_whole)
        a->is_whole = !is_valid(s, a, a->low + 0.37 * (a->high - a->low));
}

bool tornado_read(struct sweep *s, struct tornado *t)
{
    const struct bind_basis *bases;
    struct arena *home = s->frame->home;
    size_t n = bind_bases(s->base.run.doc, &bases);
    *t = (struct tornado){.sweep = s};
    t->all = arena_take_array(home, struct assumption, n * ASSUMPTION_MOST + 1);
    t->swept = arena_take_array(home, size_t, n * ASSUMPTION_MOST + 1);
    t->first = arena_take_array(home, size_t, n * ASSUMPTION_MOST + 1);
    if (t->all == NULL || t->swept == NULL || t->first == NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (bases[i].kind == NULL || strcmp(bases[i].kind, "ASSUMPTION") != 0)
            continue;
        size_t added = assumption_read(&bases[i], home, &t->all[t->n_all]);
        if (added == 0)
            return false;
        t->n_all += added;
    }
    for (size_t i = 0; i < t->n_all; i++) {
        struct assumption *a = &t->all[i];
        if (a->why == ASSUMPTION_READ)
            try_ends(s, a);
        if (a->why == ASSUMPTION_READ)
            t->swept[t->n_swept++] = i;
    }
    return true;
}

static bool make_end(const struct tornado *t, size_t i, bool is_high, struct sweep_point *p)
{
    const struct assumption *a = &t->all[t->swept[i]];
    struct arena *home = t->sweep->frame->home;
    const char **setting = arena_take_array(home, const char *, 1);
    if (setting == NULL)
        return false;
    double end = is_high ? a->high : a->low;
    setting[0] = assumption_setting(a, end, home);
    *p = (struct sweep_point){.label = setting[0], .settings = setting, .n_settings = 1};
    p->is_first = a->now >= end && a->now <= end;
    return setting[0] != NULL;
}

bool tornado_plan(struct tornado *t)
{
    struct sweep *s = t->sweep;
    s->n_points = 1 + 2 * t->n_swept;
    s->points = arena_take_array(s->frame->home, struct sweep_point, s->n_points);
    if (s->points == NULL)
        return false;
    s->points[0].label = s->base.named;
    for (size_t i = 0; i < t->n_swept; i++) {
        t->first[i] = 1 + 2 * i;
        if (!make_end(t, i, false, &s->points[1 + 2 * i]) ||
            !make_end(t, i, true, &s->points[2 + 2 * i]))
            return false;
    }
    return true;
}

enum verdict tornado_verdict(const struct tornado *t, size_t point)
{
    const struct sweep *s = t->sweep;
    return verdict_of(s->items[point * s->n_measures + s->promise].value,
                      s->points[point].target_share);
}

static double effect(const struct tornado *t, size_t point)
{
    const struct sweep *s = t->sweep;
    double d = s->items[point * s->n_measures + s->focus].one.interval.estimate;
    return isnan(d) ? 0 : fabs(d);
}

/* The largest effect first; equal ones stay in the order of the scenario. */
static void sort(struct tornado *t)
{
    for (size_t i = 1; i < t->n_swept; i++) {
        size_t which = t->swept[i], first = t->first[i], at = i;
        double is = fmax(effect(t, first), effect(t, first + 1));
        for (; at > 0 && fmax(effect(t, t->first[at - 1]), effect(t, t->first[at - 1] + 1)) < is;
             at--) {
            t->swept[at] = t->swept[at - 1];
            t->first[at] = t->first[at - 1];
        }
        t->swept[at] = which;
        t->first[at] = first;
    }
}

static void fill_end(const struct tornado *t, size_t point, size_t m, struct table_cell *row)
{
    const struct sweep *s = t->sweep;
    const struct sweep_item *item = &s->items[point * s->n_measures + m], *base = &s->items[m];
    const struct run_measure *measure = &s->base.catalog.measures[s->measures[m].measure];
    enum verdict v = tornado_verdict(t, point);
    row[9] = table_text(measure->name);
    row[10] = table_text(measure->unit);
    row[11] = table_real(base->value.estimate);
    row[12] = table_real(item->value.estimate);
    row[13] = table_real(item->one.interval.estimate);
    row[14] = table_real(item->one.interval.lo);
    row[15] = table_real(item->one.interval.hi);
    row[16] = table_real(item->all.interval.lo);
    row[17] = table_real(item->all.interval.hi);
    row[18] = table_text(compare_verdict_key(item->verdict));
    row[19] = table_text(verdict_key(v));
    row[20] = table_flag(v != tornado_verdict(t, 0));
}

static struct table_cell *add_row(struct tornado *t, const struct assumption *a)
{
    struct table_cell *row = table_add_row(&t->table);
    if (row == NULL)
        return NULL;
    row[0] = table_text(t->sweep->base.run.run_id);
    row[1] = table_count(t->sweep->replications);
    row[3] = table_text(a->path);
    row[4] = table_text(a->value != NULL ? a->value : "");
    row[5] = table_text(a->range != NULL ? a->range : "");
    for (size_t i = 6; i <= 10; i++)
        row[i] = table_text("");
    row[6] = table_text(assumption_why_key(a->why));
    row[18] = row[19] = table_text("");
    for (size_t i = 11; i <= 17; i++)
        row[i].is_missing = true;
    row[2].is_missing = row[20].is_missing = true;
    return row;
}

static void add_swept(struct tornado *t, size_t i)
{
    const struct sweep *s = t->sweep;
    for (size_t end = 0; end < 2; end++)
        for (size_t m = 0; m < s->n_shown; m++) {
            struct table_cell *row = add_row(t, &t->all[t->swept[i]]);
            if (row == NULL)
                return;
            row[2] = table_count((int64_t)i + 1);
            row[7] = table_text(end == 0 ? "low" : "high");
            row[8] = table_text(strchr(s->points[t->first[i] + end].settings[0], '=') + 1);
            fill_end(t, t->first[i] + end, m, row);
        }
}

bool tornado_make(struct tornado *t)
{
    size_t n;
    const struct table_column *columns = swings_columns(&n);
    table_init(&t->table, t->sweep->frame->home, "assumptions", columns, n);
    if (!sweep_compare(t->sweep))
        return false;
    sort(t);
    for (size_t i = 0; i < t->n_swept; i++)
        add_swept(t, i);
    for (size_t i = 0; i < t->n_all; i++)
        if (t->all[i].why != ASSUMPTION_READ)
            (void)add_row(t, &t->all[i]);
    return !t->table.failed;
}
