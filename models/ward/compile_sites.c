/* Sites: the wards and the joint centres, who goes where, and what is booked when. */
#include <math.h>
#include <string.h>

#include "models/ward/city.h"
#include "models/ward/compile_parts.h"
#include "sim/base/arena.h"

const struct scenario_centre *compile_centre(const struct compile *c, int32_t site)
{
    int32_t centre = compile_ward(c, site)->centre;
    const struct scenario_centre *all = c->d->s.centres.items;
    return centre == 0 ? NULL : &all[centre - 1];
}

/* A ward's number in random addresses is its code without the check digit, below 2^16, so
 * that adding a ward renumbers nobody. */
static uint32_t code_of(const struct scenario_ward_row *row)
{
    uint32_t n = 0;
    for (const char *p = row->code; *p >= '0' && *p <= '9'; p++)
        n = n * 10 + (uint32_t)(*p - '0');
    return n / 10 & 0xFFFF;
}

bool compile_is_listed(const struct compile *c, const char *list, const char *ward)
{
    char written[64];
    const char *nearest = NULL;
    for (const char *at = list;
         at != NULL && (at = scenario_next_name(at, written, sizeof written));) {
        const char *name = scenario_ward_name(written, &nearest, c->d);
        if (strcmp(written, "全区") == 0 || (name != NULL && strcmp(name, ward) == 0))
            return true;
    }
    return list == NULL;
}

static bool is_word_in(const char *list, const char *wanted)
{
    char word[64];
    for (const char *at = list; (at = scenario_next_name(at, word, sizeof word));)
        if (strcmp(word, wanted) == 0)
            return true;
    return false;
}

static uint32_t uses_of(const struct scenario_centre *centre)
{
    return (is_word_in(centre->uses, "renewal") ? UINT32_C(1) << USE_RENEWAL : 0) |
           (is_word_in(centre->uses, "handover") ? UINT32_C(1) << USE_HANDOVER : 0);
}

static int32_t site_of_centre(const struct compile *c, int32_t centre)
{
    int32_t site = 0;
    while (compile_ward(c, site)->centre != centre + 1)
        site++;
    return site;
}

/* The first centre that names the ward serves it. */
static struct plan_centre centre_for(const struct compile *c, int32_t ward)
{
    const struct scenario_centre *all = c->d->s.centres.items;
    bool is_ward = compile_ward(c, ward)->centre == 0;
    for (int32_t i = 0; is_ward && i < c->d->n_centres; i++) {
        if (!compile_is_listed(c, all[i].wards, compile_ward(c, ward)->name))
            continue;
        int32_t from = all[i].from - c->plan.base_day;
        return (struct plan_centre){.site = site_of_centre(c, i),
                                    .from = from > 0 ? from : 0,
                                    .share = all[i].share,
                                    .uses = uses_of(&all[i])};
    }
    return (struct plan_centre){.site = PLAN_NO_DAY};
}

static const char *region_of(const struct compile *c, int32_t site)
{
    const char *name = compile_ward(c, site)->region;
    return name != NULL ? name : "";
}

const char *compile_region_name(const struct compile *c, int32_t region)
{
    return region_of(c, c->regions[region].first);
}

/* The random address of what the sites of a region share: of the one without a name the city's,
 * else the least site number in it with a population that no site has. So it is the same
 * whatever other regions there are, and in whatever order. */
static void name_region(const struct compile *c, struct plan_region *r)
{
    r->code = CITY_CODE;
    if (region_of(c, r->first)[0] == '\0')
        return;
    r->population = PERSON_REGION;
    for (int32_t s = r->first; s < r->first + r->n_sites; s++)
        if (compile_centre(c, s) == NULL && c->code[s] < r->code)
            r->code = c->code[s];
}

