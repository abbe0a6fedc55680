#include "cli/staff_lend.h"

#include <math.h>
#include <string.h>

#include "sim/base/arena.h"

enum { HALF_HOURS = 48, ROUNDS = 4 };

struct board {
    struct staff *s;
    int32_t *now;    /* [n_cells]: counters on duty */
    int32_t *loaned; /* [n_groups][n_groups][HALF_HOURS]: from, to */
    bool *is_out;    /* [n_groups]: lends nothing any more */
};

static size_t cell_at(const struct staff *s, size_t group, int32_t half)
{
    for (size_t c = s->first[group]; c < s->first[group + 1]; c++)
        if (s->cells[c].half_hour == half)
            return c;
    return s->n_cells;
}

static int32_t *loan_at(const struct board *b, size_t from, size_t to, int32_t half)
{
    return &b->loaned[(from * b->s->n_groups + to) * HALF_HOURS + (size_t)half];
}

/* Counters of the group in the half hour with all loans so far. */
static int32_t with_loans(const struct board *b, size_t group, size_t cell)
{
    int32_t half = b->s->cells[cell].half_hour, n = b->now[cell];
    for (size_t g = 0; g < b->s->n_groups; g++)
        n += *loan_at(b, g, group, half) - *loan_at(b, group, g, half);
    return n;
}

/* More than needed (above 0) or fewer; 0 where that is not known or the number changes in the
 * month. */
static int32_t spare(const struct board *b, size_t group, int32_t half)
{
    const struct staff *s = b->s;
    size_t c = cell_at(s, group, half);
    if (c == s->n_cells || s->found.state[group] != STAFFING_MET ||
        fabs(s->cells[c].now - b->now[c]) > 1e-6)
        return 0;
    return with_loans(b, group, c) - s->found.counters[c];
}

/* Who lends one more: whoever lent to the same in the half hour before, else who has most. */
static size_t find_lender(const struct board *b, size_t borrower, int32_t half)
{
    const struct staff *s = b->s;
    size_t best = s->n_groups;
    int32_t most = 0;
    for (size_t g = 0; g < s->n_groups; g++) {
        int32_t n = spare(b, g, half);
        if (n <= 0 || b->is_out[g] || s->groups[g].kind != s->groups[borrower].kind)
            continue;
        bool goes_on =
            half > 0 && *loan_at(b, g, borrower, half - 1) > *loan_at(b, g, borrower, half);
        n += goes_on ? HALF_HOURS : 0;
        if (n > most) {
            most = n;
            best = g;
        }
    }
    return best;
}

static void match(const struct board *b)
{
    size_t n = b->s->n_groups;
    memset(b->loaned, 0, n * n * HALF_HOURS * sizeof *b->loaned);
    for (int32_t half = 0; half < HALF_HOURS; half++)
        for (size_t g = 0; g < n; g++)
            while (spare(b, g, half) < 0) {
                size_t lender = find_lender(b, g, half);
                if (lender == n)
                    break;
                ++*loan_at(b, lender, g, half);
            }
}

static bool is_kept(const struct staff *s, const struct staff_view *v, size_t c)
{
    return v->cells[c].tickets == 0 || v->cells[c].bound >= s->ask.share;
}

static bool has_loans(const struct board *b, size_t lender)
{
    for (size_t g = 0; g < b->s->n_groups; g++)
        for (int32_t half = 0; half < HALF_HOURS; half++)
            if (*loan_at(b, lender, g, half) > 0)
                return true;
    return false;
}

/* Lenders that lose the promise somewhere lend nothing; how many there are. */
static size_t drop(const struct board *b, const struct staff_lending *l)
{
    const struct staff *s = b->s;
    size_t n = 0;
    for (size_t g = 0; g < s->n_groups; g++) {
        bool is_lost = false;
        for (size_t c = s->first[g]; c < s->first[g + 1]; c++)
            is_lost |= is_kept(s, &l->without, c) && !is_kept(s, &l->with, c);
        if (!is_lost || !has_loans(b, g))
            continue;
        b->is_out[g] = true;
        n++;
    }
    return n;
}

