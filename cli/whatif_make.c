/* Frames, patches, the proof that they compose, and the runs that are stored. */
#include <stdio.h>
#include <string.h>

#include "cli/progress.h"
#include "cli/whatif.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/output/patch.h"

enum { PARTS = 18, SAMPLES = 6 };

/* ---- settings ---- */

struct sets {
    const char *set[OPTIONS_SETS_ROOM];
    size_t n;
};

static void add_sets(struct sets *to, const char *const *set, size_t n)
{
    for (size_t i = 0; i < n && to->n < OPTIONS_SETS_ROOM; i++)
        to->set[to->n++] = set[i];
}

const struct plan *whatif_compile(const struct whatif *w, const char *const *set, size_t n,
                                  struct arena *home, struct scenario_data **data, struct err *e)
{
    const struct options *o = &w->run.frame.options;
    struct sets all = {.n = 0};
    struct scenario_data *d = arena_take_array(home, struct scenario_data, 1);
    add_sets(&all, o->set, o->n_set);
    add_sets(&all, set, n);
    if (d == NULL) {
        (void)err_add(e, ERR_NOMEM, SRC_NOWHERE, o->file);
        return NULL;
    }
    if (data != NULL)
        *data = d;
    return scenario_read(o->file, all.set, all.n, home, d, e) ? compile_plan(d, home, e) : NULL;
}

static bool no_memory(struct whatif *w)
{
    return err_add(&w->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "whatif");
}

static struct whatif_bytes bytes_of(const struct text *t)
{
    return (struct whatif_bytes){text_get(t), t->length};
}

/* ---- frames ---- */

/* Where the arrays of a block begin, and its end. */
static size_t parts_of(const struct plan *p, size_t at[PARTS + 1])
{
    const size_t all[] = {0,
                          p->at_days,
                          p->at_dates,
                          p->at_shifts,
                          p->at_speeds,
                          p->at_batches,
                          p->at_regions,
                          p->at_mail,
                          p->at_streams,
                          p->at_rates,
                          p->at_places,
                          p->at_booked,
                          p->at_centres,
                          p->at_code,
                          p->at_variates,
                          p->at_releases,
                          p->at_released,
                          p->bytes};
    memcpy(at, all, sizeof all);
    return COUNT_OF(all) - 1;
}

static bool set_delta(struct whatif *w, struct whatif_frame *f)
{
    size_t from[PARTS + 1], to[PARTS + 1];
    struct patch_parts parts = {from, to, parts_of(w->plan, from)};
    struct text t;
    (void)parts_of(f->plan, to);
    text_init(&t, w->run.frame.home);
    patch_delta(w->plan, f->plan, &parts, &t);
    f->delta = bytes_of(&t);
    return !t.failed;
}

/* The shift of a day that begins at that half hour, or at the opening if that is later. */
static uint32_t word_of(const struct plan *p, int32_t site, int32_t day, int32_t from_s)
{
    const struct plan_day *at = plan_day_at(p, site, day);
    const struct plan_shift *shift = PLAN_ARRAY(p, struct plan_shift, at_shifts);
    int32_t begins = from_s > at->open_s ? from_s : at->open_s;
    if (at->open_s < 0 || plan_date_at(p, day)->weekday == CIVIL_SAT)
        return 0;
    for (uint32_t i = at->first_shift; i < at->first_shift + at->n_shifts; i++)
        if (shift[i].from_s == begins)
            return (uint32_t)((const char *)&shift[i].counters - (const char *)p);
    return 0;
}

static bool set_words(struct whatif *w, const struct whatif_ward *ward, struct whatif_frame *f)
{
    for (size_t k = 0; k < ward->n_halves; k++) {
        bool is_last_before = k + 1 < ward->n_halves;
        f->words[k] = arena_take_array(w->run.frame.home, uint32_t, (size_t)f->plan->n_days);
        if (f->words[k] == NULL)
            return false;
        for (int32_t day = 0; day < f->plan->n_days; day++) {
            int32_t open = plan_day_at(f->plan, ward->site, day)->open_s;
            uint32_t at = word_of(f->plan, ward->site, day, ward->halves[k].from_s);
            /* of several half hours before the doors open the last one holds */
            if (at != 0 && !(is_last_before && ward->halves[k + 1].from_s <= open))
                f->words[k][f->n_words[k]++] = at;
        }
    }
    return true;
}

static const struct whatif_control *mode_of(const struct whatif_ward *ward)
{
    for (size_t i = 0; i < ward->n_controls; i++)
        if (ward->controls[i].kind == WHATIF_MODE)
            return &ward->controls[i];
    return NULL;
}

