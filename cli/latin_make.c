/* Samples of all assumptions together, and what they say. */
#include <math.h>
#include <string.h>

#include "cli/latin.h"
#include "sim/base/arena.h"
#include "sim/experiment/lhs.h"

/* clang-format off */
static const struct table_column first[] = {
    {"sample", TABLE_COUNT, 0, "", "番号", "何通り目か", "number of the sample"},
    {"seed", TABLE_TEXT, 0, "", "乱数の種", "この通りの乱数の種(--seed)", "seed of its random numbers, as for --seed"},
};
static const struct table_column setting = {"", TABLE_ROUND, 10, "", "", "仮定の値", "value that was taken"};
static const struct table_column value = {"", TABLE_REAL, 4, "", "", "推定値", "estimate"};
/* clang-format on */

static bool take_room(struct latin *l, size_t n)
{
    struct arena *home = l->tornado->sweep->frame->home;
    size_t k = l->tornado->n_swept;
    l->x = arena_take_array(home, double *, k + 1);
    l->y = arena_take_array(home, double, n);
    l->rank = arena_take_array(home, double, k + 1);
    l->order = arena_take_array(home, size_t, k + 1);
    if (l->x == NULL || l->y == NULL || l->rank == NULL || l->order == NULL)
        return false;
    for (size_t i = 0; i < k; i++) {
        l->x[i] = arena_take_array(home, double, n);
        if (l->x[i] == NULL)
            return false;
    }
    return true;
}

/* Evenly between the ends; whole numbers with the ends' full share. */
static double between(const struct assumption *a, double u)
{
    if (a->is_whole)
        return fmin(a->high, floor(a->low + u * (a->high - a->low + 1)));
    return a->low + u * (a->high - a->low);
}

/* Sample i; valid only if a scenario can have its values together. */
static bool make_sample(struct latin *l, size_t i, size_t to, bool *is_valid)
{
    const struct tornado *t = l->tornado;
    struct sweep *s = t->sweep;
    struct arena *home = s->frame->home;
    const char **settings = arena_take_array(home, const char *, t->n_swept + 1);
    struct text label;
    if (settings == NULL)
        return false;
    for (size_t k = 0; k < t->n_swept; k++) {
        l->x[k][to] = l->x[k][i];
        settings[k] = assumption_setting(&t->all[t->swept[k]], l->x[k][i], home);
        if (settings[k] == NULL)
            return false;
    }
    text_init(&label, home);
    text_addf(&label, "%zu", i + 1);
    s->points[to] = (struct sweep_point){.label = text_get(&label),
                                         .settings = settings,
                                         .n_settings = t->n_swept,
                                         .has_seed = true,
                                         .seed = lhs_seed(s->base.run.seed, (uint32_t)i)};
    *is_valid = sweep_accepts(s, settings, t->n_swept);
    return true;
}

bool latin_plan(struct latin *l, struct tornado *t)
{
    struct sweep *s = t->sweep;
    size_t n = s->frame->options.samples;
    *l = (struct latin){.tornado = t};
    s->points = arena_take_array(s->frame->home, struct sweep_point, n);
    if (s->points == NULL || !take_room(l, n))
        return false;
    for (size_t k = 0; k < t->n_swept; k++) {
        const struct assumption *a = &t->all[t->swept[k]];
        lhs_axis(s->base.run.seed, lhs_axis_of(a->path), n, l->x[k]);
        for (size_t i = 0; i < n; i++)
            l->x[k][i] = between(a, l->x[k][i]);
    }
    for (size_t i = 0; i < n && t->n_swept > 0; i++) {
        bool is_valid;
        if (!make_sample(l, i, s->n_points, &is_valid))
            return false;
        s->n_points += is_valid;
        l->refused += !is_valid;
    }
    return true;
}

/* One run's value of the measure; NaN where there is none. */
static double value_of(const struct sample *s, size_t run)
{
    return s->kind == SAMPLE_RATIO ? s->y[run] / s->x[run] : s->y[run];
}

static bool split(struct latin *l)
{
    const struct sweep *s = l->tornado->sweep;
    size_t m = s->replications;
    double *all = arena_take_array(s->frame->home, double, s->n_points *m + 1);
    if (all == NULL)
        return false;
    for (size_t i = 0; i < s->n_points; i++) {
        const struct sample *one = &s->points[i].samples[s->focus];
        for (size_t j = 0; j < m; j++)
            all[i * m + j] = one->n == m ? value_of(one, j) : (double)NAN;
    }
    l->split = split_variance(all, s->n_points, m);
    return true;
}

