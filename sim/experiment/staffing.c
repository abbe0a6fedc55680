#include "sim/experiment/staffing.h"

#include <math.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/experiment/interval.h"

enum { SEARCH, CONFIRM, CARRY = 2, ROUNDS = 60, ATTEMPTS = 4 };

/* A cell under search. */
struct cell {
    int32_t now;     /* counters; enough after step 2              */
    int32_t trial;   /* of the run that is judged                  */
    int32_t step;    /* how many to take away next                 */
    int32_t floor;   /* the most that are known to be too few      */
    uint32_t tries;  /* runs in which some were taken away         */
    uint32_t failed; /* rounds of step 2 in which it failed        */
    bool is_short;   /* failed in the last run */
    bool has_moved;  /* was given more since it was searched */
};

/* Where a group of few cells is in trying one more here for two less there. */
struct exchange {
    size_t at; /* number of the next try */
    bool is_tried;
};

struct search {
    const struct staffing_problem *p;
    size_t cells;
    struct cell *cell;
    int32_t *counters; /* [cells]: what is run */
    struct staffing_count *counts;
    struct staffing_cell *seen;
    enum staffing_state *state;
    double *harm;    /* [groups] */
    bool *has_moved; /* [groups] since the floors were set */
    struct exchange *exchange;
    size_t runs[2], added;
};

/* ---- one run ---- */

static struct staffing_cell cell_seen(const struct staffing_count *counts, size_t cells, size_t c,
                                      uint32_t n)
{
    int64_t moments[5] = {0};
    for (uint32_t r = 0; r < n; r++) {
        const struct staffing_count *k = &counts[r * cells + c];
        const int64_t add[] = {k->tickets, k->within, k->tickets * k->tickets,
                               k->tickets * k->within, k->within * k->within};
        for (int i = 0; i < 5; i++)
            moments[i] += add[i];
    }
    struct interval i = interval_ratio_moments(n, moments, 2 * STAFFING_LEVEL - 1);
    return (struct staffing_cell){moments[0], i.estimate, i.lo};
}

bool staffing_measure(const struct staffing_problem *p, const int32_t *counters, int stream,
                      struct staffing_count *counts, struct staffing_cell *out, double *harm)
{
    size_t cells = p->first[p->groups];
    uint32_t n = p->replications[stream];
    for (size_t g = 0; g < p->groups; g++)
        harm[g] = 0;
    if (!p->run(p->context, counters, stream, n, counts, harm))
        return false;
    for (size_t c = 0; c < cells; c++)
        out[c] = cell_seen(counts, cells, c, n);
    return true;
}

/* While searching, as wide as the bound will be when it counts. */
static bool is_short(const struct staffing_problem *p, const struct staffing_cell *seen, int stream)
{
    if (seen->tickets == 0)
        return false;
    double narrower =
        stream == SEARCH ? sqrt((double)p->replications[SEARCH] / p->replications[CONFIRM]) : 1;
    return !(seen->share - narrower * (seen->share - seen->bound) >= p->share);
}

static bool measure(struct search *s, int stream)
{
    s->runs[stream]++;
    for (size_t c = 0; c < s->cells; c++)
        s->counters[c] = s->cell[c].trial;
    if (!staffing_measure(s->p, s->counters, stream, s->counts, s->seen, s->harm))
        return false;
    for (size_t c = 0; c < s->cells; c++)
        s->cell[c].is_short = is_short(s->p, &s->seen[c], stream);
    for (size_t g = 0; g < s->p->groups; g++)
        s->cell[s->p->first[g + 1] - 1].is_short |= s->harm[g] > 0;
    return true;
}

static bool is_in(const struct search *s, size_t group)
{
    return s->state[group] == STAFFING_MET;
}

static bool any_short(const struct search *s, size_t from, size_t to)
{
    for (size_t c = from; c < to; c++)
        if (s->cell[c].is_short)
            return true;
    return false;
}

/* A group without an answer stays at the most. */
static void give_up(struct search *s, size_t group, enum staffing_state why)
{
    s->state[group] = why;
    for (size_t c = s->p->first[group]; c < s->p->first[group + 1]; c++)
        s->cell[c].now = s->p->most[c];
}

static void try_now(struct search *s)
{
    for (size_t c = 0; c < s->cells; c++)
        s->cell[c].trial = s->cell[c].now;
}