static const struct whatif_level *first_mixed(const struct whatif_ward *ward)
{
    const struct whatif_control *mode = mode_of(ward);
    for (size_t i = 0; mode != NULL && i < mode->n_levels; i++)
        if (mode->levels[i].is_mixed)
            return &mode->levels[i];
    return NULL;
}

/* What makes the frame: the roster as it is now, and people of both kinds. */
static bool set_frame(struct whatif *w, const struct whatif_ward *ward, int bits,
                      struct whatif_frame *f)
{
    if ((bits & WHATIF_ROSTER) != 0) {
        int32_t counters[PLAN_HALF_HOURS];
        for (size_t k = 0; k < ward->n_halves; k++)
            counters[k] = ward->halves[k].counters;
        f->set[f->n_set] = whatif_roster(ward, counters, w->run.frame.home);
        if (f->set[f->n_set++] == NULL)
            return false;
    }
    const struct whatif_level *mixed = first_mixed(ward);
    if ((bits & WHATIF_MIXED) != 0 && mixed != NULL)
        f->set[f->n_set++] = mixed->set[0];
    return true;
}

static bool is_possible(const struct whatif_ward *ward, int bits)
{
    return ((bits & WHATIF_ROSTER) == 0 || ward->n_halves > 0) &&
           ((bits & WHATIF_MIXED) == 0 || first_mixed(ward) != NULL);
}

/* A frame that cannot be compiled is not there; its levels are counted as left out. */
static bool make_frame(struct whatif *w, struct whatif_ward *ward, int bits)
{
    struct whatif_frame *f = &ward->frames[bits];
    struct err e = {0};
    if (!is_possible(ward, bits))
        return true;
    if (!set_frame(w, ward, bits, f))
        return no_memory(w);
    f->plan =
        bits == 0 ? w->plan : whatif_compile(w, f->set, f->n_set, w->run.frame.home, NULL, &e);
    if (f->plan == NULL)
        return e.item[0].code != ERR_NOMEM || no_memory(w);
    bool is_made = bits == 0 || set_delta(w, f);
    if (is_made && (bits & WHATIF_ROSTER) != 0)
        is_made = set_words(w, ward, f);
    return is_made || no_memory(w);
}

/* ---- levels ---- */

/* Is the control there in the frame, and the level? */
static bool is_of_frame(const struct whatif_control *c, const struct whatif_level *l, int bits)
{
    if (c->kind == WHATIF_COUNTERS && (bits & WHATIF_ROSTER) != 0)
        return false;
    return c->kind != WHATIF_MODE || l->is_mixed == ((bits & WHATIF_MIXED) != 0);
}

static void add_level_sets(struct sets *s, const struct whatif_level *l)
{
    add_sets(s, l->set, l->n_set);
}

/* The block of the frame with the level's settings, in scratch; NULL when there is none of that
 * size. */
static const struct plan *with_level(struct whatif *w, const struct whatif_frame *f,
                                     const struct whatif_level *l, struct arena *scratch)
{
    struct sets s = {.n = 0};
    struct err e = {0};
    add_sets(&s, f->set, f->n_set);
    add_level_sets(&s, l);
    const struct plan *p = whatif_compile(w, s.set, s.n, scratch, NULL, &e);
    return p != NULL && p->bytes == f->plan->bytes ? p : NULL;
}

static bool make_patch(struct whatif *w, struct whatif_ward *ward, struct whatif_level *l, int bits,
                       bool *is_had)
{
    const struct whatif_frame *f = &ward->frames[bits];
    struct arena *scratch = arena_new(0);
    struct text t;
    if (scratch == NULL)
        return no_memory(w);
    const struct plan *p = with_level(w, f, l, scratch);
    text_init(&t, w->run.frame.home);
    *is_had = p != NULL;
    if (p != NULL)
        patch_overlay(f->plan, p, f->plan->bytes, &t);
    l->patch[bits] = bytes_of(&t);
    arena_free(scratch);
    return !t.failed || no_memory(w);
}

/* The patches of a level in all frames. It stays when it can be had in all of its frames and
 * differs from the scenario in one. */
