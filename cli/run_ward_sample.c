/* Measures of wards by name, as the replications gave them. */
#include "cli/present/tables_make.h"
#include "cli/present/tables_make.h"
#include "cli/run_ward.h"
#include "models/ward/measures.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"

/* Of each site: both ways of coming, booked, without a booking. */
enum { WAYS = 1 + ACCESS_COUNT };

static const char *const access_names[WAYS] = {"all", "booked", "walk_in"};

const struct run_key run_ward_keys[RUN_WARD_KEYS] = {
    {"wait_p90", -1, 1, {"90 %", "90%点"}},
    {"share_within_target", 1, 1, {"in target", "目標内"}},
    {"turned_away", -1, 0, {"turned away", "断った"}},
    {"refused", -1, 0, {"no booking", "予約不可"}},
    {"lapsed", -1, 0, {"lapsed", "失効"}},
    {"wait_mean", -1, 2, {NULL, NULL}},
    {"lead_days_mean", -1, 2, {NULL, NULL}},
    {"left", -1, 0, {NULL, NULL}},
    {"phone_gave_up", -1, 0, {NULL, NULL}},
    {"early_end_days", -1, 1, {NULL, NULL}},
    {"overtime_mean", -1, 2, {NULL, NULL}},
    {"counter_hours", 0, 0, {NULL, NULL}},
    {"staff_cost", -1, 0, {NULL, NULL}},
};

static struct tables_source source_of(const struct run *r)
{
    return (struct tables_source){r->ward->plan, &r->ward->data, &r->result, "", r->frame.home,
                                  NULL};
}

static void list_places(const struct run *r, struct run_place *places)
{
    const struct scenario_ward_row *wards = r->ward->data.wards.items;
    const struct tables_source source = source_of(r);
    int32_t n = r->ward->plan->n_sites;
    for (int32_t k = 0; k <= n; k++)
        for (size_t way = 0; way < WAYS; way++) {
            int32_t site = k == 0 ? n : k - 1;
            *places++ = (struct run_place){
                .code = tables_site_code(&source, site),
                .name = tables_site_name(&source, site),
                .name_en =
                    k > 0 ? wards[site].name_en : (plan_is_one(r->ward->plan) ? "city" : "all"),
                .access = access_names[way],
            };
        }
}

bool run_ward_list(struct run *r, struct run_catalog *out)
{
    const struct measure *all = measures_all(&out->n_measures);
    out->n_places = ((size_t)r->ward->plan->n_sites + 1) * WAYS;
    struct run_measure *measures =
        arena_take_array(r->frame.home, struct run_measure, out->n_measures);
    struct run_place *places = arena_take_array(r->frame.home, struct run_place, out->n_places);
    if (measures == NULL || places == NULL)
        return false;
    for (size_t i = 0; i < out->n_measures; i++)
        measures[i] = (struct run_measure){all[i].name, all[i].name_ja, all[i].unit, all[i].digits};
    list_places(r, places);
    out->measures = measures;
    out->places = places;
    return true;
}

struct sample run_ward_sample(const struct run *r, size_t measure, size_t place, double *y,
                              double *x)
{
    size_t n;
    const struct measure *m = measures_all(&n) + measure;
    const struct tables_source source = source_of(r);
    int32_t site = place < WAYS ? r->ward->plan->n_sites : (int32_t)(place / WAYS) - 1;
    int32_t access = place % WAYS == 0 ? ACCESS_COUNT : (int32_t)(place % WAYS) - 1;
    bool has[ACCESS_COUNT];
    tables_find_access(r->ward->plan, site, has);
    if (!tables_is_meant(&source, m, site, access, has))
        return (struct sample){.kind = SAMPLE_MEAN};
    return tables_sample(&source, m, site, access, y, x);
}