/* ---- step 1: what is impossible; and where to begin ---- */

static bool begin(struct search *s)
{
    const struct staffing_problem *p = s->p;
    for (size_t c = 0; c < s->cells; c++)
        s->cell[c].trial = p->most[c];
    if (!measure(s, SEARCH))
        return false;
    p->start(p->context, s->counts, p->replications[SEARCH], s->counters);
    for (size_t g = 0; g < p->groups; g++) {
        s->state[g] = STAFFING_MET;
        for (size_t c = p->first[g]; c < p->first[g + 1]; c++) {
            int32_t n = s->counters[c];
            n = n < p->least[c] ? p->least[c] : n;
            s->cell[c].now = n > p->most[c] ? p->most[c] : n;
            if (s->seen[c].tickets > 0 && s->seen[c].share < p->share)
                s->state[g] = STAFFING_IMPOSSIBLE;
        }
        if (!is_in(s, g))
            give_up(s, g, STAFFING_IMPOSSIBLE);
    }
    return true;
}

/* ---- step 2: up ---- */

static bool raise_cell(struct search *s, size_t c, int32_t by)
{
    struct cell *cell = &s->cell[c];
    int32_t most = s->p->most[c];
    if (cell->now >= most)
        return false;
    cell->now = cell->now + by < most ? cell->now + by : most;
    cell->has_moved = true;
    return true;
}

/* A cell that is short gets more; when it was before, so do its neighbours: those before it
 * whose line it inherits, and those behind it in which its people are called. */
static bool raise_about(struct search *s, size_t group, size_t c, int stream)
{
    struct cell *cell = &s->cell[c];
    size_t first = s->p->first[group], end = s->p->first[group + 1], wide = cell->failed++;
    size_t back = wide < c - first ? wide : c - first,
           ahead = wide < s->p->reach ? wide : s->p->reach;
    ahead = c + ahead < end ? ahead : end - 1 - c;
    bool is_far = s->seen[c].share < s->p->share / 2, has_room = false;
    int32_t by = stream == CONFIRM ? 1 : 1 + cell->now / (is_far ? 4 : 20);
    for (size_t k = c - back; k <= c + ahead; k++)
        has_room |= raise_cell(s, k, by);
    return has_room || c - back > first;
}

static bool raise_group(struct search *s, size_t group, int stream)
{
    size_t first = s->p->first[group], end = s->p->first[group + 1];
    int64_t before = 0, after = 0;
    for (size_t c = first; c < end; c++)
        before += s->cell[c].now;
    for (size_t c = first; c < end; c++)
        if (s->cell[c].is_short && !raise_about(s, group, c, stream))
            return false;
    for (size_t c = first; c < end; c++)
        after += s->cell[c].now;
    s->has_moved[group] = true;
    s->added += stream == CONFIRM ? (size_t)(after - before) : 0;
    return true;
}

/* Until nothing is short. */
static bool raise_all(struct search *s, int stream)
{
    for (size_t c = 0; c < s->cells; c++)
        s->cell[c].failed = 0;
    for (int round = 0;; round++) {
        size_t n_short = 0;
        try_now(s);
        if (!measure(s, stream))
            return false;
        for (size_t g = 0; g < s->p->groups; g++) {
            if (!is_in(s, g) || !any_short(s, s->p->first[g], s->p->first[g + 1]))
                continue;
            n_short++;
            if (round == ROUNDS || !raise_group(s, g, stream))
                give_up(s, g, STAFFING_UNSHOWN);
        }
        if (n_short == 0)
            return true;
    }
}

/* ---- step 3: down ---- */

static bool is_open(const struct cell *cell)
{
    return cell->now - cell->floor > 1;
}

/* What is known of a cell holds until one near it is given more. */
static void open_group(struct search *s, size_t group, size_t near)
{
    size_t first = s->p->first[group], end = s->p->first[group + 1];
    for (size_t c = first; c < end; c++) {
        size_t from = c - first > near ? c - near : first, to = c + near + 1;
        bool has_moved = false;
        for (size_t k = from; k < to && k < end; k++)
            has_moved |= s->cell[k].has_moved;
        if (!has_moved)
            continue;
        s->cell[c].floor = s->p->least[c] - 1;
        s->cell[c].step = 1;
        s->cell[c].tries = 0;
    }
    for (size_t c = first; c < end; c++)
        s->cell[c].has_moved = false;
    s->has_moved[group] = false;
}