static bool make_level(struct whatif *w, struct whatif_ward *ward, const struct whatif_control *c,
                       struct whatif_level *l, bool *stays)
{
    bool is_had = true, differs = l->is_mixed || l->n_set == 0;
    for (int bits = 0; bits < WHATIF_FRAMES && is_had; bits++) {
        if (!is_of_frame(c, l, bits) || ward->frames[bits].plan == NULL)
            continue;
        if (!make_patch(w, ward, l, bits, &is_had))
            return false;
        differs |= l->patch[bits].n > 0;
    }
    is_had &= !l->is_mixed || ward->frames[WHATIF_MIXED].plan != NULL;
    w->n_left_out += !is_had;
    *stays = is_had && differs;
    return true;
}

/* A control without any level beside what is now says nothing. */
static bool make_control(struct whatif *w, struct whatif_ward *ward, struct whatif_control *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_levels; i++) {
        bool stays;
        if (!make_level(w, ward, c, &c->levels[i], &stays))
            return false;
        if (i == c->base)
            c->base = n;
        else if (!stays)
            continue;
        c->levels[n++] = c->levels[i];
    }
    c->n_levels = n;
    return true;
}

/* ---- levels that have something to do with one another ---- */

static size_t place_of(const struct whatif_ward *ward, const char *id)
{
    size_t i = 0;
    while (i < ward->n_controls && strcmp(ward->controls[i].id, id) != 0)
        i++;
    return i;
}

/* What compiling both levels changes beside what each of them does. */
static bool join(struct whatif *w, const struct whatif_ward *ward, struct whatif_joint *joint,
                 int bits)
{
    const struct whatif_frame *f = &ward->frames[bits];
    const struct whatif_level *both[2];
    struct whatif_level sum = {.n_set = 0};
    struct arena *scratch = arena_new(0);
    struct text t;
    text_init(&t, w->run.frame.home);
    for (int k = 0; k < 2; k++) {
        both[k] = &ward->controls[joint->control[k]].levels[joint->level[k]];
        for (size_t i = 0; i < both[k]->n_set && sum.n_set < WHATIF_LEVEL_SETS; i++)
            sum.set[sum.n_set++] = both[k]->set[i];
    }
    const struct plan *p = scratch != NULL ? with_level(w, f, &sum, scratch) : NULL;
    char *block = p != NULL ? arena_take_array(scratch, char, p->bytes) : NULL;
    if (block != NULL) {
        memcpy(block, f->plan, p->bytes);
        for (int k = 0; k < 2; k++)
            BUG_IF(!patch_lay(block, p->bytes, both[k]->patch[bits].bytes, both[k]->patch[bits].n));
        patch_overlay(block, p, p->bytes, &t);
    }
    joint->patch[bits] = bytes_of(&t);
    arena_free(scratch);
    return !t.failed || no_memory(w);
}

static bool is_pair(const struct whatif_ward *ward, const struct whatif_joint *joint, int bits)
{
    for (int k = 0; k < 2; k++) {
        const struct whatif_control *c = &ward->controls[joint->control[k]];
        if (!is_of_frame(c, &c->levels[joint->level[k]], bits))
            return false;
    }
    return ward->frames[bits].plan != NULL;
}

/* All levels of one control with all of the other. */
static bool join_controls(struct whatif *w, struct whatif_ward *ward, size_t a, size_t b)
{
    size_t n_a = ward->controls[a].n_levels, n_b = ward->controls[b].n_levels;
    for (size_t k = 0; k < n_a * n_b && ward->n_joints < WHATIF_JOINTS_MAX; k++) {
        struct whatif_joint *joint = &ward->joints[ward->n_joints];
        bool differs = false;
        *joint = (struct whatif_joint){.control = {a, b}, .level = {k / n_b, k % n_b}};
        if (joint->level[0] == ward->controls[a].base || joint->level[1] == ward->controls[b].base)
            continue;
        for (int bits = 0; bits < WHATIF_FRAMES; bits++) {
            if (!is_pair(ward, joint, bits))
                continue;
            if (!join(w, ward, joint, bits))
                return false;
            differs |= joint->patch[bits].n > 0;
        }
        ward->n_joints += differs;
    }
    return true;
}

bool whatif_patches(struct whatif *w, struct whatif_ward *ward)
{
    size_t n = 0;
    for (int bits = 0; bits < WHATIF_FRAMES; bits++)
        if (!make_frame(w, ward, bits))
            return false;
    if (ward->frames[WHATIF_ROSTER].plan == NULL)
        ward->n_halves = 0; /* settings of single wards are there for the wards of Yokohama alone */
    for (size_t i = 0; i < ward->n_controls; i++) {
        if (!make_control(w, ward, &ward->controls[i]))
            return false;
        if (ward->controls[i].n_levels > 1)
            ward->controls[n++] = ward->controls[i];
    }
    ward->n_controls = n;
    /* Places of a Saturday follow from its slots and from the share that is booked. */
    size_t mode = place_of(ward, "mode"), slot = place_of(ward, "slot");
    return mode == n || slot == n || join_controls(w, ward, mode, slot);
}

