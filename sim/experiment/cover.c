#include "sim/experiment/cover.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { NODES = 10000, MEMORY_MB = 256, ENTRIES_MOST = 1 << 24 };

/* What is asked of GLPK: the least cost, the fewest people at that cost, or the fewest beyond the
 * caps. */
enum aim { AIM_COST, AIM_PEOPLE, AIM_BEYOND };
enum answer { ANSWER_BEST, ANSWER_GOOD, ANSWER_NONE, ANSWER_UNKNOWN };

struct job {
    const struct cover_problem *p;
    enum aim aim;
    double cost_most; /* AIM_PEOPLE */
    int32_t *people;  /* [columns] */
    int32_t *beyond;  /* [shifts]; AIM_BEYOND */
    double bound;     /* of the objective */
    enum answer answer;
    jmp_buf back;
};

/* ---- the problem as GLPK has it ---- */

/* Rows: periods, shifts, and the cost. Columns: ways to work, then people beyond each cap. */
static int row_of_shift(const struct cover_problem *p, size_t shift)
{
    return (int)(p->periods + shift) + 1;
}

static int row_of_cost(const struct cover_problem *p)
{
    return (int)(p->periods + p->shifts) + 1;
}

static void add_rows(glp_prob *lp, const struct job *job)
{
    const struct cover_problem *p = job->p;
    glp_add_rows(lp, row_of_cost(p));
    for (size_t i = 0; i < p->periods; i++)
        glp_set_row_bnds(lp, (int)i + 1, GLP_LO, p->needed[i], 0);
    for (size_t s = 0; s < p->shifts; s++)
        glp_set_row_bnds(lp, row_of_shift(p, s), p->most[s] < 0 ? GLP_FR : GLP_UP, 0, p->most[s]);
    glp_set_row_bnds(lp, row_of_cost(p), job->aim == AIM_PEOPLE ? GLP_UP : GLP_FR, 0,
                     job->cost_most);
}

/* Nobody needs more people on one way to work than on the busiest of its periods. */
static int32_t people_most(const struct cover_problem *p, size_t column)
{
    int32_t most = 0;
    for (size_t i = 0; i < p->periods; i++)
        if (p->covers[column * p->periods + i] != 0 && p->needed[i] > most)
            most = p->needed[i];
    return most;
}

static void add_column(glp_prob *lp, const struct job *job, size_t column, int *index,
                       double *value)
{
    const struct cover_problem *p = job->p;
    size_t shift = p->shift[column];
    int at = (int)column + 1, n = 0, most = people_most(p, column);
    for (size_t i = 0; i < p->periods; i++)
        if (p->covers[column * p->periods + i] != 0) {
            index[++n] = (int)i + 1;
            value[n] = 1;
        }
    index[++n] = row_of_shift(p, shift);
    value[n] = 1;
    index[++n] = row_of_cost(p);
    value[n] = p->cost[shift];
    glp_set_mat_col(lp, at, n, index, value);
    glp_set_col_kind(lp, at, GLP_IV);
    glp_set_col_bnds(lp, at, most > 0 ? GLP_DB : GLP_FX, 0, most);
    glp_set_obj_coef(lp, at,
                     job->aim == AIM_COST     ? p->cost[shift]
                     : job->aim == AIM_PEOPLE ? 1
                                              : 0);
}

static void add_beyond(glp_prob *lp, const struct job *job)
{
    const struct cover_problem *p = job->p;
    for (size_t s = 0; s < p->shifts; s++) {
        int index[2] = {0, row_of_shift(p, s)}, at = (int)(p->columns + s) + 1;
        const double value[2] = {0, -1};
        glp_set_mat_col(lp, at, 1, index, value);
        glp_set_col_kind(lp, at, GLP_IV);
        glp_set_col_bnds(lp, at, job->aim == AIM_BEYOND ? GLP_LO : GLP_FX, 0, 0);
        glp_set_obj_coef(lp, at, job->aim == AIM_BEYOND);
    }
}

static glp_prob *make_problem(const struct job *job)
{
    const struct cover_problem *p = job->p;
    int entries = (int)p->periods + 3;
    glp_prob *lp = glp_create_prob();
    int *index = glp_alloc(entries, sizeof *index);
    double *value = glp_alloc(entries, sizeof *value);
    glp_set_obj_dir(lp, GLP_MIN);
    add_rows(lp, job);
    glp_add_cols(lp, (int)(p->columns + p->shifts));
    for (size_t c = 0; c < p->columns; c++)
        add_column(lp, job, c, index, value);
    add_beyond(lp, job);
    glp_free(index);
    glp_free(value);
    return lp;
}