/* Does nothing that is taken away stand nearer than the gap? */
static bool stands_apart(const struct search *s, size_t group, size_t c, size_t gap)
{
    size_t first = s->p->first[group], end = s->p->first[group + 1];
    size_t from = c - first > gap ? c - gap : first, to = c + gap + 1 < end ? c + gap + 1 : end;
    for (size_t k = from; k < to; k++)
        if (s->cell[k].trial < s->cell[k].now)
            return false;
    return true;
}

/* Of open cells, those that were tried least, the earlier ones first. */
static bool choose(struct search *s, size_t group, size_t gap)
{
    bool has_any = false;
    for (;;) {
        struct cell *best = NULL;
        for (size_t c = s->p->first[group]; c < s->p->first[group + 1]; c++) {
            struct cell *cell = &s->cell[c];
            if (is_open(cell) && stands_apart(s, group, c, gap) &&
                (best == NULL || cell->tries < best->tries))
                best = cell;
        }
        if (best == NULL)
            return has_any;
        best->trial = best->now - best->step;
        best->tries++;
        has_any = true;
    }
}

static void accept(struct cell *cell)
{
    cell->now = cell->trial;
    if (8 * cell->step < cell->now)
        cell->step *= 2;
}

static void reject(struct cell *cell)
{
    cell->floor = cell->trial;
}

/* No further than to the middle between what is enough and what is known to be too few. */
static void set_step(const struct search *s, size_t c)
{
    struct cell *cell = &s->cell[c];
    bool is_known = cell->floor >= s->p->least[c];
    int32_t room = cell->now - cell->floor - 1, half = (room + 1) / 2;
    int32_t most = is_known ? half : room;
    cell->step = cell->step < most ? cell->step : most;
    cell->step = cell->step > 1 ? cell->step : 1;
}

/* Cells on which what is taken away at c can tell, up to the next one that was lowered. */
static size_t zone_end(const struct search *s, size_t group, size_t c)
{
    size_t end = s->p->first[group + 1];
    for (size_t k = c + 1; k < end; k++)
        if (s->cell[k].trial < s->cell[k].now)
            return k > c + s->p->reach ? k - s->p->reach : c + 1;
    return end;
}

/* In order of time: where nothing is short, the counters stay away. The first that does not do
 * was tried with all earlier ones as they are now, so that is known; of later ones it is not. */
static void judge(struct search *s, size_t group)
{
    size_t from = s->p->first[group];
    bool is_clean = true;
    for (size_t c = from; c < s->p->first[group + 1]; c++) {
        struct cell *cell = &s->cell[c];
        if (cell->trial >= cell->now)
            continue;
        size_t to = zone_end(s, group, c);
        if (!any_short(s, from, to))
            accept(cell);
        else if (is_clean) {
            reject(cell);
            is_clean = false;
        }
        cell->trial = cell->now;
        set_step(s, c);
        from = to;
    }
}

static bool descend(struct search *s, size_t gap)
{
    for (;;) {
        bool has_any = false;
        try_now(s);
        for (size_t g = 0; g < s->p->groups; g++)
            has_any |= is_in(s, g) && choose(s, g, gap);
        if (!has_any)
            return true;
        if (!measure(s, SEARCH))
            return false;
        for (size_t g = 0; g < s->p->groups; g++)
            if (is_in(s, g))
                judge(s, g);
    }
}

/* Down, and up again where several at once were too much; in the end one at a time. */
static bool settle(struct search *s)
{
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        size_t near = s->p->reach + CARRY, gap = attempt + 1 < ATTEMPTS ? near : s->cells;
        if (!raise_all(s, SEARCH))
            return false;
        bool has_moved = false;
        for (size_t g = 0; g < s->p->groups; g++) {
            if (!s->has_moved[g] || !is_in(s, g))
                continue;
            has_moved = true;
            open_group(s, g, near);
        }
        if (!has_moved)
            return true;
        if (!descend(s, gap))
            return false;
    }
    return raise_all(s, SEARCH);
}

/* Try number `at` of a group of n cells: one more at h, one less at a and at b >= a, other cells
 * than h. false when there is no such try. */
