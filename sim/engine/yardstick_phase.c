#include "sim/engine/yardstick_phase.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <math.h>
#include <stddef.h>

#include "sim/base/bug.h"

enum { PHASES_MOST = SIM_YARDSTICK_PHASE_MOST };

/* ---- laws ---- */

struct sim_yardstick_phase sim_yardstick_phase_erlang(double mean, uint32_t k)
{
    BUG_IF(!(mean > 0.0) || !isfinite(mean) || k == 0 || k > PHASES_MOST);
    struct sim_yardstick_phase law = {.phases = k, .start = {1.0}};
    for (uint32_t i = 0; i < k; i++) {
        law.rate[i] = (double)k / mean;
        law.onward[i] = i + 1 < k ? 1.0 : 0.0;
    }
    return law;
}

struct sim_yardstick_phase sim_yardstick_phase_hyper(double mean, double cv)
{
    BUG_IF(!(mean > 0.0) || !isfinite(mean) || !(cv >= 1.0) || !isfinite(cv));
    double often = (1.0 + sqrt((cv * cv - 1.0) / (cv * cv + 1.0))) / 2.0;
    return (struct sim_yardstick_phase){.phases = 2,
                                        .start = {often, 1.0 - often},
                                        .rate = {2.0 * often / mean, 2.0 * (1.0 - often) / mean}};
}

static void check_law(const struct sim_yardstick_phase *law)
{
    double sum = 0.0;
    BUG_IF(law->phases == 0 || law->phases > PHASES_MOST);
    for (uint32_t i = 0; i < law->phases; i++) {
        BUG_IF(!(law->rate[i] > 0.0) || !isfinite(law->rate[i]) || !(law->start[i] >= 0.0));
        BUG_IF(!(law->onward[i] >= 0.0) || !(law->onward[i] <= 1.0));
        sum += law->start[i];
    }
    BUG_IF(!(fabs(sum - 1.0) < 1e-12) || law->onward[law->phases - 1] > 0.0);
}

double sim_yardstick_phase_mean(const struct sim_yardstick_phase *service)
{
    check_law(service);
    double mean = 0.0, reached = 0.0;
    for (uint32_t i = 0; i < service->phases; i++) {
        reached += service->start[i];
        mean += reached / service->rate[i];
        reached *= service->onward[i];
    }
    return mean;
}

/* ---- states of a level ----
 *
 * busy[i] servers are in phase i. States of n busy servers are ordered by busy[0], then by
 * busy[1] and so on; the last phase has who is left. */
struct state {
    uint32_t busy[PHASES_MOST];
};

/* Ways to spread n servers over so many phases: binomial(n + phases - 1, phases - 1). */
static size_t ways(uint32_t n, uint32_t phases)
{
    size_t count = 1;
    for (uint32_t i = 1; i < phases; i++)
        count = count * (n + i) / i;
    return count;
}

static size_t place_of(const struct state *s, uint32_t phases)
{
    size_t place = 0;
    uint32_t left = 0;
    for (uint32_t i = 0; i < phases; i++)
        left += s->busy[i];
    for (uint32_t i = 0; i + 1 < phases; i++) {
        for (uint32_t fewer = 0; fewer < s->busy[i]; fewer++)
            place += ways(left - fewer, phases - 1 - i);
        left -= s->busy[i];
    }
    return place;
}

static struct state first_state(uint32_t n, uint32_t phases)
{
    struct state s = {{0}};
    s.busy[phases - 1] = n;
    return s;
}

/* False after the last state, in which all are in phase 0. */
static bool next_state(struct state *s, uint32_t phases)
{
    uint32_t right = s->busy[phases - 1];
    for (uint32_t i = phases - 1; i-- > 0; right += s->busy[i]) {
        if (right == 0)
            continue;
        for (uint32_t j = i + 1; j < phases; j++)
            s->busy[j] = 0;
        s->busy[i]++;
        s->busy[phases - 1] = right - 1;
        return true;
    }
    return false;
}

/* ---- blocks of the generator; rows are states before, columns after ---- */

/* Memory for matrices, each as large as a block of the top level. */
enum place { WITHIN, UP, DOWN, STAYS, INVERSE, RATIO, PASSAGE, PASSED, WORK, MORE, VALUES, PLACES };