/* Half hours in a row with as many counters are one loan. */
static void list_pair(const struct board *b, size_t from, size_t to, struct staff_lending *out)
{
    struct staff_loan loan = {from, to, 0, 0, 0};
    for (int32_t half = 0; half <= HALF_HOURS; half++) {
        int32_t k = half < HALF_HOURS ? *loan_at(b, from, to, half) : 0;
        if (k == loan.counters)
            continue;
        loan.to = half;
        if (loan.counters > 0)
            out->loans[out->n++] = loan;
        loan.from = half;
        loan.counters = k;
    }
}

static void list(const struct board *b, struct staff_lending *out)
{
    for (size_t from = 0; from < b->s->n_groups; from++)
        for (size_t to = 0; to < b->s->n_groups; to++)
            list_pair(b, from, to, out);
}

static bool run_loans(const struct board *b, int32_t *counters, struct staff_view *view)
{
    for (size_t g = 0; g < b->s->n_groups; g++)
        for (size_t c = b->s->first[g]; c < b->s->first[g + 1]; c++)
            counters[c] = with_loans(b, g, c);
    return staff_look(b->s, counters, STAFF_CONFIRM, view);
}

bool staff_lend(struct staff *s, struct staff_lending *out)
{
    struct arena *home = s->run.frame.home;
    size_t n = s->n_groups;
    struct board b = {.s = s,
                      .now = arena_take_array(home, int32_t, s->n_cells),
                      .loaned = arena_take_array(home, int32_t, n * n * HALF_HOURS),
                      .is_out = arena_take_array(home, bool, n)};
    int32_t *counters = arena_take_array(home, int32_t, s->n_cells);
    *out = (struct staff_lending){
        .loans = arena_take_array(home, struct staff_loan, n * n * HALF_HOURS)};
    if (b.now == NULL || b.loaned == NULL || b.is_out == NULL || counters == NULL ||
        out->loans == NULL)
        return false;
    for (size_t c = 0; c < s->n_cells; c++)
        b.now[c] = (int32_t)lround(s->cells[c].now);
    if (!run_loans(&b, counters, &out->without))
        return false;
    for (int round = 0; round < ROUNDS; round++) {
        match(&b);
        if (!run_loans(&b, counters, &out->with))
            return false;
        size_t lost = drop(&b, out);
        out->dropped += lost;
        if (lost == 0) {
            list(&b, out);
            return true;
        }
    }
    return true; /* nothing that could be shown */
}

/* In one replication. */
static double share_of(const struct staff *s, const struct staffing_count *counts, size_t group,
                       int32_t from, int32_t to)
{
    int64_t tickets = 0, within = 0;
    for (size_t c = s->first[group]; c < s->first[group + 1]; c++) {
        if (s->cells[c].half_hour < from || s->cells[c].half_hour >= to)
            continue;
        tickets += counts[c].tickets;
        within += counts[c].within;
    }
    return tickets > 0 ? (double)within / (double)tickets : (double)NAN;
}

struct interval staff_lend_share(const struct staff *s, const struct staff_lending *l, size_t group,
                                 int32_t from, int32_t to, bool is_change)
{
    uint32_t n = s->replications[STAFF_CONFIRM];
    double sum = 0, squares = 0;
    for (uint32_t r = 0; r < n; r++) {
        size_t at = r * s->n_cells;
        double x = share_of(s, l->with.counts + at, group, from, to);
        if (is_change)
            x -= share_of(s, l->without.counts + at, group, from, to);
        sum += x;
        squares += x * x;
    }
    double mean = sum / n, variance = fmax(squares - sum * mean, 0) / (n - 1) / n;
    double half = interval_t(0.975, n - 1) * sqrt(variance);
    return (struct interval){mean, mean - half, mean + half};
}

size_t staff_lend_kept(const struct staff *s, const struct staff_view *v, size_t group)
{
    size_t n = 0;
    for (size_t c = s->first[group]; c < s->first[group + 1]; c++)
        n += is_kept(s, v, c);
    return n;
}