static bool exchange_at(size_t at, size_t n, size_t *h, size_t *a, size_t *b)
{
    *b = at % n;
    *a = at / n % n;
    *h = at / n / n;
    return *h < n;
}

/* Sets the next try of the group that makes sense; false when there is none left. */
static bool choose_exchange(struct search *s, size_t group)
{
    size_t first = s->p->first[group], n = s->p->first[group + 1] - first, h, a, b;
    struct exchange *x = &s->exchange[group];
    x->is_tried = false;
    while (n <= STAFFING_EXCHANGE && exchange_at(x->at++, n, &h, &a, &b)) {
        struct cell *cell = s->cell + first;
        if (a > b || a == h || b == h || cell[h].now >= s->p->most[first + h])
            continue;
        cell[h].trial++;
        cell[a].trial--;
        cell[b].trial--;
        if (cell[a].trial >= s->p->least[first + a] && cell[b].trial >= s->p->least[first + b]) {
            x->is_tried = true;
            return true;
        }
        for (size_t k = 0; k < n; k++)
            cell[k].trial = cell[k].now;
    }
    return false;
}

static void take_exchange(struct search *s, size_t group)
{
    struct exchange *x = &s->exchange[group];
    size_t first = s->p->first[group], end = s->p->first[group + 1];
    if (!x->is_tried || any_short(s, first, end))
        return;
    x->at = 0;
    s->has_moved[group] = true;
    for (size_t c = first; c < end; c++) {
        s->cell[c].now = s->cell[c].trial;
        s->cell[c].has_moved = true;
    }
}

static bool exchange(struct search *s)
{
    for (;;) {
        bool has_any = false;
        try_now(s);
        for (size_t g = 0; g < s->p->groups; g++)
            has_any |= is_in(s, g) && choose_exchange(s, g);
        if (!has_any)
            return true;
        if (!measure(s, SEARCH))
            return false;
        bool has_moved = false;
        for (size_t g = 0; g < s->p->groups; g++) {
            s->has_moved[g] = false;
            take_exchange(s, g);
            has_moved |= s->has_moved[g];
        }
        if (has_moved && !settle(s))
            return false;
    }
}

/* ---- the whole ---- */

static bool take_room(struct search *s, struct arena *home)
{
    const struct staffing_problem *p = s->p;
    uint32_t n = p->replications[CONFIRM] > p->replications[SEARCH] ? p->replications[CONFIRM]
                                                                    : p->replications[SEARCH];
    s->cell = arena_take_array(home, struct cell, s->cells);
    s->counters = arena_take_array(home, int32_t, s->cells);
    s->counts = arena_take_array(home, struct staffing_count, n * s->cells);
    s->seen = arena_take_array(home, struct staffing_cell, s->cells);
    s->state = arena_take_array(home, enum staffing_state, p->groups);
    s->has_moved = arena_take_array(home, bool, p->groups);
    s->harm = arena_take_array(home, double, p->groups);
    s->exchange = arena_take_array(home, struct exchange, p->groups);
    return s->cell != NULL && s->counters != NULL && s->counts != NULL && s->seen != NULL &&
           s->state != NULL && s->harm != NULL && s->has_moved != NULL && s->exchange != NULL;
}

bool staffing_search(const struct staffing_problem *p, struct arena *home,
                     struct staffing_result *out)
{
    struct search s = {.p = p, .cells = p->first[p->groups]};
    BUG_IF(p->replications[SEARCH] < 2 || p->replications[CONFIRM] < 2 || s.cells == 0);
    if (!take_room(&s, home) || !begin(&s))
        return false;
    for (size_t g = 0; g < p->groups; g++)
        s.has_moved[g] = true;
    for (size_t c = 0; c < s.cells; c++)
        s.cell[c].has_moved = true;
    if (!settle(&s) || !exchange(&s) || !raise_all(&s, CONFIRM))
        return false;
    for (size_t c = 0; c < s.cells; c++)
        s.counters[c] = s.cell[c].now;
    *out = (struct staffing_result){.counters = s.counters,
                                    .cells = s.seen,
                                    .state = s.state,
                                    .runs = {s.runs[SEARCH], s.runs[CONFIRM]},
                                    .added = s.added};
    return true;
}