struct chain {
    const struct sim_yardstick_phase *law;
    double arrival_rate;
    uint32_t servers;
    double *memory[PLACES];
    size_t *order; /* of the rows, while one is inverted */
};

static size_t states_of(const struct chain *c, uint32_t n)
{
    return ways(n, c->law->phases);
}

/* A matrix of zeros in that place; what was there is lost. */
static gsl_matrix fresh(const struct chain *c, enum place place, size_t rows, size_t columns)
{
    gsl_matrix m = {.size1 = rows, .size2 = columns, .tda = columns, .data = c->memory[place]};
    gsl_matrix_set_zero(&m);
    return m;
}

static void add(gsl_matrix *m, size_t row, size_t column, double rate)
{
    *gsl_matrix_ptr(m, row, column) += rate;
}

/* Somebody comes and is served at once: n to n + 1 servers. */
static gsl_matrix fill_up(const struct chain *c, uint32_t n)
{
    const uint32_t phases = c->law->phases;
    gsl_matrix up = fresh(c, UP, states_of(c, n), states_of(c, n + 1));
    struct state s = first_state(n, phases);
    size_t row = 0;
    do {
        for (uint32_t j = 0; j < phases; j++) {
            s.busy[j]++;
            add(&up, row, place_of(&s, phases), c->arrival_rate * c->law->start[j]);
            s.busy[j]--;
        }
        row++;
    } while (next_state(&s, phases));
    return up;
}

/* Minus the rates within the level n: what leaves a state is positive. */
static gsl_matrix fill_within(const struct chain *c, uint32_t n)
{
    const uint32_t phases = c->law->phases;
    gsl_matrix within = fresh(c, WITHIN, states_of(c, n), states_of(c, n));
    struct state s = first_state(n, phases);
    size_t row = 0;
    do {
        add(&within, row, row, c->arrival_rate);
        for (uint32_t i = 0; i < phases; i++) {
            double rate = s.busy[i] * c->law->rate[i];
            add(&within, row, row, rate);
            if (s.busy[i] == 0 || i + 1 == phases)
                continue;
            struct state after = s;
            after.busy[i]--;
            after.busy[i + 1]++;
            add(&within, row, place_of(&after, phases), -rate * c->law->onward[i]);
        }
        row++;
    } while (next_state(&s, phases));
    return within;
}

/* A server has become free, and goes on with somebody who waits if `again`. */
static void add_end(const struct chain *c, gsl_matrix *down, size_t row, struct state after,
                    double rate, bool again)
{
    const uint32_t phases = c->law->phases;
    if (!again)
        add(down, row, place_of(&after, phases), rate);
    for (uint32_t j = 0; again && j < phases; j++) {
        after.busy[j]++;
        add(down, row, place_of(&after, phases), rate * c->law->start[j]);
        after.busy[j]--;
    }
}

/* Somebody leaves: from n servers to n - 1, or to n if others wait. */
static gsl_matrix fill_down(const struct chain *c, uint32_t n, bool again)
{
    const uint32_t phases = c->law->phases;
    gsl_matrix down = fresh(c, DOWN, states_of(c, n), states_of(c, again ? n : n - 1));
    struct state s = first_state(n, phases);
    size_t row = 0;
    do {
        for (uint32_t i = 0; i < phases; i++) {
            double rate = s.busy[i] * c->law->rate[i] * (1.0 - c->law->onward[i]);
            struct state after = s;
            if (s.busy[i] == 0)
                continue;
            after.busy[i]--;
            add_end(c, &down, row, after, rate, again);
        }
        row++;
    } while (next_state(&s, phases));
    return down;
}

/* ---- algebra ---- */

/* to = a b + beta to. */
static void multiply(const gsl_matrix *a, const gsl_matrix *b, double beta, gsl_matrix *to)
{
    BUG_IF(gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1.0, a, b, beta, to) != GSL_SUCCESS);
}