/* Sites of a region stand together: another name is another region. */
static bool make_regions(struct compile *c)
{
    struct plan *p = &c->plan;
    c->regions = arena_take_array(c->home, struct plan_region, (size_t)p->n_sites);
    if (c->regions == NULL)
        return false;
    for (int32_t s = 0; s < p->n_sites; s++) {
        if (s == 0 || strcmp(region_of(c, s), region_of(c, s - 1)) != 0)
            c->regions[p->n_regions++].first = s;
        struct plan_region *r = &c->regions[p->n_regions - 1];
        r->n_sites++;
        r->share += c->share[s];
        p->most_sites = r->n_sites > p->most_sites ? r->n_sites : p->most_sites;
    }
    for (int32_t i = 0; i < p->n_regions; i++)
        name_region(c, &c->regions[i]);
    if (p->n_regions == 1)
        c->regions[0].share = 1; /* exactly */
    return true;
}

bool compile_sites(struct compile *c)
{
    size_t sites = (size_t)c->plan.n_sites;
    c->share = arena_take_array(c->home, double, sites);
    c->code = arena_take_array(c->home, uint32_t, sites);
    c->centres = arena_take_array(c->home, struct plan_centre, sites);
    if (c->share == NULL || c->code == NULL || c->centres == NULL)
        return false;
    double people = 0;
    for (int32_t s = 0; s < c->plan.n_sites; s++)
        people += compile_ward(c, s)->population;
    for (int32_t s = 0; s < c->plan.n_sites; s++) {
        c->share[s] = compile_ward(c, s)->population / people;
        c->code[s] = compile_centre(c, s) == NULL ? code_of(compile_ward(c, s)) : 0;
        c->centres[s] = centre_for(c, s);
    }
    return make_regions(c);
}

/* Booked where the use follows the ward and the ward takes bookings. */
static int32_t booked_by_table(const struct compile *c, int32_t use, int32_t site)
{
    const struct scenario_ward *own = compile_own(c, site);
    bool is_booking = compile_ward(c, site)->mode == 0;
    if (own != NULL && own->mode != WARD_AS_TABLE)
        is_booking = own->mode == WARD_BOOKING;
    return compile_use(&c->d->s, use)->mode == MODE_BY_WARD && is_booking ? PLAN_REQUIRED
                                                                          : PLAN_WALK_IN;
}

/* Does the row speak of the use? All of them are those that can be booked. */
static bool is_meant(const struct scenario_change *row, int32_t use)
{
    return row->use == 0 ? use == USE_RENEWAL || use == USE_HANDOVER : row->use == 1 + use;
}

static uint8_t percent_of(const struct scenario_change *row)
{
    static const uint8_t whole[] = {[WAY_REQUIRED] = PLAN_REQUIRED, [WAY_NONE] = PLAN_WALK_IN};
    return row->mode == WAY_MIXED ? (uint8_t)lround(row->booked * 100) : whole[row->mode];
}

static uint8_t *booked_row(const struct compile *c, int32_t use, int32_t site)
{
    size_t row = (size_t)use * (size_t)c->plan.n_sites + (size_t)site;
    return c->booked + row * (size_t)c->plan.n_days;
}

static void apply_changes(const struct compile *c, int32_t use, int32_t site)
{
    const struct scenario_change *rows = c->d->s.modes.items;
    for (size_t i = 0; i < c->d->s.modes.count; i++) {
        bool is_here = strcmp(rows[i].ward, "全区") == 0 ||
                       strcmp(rows[i].ward, compile_ward(c, site)->name) == 0;
        int32_t from = rows[i].from - c->plan.base_day;
        if (!is_here || !is_meant(&rows[i], use))
            continue;
        for (int32_t day = from > 0 ? from : 0; day < c->plan.n_days; day++)
            booked_row(c, use, site)[day] = percent_of(&rows[i]);
    }
}

bool compile_modes(struct compile *c)
{
    size_t site_days = (size_t)c->plan.n_sites * (size_t)c->plan.n_days;
    c->booked = arena_take_array(c->home, uint8_t, USE_COUNT * site_days);
    if (c->booked == NULL)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "modes");
    for (int32_t use = 0; use < USE_COUNT; use++)
        for (int32_t site = 0; site < c->plan.n_sites; site++) {
            const struct scenario_centre *centre = compile_centre(c, site);
            int32_t percent = centre == NULL ? booked_by_table(c, use, site) : PLAN_REQUIRED;
            memset(booked_row(c, use, site), percent, (size_t)c->plan.n_days);
            if (centre == NULL)
                apply_changes(c, use, site);
        }
    return true;
}