static void count_met(struct latin *l)
{
    const struct sweep *s = l->tornado->sweep;
    for (size_t i = 0; i < s->n_points; i++) {
        double share = s->items[i * s->n_measures + s->promise].value.estimate;
        l->judged += isnan(share) ? 0 : 1;
        if (share >= s->points[i].target_share)
            l->n_met++;
    }
    l->met = split_share(l->n_met, l->judged, SWEEP_LEVEL);
}

static bool rank(struct latin *l)
{
    const struct tornado *t = l->tornado;
    const struct sweep *s = t->sweep;
    double *x = arena_take_array(s->frame->home, double, s->n_points + 1);
    double *y = arena_take_array(s->frame->home, double, s->n_points + 1);
    if (x == NULL || y == NULL)
        return false;
    for (size_t k = 0; k < t->n_swept; k++) {
        size_t n = 0, at = k;
        for (size_t i = 0; i < s->n_points; i++) {
            if (isnan(l->y[i]))
                continue;
            x[n] = l->x[k][i];
            y[n++] = l->y[i];
        }
        l->rank[k] = split_rank_correlation(x, y, n);
        for (; at > 0 && fabs(l->rank[l->order[at - 1]]) < fabs(l->rank[k]); at--)
            l->order[at] = l->order[at - 1];
        l->order[at] = k;
    }
    return true;
}

struct interval latin_spread(const struct latin *l, size_t m)
{
    const struct sweep *s = l->tornado->sweep;
    double *x = arena_take_array(s->frame->home, double, s->n_points + 1), sum = 0;
    size_t n = 0;
    for (size_t i = 0; x != NULL && i < s->n_points; i++) {
        double y = s->items[i * s->n_measures + m].value.estimate;
        size_t at = n;
        if (isnan(y))
            continue;
        for (; at > 0 && x[at - 1] > y; at--)
            x[at] = x[at - 1];
        x[at] = y;
        sum += y;
        n++;
    }
    if (n == 0)
        return (struct interval){(double)NAN, (double)NAN, (double)NAN};
    return (struct interval){sum / (double)n, split_quantile(x, n, 0.05),
                             split_quantile(x, n, 0.95)};
}

static const char *column_name(const struct latin *l, size_t m)
{
    const struct sweep *s = l->tornado->sweep;
    const struct run_catalog *all = &s->base.catalog;
    struct text t;
    text_init(&t, s->frame->home);
    if (s->measures[m].place > 0)
        text_addf(&t, "%s:", all->places[s->measures[m].place].name);
    text_add(&t, all->measures[s->measures[m].measure].name);
    return text_get(&t);
}

static bool make_table(struct latin *l)
{
    const struct tornado *t = l->tornado;
    struct sweep *s = t->sweep;
    size_t n = COUNT_OF(first) + t->n_swept + s->n_measures, at = COUNT_OF(first);
    struct table_column *all = arena_take_array(s->frame->home, struct table_column, n);
    if (all == NULL)
        return false;
    for (size_t i = 0; i < at; i++)
        all[i] = first[i];
    for (size_t k = 0; k < t->n_swept; k++, at++) {
        const struct assumption *a = &t->all[t->swept[k]];
        all[at] = setting;
        all[at].name = all[at].name_ja = a->path;
        all[at].unit = a->unit;
    }
    for (size_t m = 0; m < s->n_measures; m++, at++) {
        all[at] = value;
        all[at].name = all[at].name_ja = column_name(l, m);
        all[at].unit = s->base.catalog.measures[s->measures[m].measure].unit;
    }
    table_init(&l->table, s->frame->home, "samples", all, n);
    return true;
}

static void add_row(struct latin *l, size_t i)
{
    const struct tornado *t = l->tornado;
    const struct sweep *s = t->sweep;
    struct table_cell *row = table_add_row(&l->table);
    struct text seed;
    if (row == NULL)
        return;
    text_init(&seed, s->frame->home);
    text_addf(&seed, "%llu", (unsigned long long)s->points[i].seed);
    *row++ = table_count((int64_t)i + 1);
    *row++ = table_text(text_get(&seed));
    for (size_t k = 0; k < t->n_swept; k++)
        *row++ = table_real(l->x[k][i]);
    for (size_t m = 0; m < s->n_measures; m++)
        *row++ = table_real(s->items[i * s->n_measures + m].value.estimate);
}

bool latin_make(struct latin *l)
{
    struct sweep *s = l->tornado->sweep;
    if (!sweep_compare(s) || !split(l) || !make_table(l))
        return false;
    for (size_t i = 0; i < s->n_points; i++) {
        l->y[i] = s->items[i * s->n_measures + s->focus].value.estimate;
        add_row(l, i);
    }
    count_met(l);
    return rank(l) && !l->table.failed;
}