/* m^-1; m is lost. All that is inverted here are M-matrices, for which it loses nothing. */
static gsl_matrix invert(const struct chain *c, gsl_matrix *m)
{
    int sign = 0;
    gsl_permutation order = {.size = m->size1, .data = c->order};
    gsl_matrix inverse = fresh(c, INVERSE, m->size1, m->size1);
    BUG_IF(gsl_linalg_LU_decomp(m, &order, &sign) != GSL_SUCCESS);
    BUG_IF(gsl_linalg_LU_invert(m, &order, &inverse) != GSL_SUCCESS);
    return inverse;
}

/* ---- the levels with all servers busy ---- */

/* up and down are where the chain is when it first leaves a level by as many levels as 2^round.
 * For the next round: (I - up down - down up)^-1 times their squares. */
static void double_levels(const struct chain *c, gsl_matrix *up, gsl_matrix *down)
{
    const size_t m = up->size1;
    gsl_matrix rest = fresh(c, MORE, m, m), work = fresh(c, WORK, m, m);
    gsl_matrix_set_identity(&rest);
    multiply(up, down, 0.0, &work);
    multiply(down, up, 1.0, &work);
    gsl_matrix_sub(&rest, &work);
    gsl_matrix inverse = invert(c, &rest);
    multiply(up, up, 0.0, &work);
    multiply(&inverse, &work, 0.0, up);
    multiply(down, down, 0.0, &work);
    multiply(&inverse, &work, 0.0, down);
}

/* Where the chain is when it is first one level below, by logarithmic reduction: through one
 * level, or up one and down two, or up three and down four and so on. */
static gsl_matrix first_passage(const struct chain *c)
{
    const size_t m = states_of(c, c->servers);
    gsl_matrix within = fill_within(c, c->servers), inverse = invert(c, &within);
    gsl_matrix ends = fill_down(c, c->servers, true);
    gsl_matrix up = fresh(c, UP, m, m), down = fresh(c, STAYS, m, m);
    gsl_matrix passage = fresh(c, PASSAGE, m, m), passed = fresh(c, PASSED, m, m);
    multiply(&inverse, &ends, 0.0, &down);
    gsl_matrix_memcpy(&up, &inverse);
    gsl_matrix_scale(&up, c->arrival_rate);
    gsl_matrix_memcpy(&passage, &down);
    gsl_matrix_memcpy(&passed, &up);
    double added = 1.0;
    for (int round = 0; added > 1e-17; round++) {
        BUG_IF(round >= 60);
        double_levels(c, &up, &down);
        gsl_matrix work = fresh(c, WORK, m, m);
        multiply(&passed, &down, 0.0, &work);
        added = gsl_matrix_max(&work);
        gsl_matrix_add(&passage, &work);
        multiply(&passed, &up, 0.0, &work);
        gsl_matrix_memcpy(&passed, &work);
    }
    for (size_t i = 0; i < m; i++) { /* it is certain to come */
        gsl_vector_view row = gsl_matrix_row(&passage, i);
        gsl_vector_scale(&row.vector, 1.0 / gsl_blas_dasum(&row.vector));
    }
    return passage;
}

/* Columns of VALUES, for every state of a level: from a weight of 1 there, the weight of this
 * and all higher levels, of those with all servers busy, and that times how many wait. */
enum value { WEIGHT, BUSY, WAITING, VALUE_COUNT };

/* With R the ratio of one level to the one below: (I - R)^-1 sums levels, and (I - R)^-1 R (I -
 * R)^-1 counts who waits. */
static gsl_matrix top_values(const struct chain *c, const gsl_matrix *repeat)
{
    const size_t m = repeat->size1;
    gsl_matrix rest = fresh(c, MORE, m, m), work = fresh(c, WORK, m, m);
    gsl_matrix values = fresh(c, VALUES, m, VALUE_COUNT);
    gsl_matrix_set_identity(&rest);
    gsl_matrix_sub(&rest, repeat);
    gsl_matrix sum = invert(c, &rest);
    multiply(&sum, repeat, 0.0, &work);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++) {
            add(&values, i, WEIGHT, gsl_matrix_get(&sum, i, j));
            add(&values, i, BUSY, gsl_matrix_get(&sum, i, j));
        }
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++)
            add(&values, i, WAITING,
                gsl_matrix_get(&work, i, j) * gsl_matrix_get(&values, j, BUSY));
    }
    return values;
}

/* ---- from the top down ---- */