/* ---- the solution ---- */

static int32_t nodes_of(const struct cover_problem *p)
{
    return p->nodes > 0 ? p->nodes : NODES;
}

/* No clock: so many nodes, the same ones every time. */
static void watch(glp_tree *tree, void *context)
{
    struct job *job = context;
    int nodes;
    glp_ios_tree_size(tree, NULL, NULL, &nodes);
    int best = glp_ios_best_node(tree);
    if (best != 0)
        job->bound = fmax(job->bound, glp_ios_node_bound(tree, best));
    if (nodes >= nodes_of(job->p))
        glp_ios_terminate(tree);
}

static int32_t whole(double x)
{
    return (int32_t)floor(x + 0.5);
}

static void take_plan(struct job *job, glp_prob *lp)
{
    const struct cover_problem *p = job->p;
    for (size_t c = 0; c < p->columns; c++)
        job->people[c] = whole(glp_mip_col_val(lp, (int)c + 1));
    for (size_t s = 0; s < p->shifts && job->aim == AIM_BEYOND; s++)
        job->beyond[s] = whole(glp_mip_col_val(lp, (int)(p->columns + s) + 1));
}

/* The relaxation first, whose optimum the search for whole numbers starts from. */
static void ask(struct job *job)
{
    glp_smcp simplex;
    glp_iocp search;
    glp_prob *lp = make_problem(job);
    glp_init_smcp(&simplex);
    simplex.msg_lev = GLP_MSG_OFF;
    job->answer = ANSWER_UNKNOWN;
    if (glp_simplex(lp, &simplex) != 0)
        return;
    if (glp_get_status(lp) != GLP_OPT) {
        job->answer = glp_get_status(lp) == GLP_NOFEAS ? ANSWER_NONE : ANSWER_UNKNOWN;
        return;
    }
    job->bound = glp_get_obj_val(lp);
    glp_init_iocp(&search);
    search.msg_lev = GLP_MSG_OFF;
    search.tol_obj = 1e-9;
    search.gmi_cuts = search.mir_cuts = GLP_ON;
    search.cb_func = watch;
    search.cb_info = job;
    int code = glp_intopt(lp, &search), status = glp_mip_status(lp);
    if (status == GLP_OPT || status == GLP_FEAS) {
        take_plan(job, lp);
        job->answer = code == 0 && status == GLP_OPT ? ANSWER_BEST : ANSWER_GOOD;
    } else if (code == 0 && status == GLP_NOFEAS)
        job->answer = ANSWER_NONE;
}

/* Nothing is printed, not even with the last words of a failure, which glp_term_out() lets pass. */
static int keep_silent(void *context, const char *text)
{
    (void)context, (void)text;
    return 1;
}

/* GLPK gives up by a call of this, and would end the program after it. */
static NORETURN void give_up(void *context)
{
    struct job *job = context;
    longjmp(job->back, 1);
}

/* All that GLPK has taken goes back with its environment, whether it got to an end or not. */
static bool solve(struct job *job)
{
    if (setjmp(job->back) != 0) {
        glp_free_env();
        return false;
    }
    glp_term_out(GLP_OFF);
    glp_term_hook(keep_silent, NULL);
    glp_error_hook(give_up, job);
    glp_mem_limit(job->p->memory_mb > 0 ? job->p->memory_mb : MEMORY_MB);
    ask(job);
    glp_free_env();
    return true;
}

/* ---- what it means ---- */

struct plan {
    int32_t *people, *covered, *lacking;
    uint8_t *is_bare;
};

static double cost_of(const struct cover_problem *p, const int32_t *people)
{
    double sum = 0;
    for (size_t c = 0; c < p->columns; c++)
        sum += people[c] * p->cost[p->shift[c]];
    return sum;
}