/* ---- the proof ---- */

struct choice {
    int bits;
    size_t level[WHATIF_CONTROLS_MAX];
    int32_t counters[PLAN_HALF_HOURS];
};

/* A choice of samples, the same every time. */
static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static const struct whatif_level *chosen(const struct whatif_ward *ward, const struct choice *c,
                                         size_t i)
{
    return &ward->controls[i].levels[c->level[i]];
}

/* What the page does. */
static bool lay_all(const struct whatif_ward *ward, const struct choice *c, char *block)
{
    const struct whatif_frame *f = &ward->frames[c->bits];
    for (size_t i = 0; i < ward->n_controls; i++) {
        const struct whatif_level *l = chosen(ward, c, i);
        if (is_of_frame(&ward->controls[i], l, c->bits) &&
            !patch_lay(block, f->plan->bytes, l->patch[c->bits].bytes, l->patch[c->bits].n))
            return false;
    }
    for (size_t i = 0; i < ward->n_joints; i++) {
        const struct whatif_joint *joint = &ward->joints[i];
        if (c->level[joint->control[0]] == joint->level[0] &&
            c->level[joint->control[1]] == joint->level[1] &&
            !patch_lay(block, f->plan->bytes, joint->patch[c->bits].bytes, joint->patch[c->bits].n))
            return false;
    }
    for (size_t k = 0; (c->bits & WHATIF_ROSTER) != 0 && k < ward->n_halves; k++)
        for (size_t i = 0; i < f->n_words[k]; i++)
            memcpy(block + f->words[k][i], &c->counters[k], sizeof c->counters[k]);
    return true;
}

/* The settings that the page shows for it. */
static bool settings_of(const struct whatif_ward *ward, const struct choice *c, struct arena *home,
                        struct sets *s)
{
    if ((c->bits & WHATIF_ROSTER) != 0) {
        s->set[s->n] = whatif_roster(ward, c->counters, home);
        if (s->set[s->n++] == NULL)
            return false;
    }
    for (size_t i = 0; i < ward->n_controls; i++)
        if (is_of_frame(&ward->controls[i], chosen(ward, c, i), c->bits))
            add_level_sets(s, chosen(ward, c, i));
    return true;
}

static const char *name_of(const struct sets *s, struct arena *home)
{
    struct text t;
    text_init(&t, home);
    for (size_t i = 0; i < s->n; i++)
        text_addf(&t, "%s--set '%s'", i > 0 ? " " : "", s->set[i]);
    return text_get(&t);
}

static bool is_same(struct whatif *w, const struct whatif_ward *ward, const struct choice *c,
                    const char **what)
{
    const struct plan *base = ward->frames[c->bits].plan;
    struct arena *scratch = arena_new(0);
    struct sets s = {.n = 0};
    struct err e = {0};
    char *block = scratch != NULL ? arena_take_array(scratch, char, base->bytes) : NULL;
    bool same = false;
    if (block != NULL && settings_of(ward, c, scratch, &s)) {
        memcpy(block, base, base->bytes);
        const struct plan *p = whatif_compile(w, s.set, s.n, scratch, NULL, &e);
        same = lay_all(ward, c, block) && p != NULL && p->bytes == base->bytes &&
               memcmp(p, block, p->bytes) == 0;
    }
    if (!same)
        *what = name_of(&s, w->run.frame.home);
    arena_free(scratch);
    w->n_proved++;
    return same;
}

static bool has_levels(const struct whatif_control *c, int bits)
{
    for (size_t i = 0; i < c->n_levels; i++)
        if (is_of_frame(c, &c->levels[i], bits))
            return true;
    return false;
}

/* Any level that the control has in the frame, or the scenario's own where it has none. */
static size_t any_level(const struct whatif_control *c, int bits, uint32_t *state)
{
    size_t i = next_number(state) % c->n_levels;
    for (size_t k = 0; k < c->n_levels; k++, i = (i + 1) % c->n_levels)
        if (is_of_frame(c, &c->levels[i], bits) && (i != c->base || c->n_levels == 1))
            return i;
    return c->base;
}