/* Probabilities of level n from those of n - 1: up S^-1, where S is what leaves level n without
 * coming back to it from above. S is lost. */
static gsl_matrix ratio_to(const struct chain *c, uint32_t n, gsl_matrix *stays)
{
    gsl_matrix inverse = invert(c, stays), up = fill_up(c, n - 1);
    gsl_matrix ratio = fresh(c, RATIO, states_of(c, n - 1), states_of(c, n));
    multiply(&up, &inverse, 0.0, &ratio);
    return ratio;
}

/* Level n: VALUES from those of n + 1, and the ratio to n - 1 if there is one. */
static gsl_matrix step_down(const struct chain *c, uint32_t n, gsl_matrix *ratio)
{
    const size_t m = states_of(c, n);
    gsl_matrix above = {.size1 = states_of(c, n + 1), .size2 = VALUE_COUNT, .tda = VALUE_COUNT};
    gsl_matrix work = fresh(c, WORK, m, VALUE_COUNT);
    above.data = c->memory[VALUES];
    multiply(ratio, &above, 0.0, &work);
    gsl_matrix values = fresh(c, VALUES, m, VALUE_COUNT);
    gsl_matrix_memcpy(&values, &work);
    for (size_t i = 0; i < m; i++)
        add(&values, i, WEIGHT, 1.0);
    if (n == 0)
        return values;
    gsl_matrix stays = fill_within(c, n), down = fill_down(c, n + 1, false);
    gsl_matrix back = fresh(c, WORK, m, m);
    multiply(ratio, &down, 0.0, &back);
    gsl_matrix_sub(&stays, &back);
    *ratio = ratio_to(c, n, &stays);
    return values;
}

static struct sim_yardstick_phase_measures solve(const struct chain *c)
{
    gsl_matrix passage = first_passage(c), stays = fill_within(c, c->servers);
    gsl_matrix_scale(&passage, c->arrival_rate);
    gsl_matrix_sub(&stays, &passage);
    gsl_matrix ratio = ratio_to(c, c->servers, &stays);
    gsl_matrix repeat = fresh(c, PASSED, stays.size1, stays.size1);
    gsl_matrix inverse = {.size1 = stays.size1, .size2 = stays.size1, .tda = stays.size1};
    inverse.data = c->memory[INVERSE];
    gsl_matrix_memcpy(&repeat, &inverse);
    gsl_matrix_scale(&repeat, c->arrival_rate);
    gsl_matrix values = top_values(c, &repeat);
    for (uint32_t n = c->servers; n-- > 0;)
        values = step_down(c, n, &ratio);
    double all = gsl_matrix_get(&values, 0, WEIGHT);
    double waiting = gsl_matrix_get(&values, 0, WAITING) / all;
    return (struct sim_yardstick_phase_measures){
        .wait_probability = gsl_matrix_get(&values, 0, BUSY) / all,
        .wait = waiting / c->arrival_rate,
        .waiting = waiting,
    };
}

bool sim_yardstick_phase_solve(struct arena *a, double arrival_rate,
                               const struct sim_yardstick_phase *service, uint32_t servers,
                               struct sim_yardstick_phase_measures *m)
{
    BUG_IF(!(arrival_rate > 0.0) || !isfinite(arrival_rate));
    *m = (struct sim_yardstick_phase_measures){1.0, (double)INFINITY, (double)INFINITY};
    double load = arrival_rate * sim_yardstick_phase_mean(service);
    BUG_IF(servers == 0 || servers > SIM_YARDSTICK_PHASE_STATES_MOST);
    const size_t states = ways(servers, service->phases);
    BUG_IF(states > SIM_YARDSTICK_PHASE_STATES_MOST);
    if (load >= (double)servers)
        return true;
    struct chain c = {.law = service, .arrival_rate = arrival_rate, .servers = servers};
    size_t larger = states > VALUE_COUNT ? states : VALUE_COUNT;
    for (int i = 0; i < PLACES; i++) {
        c.memory[i] = arena_take_array(a, double, larger *larger);
        if (c.memory[i] == NULL)
            return false;
    }
    c.order = arena_take_array(a, size_t, states);
    if (c.order == NULL)
        return false;
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    *m = solve(&c);
    gsl_set_error_handler(before);
    return true;
}