/* Whatever GLPK says is counted over in whole numbers. */
static bool is_cover(const struct cover_problem *p, const int32_t *people, int32_t *covered)
{
    memset(covered, 0, p->periods * sizeof *covered);
    for (size_t c = 0; c < p->columns; c++) {
        if (people[c] < 0)
            return false;
        for (size_t i = 0; i < p->periods; i++)
            covered[i] += p->covers[c * p->periods + i] != 0 ? people[c] : 0;
    }
    for (size_t i = 0; i < p->periods; i++)
        if (covered[i] < p->needed[i])
            return false;
    for (size_t s = 0; s < p->shifts; s++) {
        int64_t on = 0;
        for (size_t c = 0; c < p->columns; c++)
            on += p->shift[c] == s ? people[c] : 0;
        if (p->most[s] >= 0 && on > p->most[s])
            return false;
    }
    return true;
}

static bool find_bare(const struct cover_problem *p, uint8_t *is_bare)
{
    bool any = false;
    for (size_t i = 0; i < p->periods; i++) {
        is_bare[i] = p->needed[i] > 0;
        for (size_t c = 0; c < p->columns; c++)
            is_bare[i] &= p->covers[c * p->periods + i] == 0;
        any |= is_bare[i] != 0;
    }
    return any;
}

/* Fewer people at the same cost, where that is found. */
static bool prefer_few(struct job *job, struct plan *plan, int32_t *scratch)
{
    const struct cover_problem *p = job->p;
    job->aim = AIM_PEOPLE;
    job->cost_most = cost_of(p, plan->people) + 1e-6;
    job->people = scratch;
    if (!solve(job))
        return false;
    bool has_plan = job->answer == ANSWER_BEST || job->answer == ANSWER_GOOD;
    if (has_plan && is_cover(p, scratch, plan->covered) && cost_of(p, scratch) <= job->cost_most)
        memcpy(plan->people, scratch, p->columns * sizeof *scratch);
    return true;
}

static bool find_lacking(struct job *job, struct plan *plan, int32_t *scratch,
                         struct cover_result *out)
{
    job->aim = AIM_BEYOND;
    job->people = scratch;
    job->beyond = plan->lacking;
    if (!solve(job))
        return false;
    out->state = job->answer == ANSWER_BEST ? COVER_TOO_FEW : COVER_UNDECIDED;
    if (out->state == COVER_UNDECIDED)
        memset(plan->lacking, 0, job->p->shifts * sizeof *plan->lacking);
    return true;
}

static bool find_plan(const struct cover_problem *p, struct plan *plan, int32_t *scratch,
                      struct cover_result *out)
{
    struct job job = {.p = p, .aim = AIM_COST, .people = plan->people};
    if (!solve(&job))
        return false;
    out->bound = job.bound;
    if (job.answer == ANSWER_NONE)
        return find_lacking(&job, plan, scratch, out);
    if (job.answer == ANSWER_UNKNOWN || !is_cover(p, plan->people, plan->covered)) {
        memset(plan->people, 0, p->columns * sizeof *plan->people);
        out->state = COVER_UNDECIDED;
        return true;
    }
    out->state = job.answer == ANSWER_BEST ? COVER_LEAST : COVER_GOOD;
    if (!prefer_few(&job, plan, scratch))
        return false;
    out->cost = cost_of(p, plan->people);
    if (out->state == COVER_LEAST)
        out->bound = out->cost;
    return true;
}

bool cover_solve(const struct cover_problem *p, struct arena *home, struct cover_result *out,
                 struct err *e)
{
    BUG_IF(p->periods == 0 || p->columns == 0 || p->shifts == 0 ||
           p->columns > ENTRIES_MOST / p->periods);
    struct plan plan = {
        arena_take_array(home, int32_t, p->columns), arena_take_array(home, int32_t, p->periods),
        arena_take_array(home, int32_t, p->shifts), arena_take_array(home, uint8_t, p->periods)};
    int32_t *scratch = arena_take_array(home, int32_t, p->columns);
    *out = (struct cover_result){.people = plan.people,
                                 .covered = plan.covered,
                                 .lacking = plan.lacking,
                                 .is_bare = plan.is_bare};
    if (plan.people == NULL || plan.covered == NULL || plan.lacking == NULL ||
        plan.is_bare == NULL || scratch == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "cover");
    if (find_bare(p, plan.is_bare)) {
        out->state = COVER_BARE;
        return true;
    }
    if (!find_plan(p, &plan, scratch, out))
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "cover");
    (void)is_cover(p, plan.people, plan.covered);
    return true;
}