/* As it is now in the frame. */
static struct choice plain_choice(const struct whatif_ward *ward, int bits)
{
    struct choice c = {.bits = bits};
    for (size_t i = 0; i < ward->n_controls; i++) {
        const struct whatif_control *control = &ward->controls[i];
        c.level[i] = control->base;
        for (size_t l = 0; (bits & WHATIF_MIXED) != 0 && l < control->n_levels; l++)
            if (control->levels[l].is_mixed && c.level[i] == control->base)
                c.level[i] = l;
    }
    for (size_t k = 0; k < ward->n_halves; k++)
        c.counters[k] = ward->halves[k].counters;
    return c;
}

static bool prove_frame(struct whatif *w, const struct whatif_ward *ward, int bits, uint32_t *state,
                        const char **what)
{
    for (size_t a = 0; a < ward->n_controls; a++)
        for (size_t b = 0; b < a; b++) {
            if (!has_levels(&ward->controls[a], bits) || !has_levels(&ward->controls[b], bits))
                continue;
            struct choice c = plain_choice(ward, bits);
            c.level[a] = any_level(&ward->controls[a], bits, state);
            c.level[b] = any_level(&ward->controls[b], bits, state);
            if (!is_same(w, ward, &c, what))
                return false;
        }
    for (int n = 0; n < SAMPLES; n++) {
        struct choice c = plain_choice(ward, bits);
        for (size_t i = 0; i < ward->n_controls; i++)
            if (has_levels(&ward->controls[i], bits))
                c.level[i] = any_level(&ward->controls[i], bits, state);
        for (size_t k = 0; k < ward->n_halves; k++)
            c.counters[k] = 1 + (int32_t)(next_number(state) % WHATIF_COUNTERS_MOST);
        if (!is_same(w, ward, &c, what))
            return false;
    }
    return true;
}

bool whatif_prove(struct whatif *w, const struct whatif_ward *ward, const char **what)
{
    uint32_t state = 1;
    for (int bits = 0; bits < WHATIF_FRAMES; bits++)
        if (ward->frames[bits].plan != NULL && !prove_frame(w, ward, bits, &state, what))
            return false;
    return true;
}

/* ---- what is stored ---- */

static bool tell(void *context, uint32_t done, uint32_t total)
{
    const struct whatif *w = context;
    (void)total;
    return progress_tell(w->progress, w->done + done, w->all);
}

static struct interval measured(const struct run *r, const char *name, size_t place, double *room)
{
    struct run_catalog all;
    size_t n = run_sample_room(r);
    struct run copy = *r;
    if (!run_ward_list(&copy, &all))
        return (struct interval){0};
    for (size_t i = 0; i < all.n_measures; i++)
        if (strcmp(all.measures[i].name, name) == 0) {
            struct sample s = run_ward_sample(r, i, place, room, room + n);
            return sample_interval(&s, 0.95);
        }
    return (struct interval){0};
}

static bool run_level(struct whatif *w, const struct whatif_ward *ward,
                      const struct whatif_level *l, struct arena *scratch,
                      struct whatif_stored *out)
{
    struct scenario_data *d;
    struct err *e = &w->run.frame.err;
    const struct plan *p = whatif_compile(w, l->set, l->n_set, scratch, &d, e);
    if (p == NULL)
        return false;
    struct run_ward own = {.data = *d, .plan = p};
    struct run r = {.frame = w->run.frame, .ward = &own, .sim = compile_model(p)};
    const struct replicate_order order = {.seed = w->run.seed,
                                          .replications = w->replications,
                                          .threads = run_threads(&w->run),
                                          .progress = tell,
                                          .progress_context = w};
    r.frame.home = scratch;
    if (!replicate_run(&r.sim, &order, scratch, &r.result, e))
        return false;
    w->done += w->replications;
    w->is_stopped = r.result.replications < w->replications;
    double *room = arena_take_array(scratch, double, 2 * run_sample_room(&r));
    if (room == NULL)
        return no_memory(w);
    size_t place = ((size_t)ward->site + 1) * (1 + ACCESS_COUNT);
    out->share = measured(&r, "share_within_target", place, room);
    out->p90 = measured(&r, "wait_p90", place, room);
    out->turned_away = measured(&r, "turned_away", place, room);
    return true;
}

bool whatif_store(struct whatif *w, struct whatif_ward *ward)
{
    for (size_t i = 0; i < ward->n_stored && !w->is_stopped; i++) {
        struct whatif_stored *s = &ward->stored[i];
        struct arena *scratch = arena_new(0);
        bool is_done = scratch != NULL
                           ? run_level(w, ward, &ward->controls[0].levels[s->level], scratch, s)
                           : no_memory(w);
        arena_free(scratch);
        if (!is_done)
            return false;
    }
    return true;
}
