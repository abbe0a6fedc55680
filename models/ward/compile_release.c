/* Places for bookings that a ward writes slot by slot. */
#include "models/ward/compile_parts.h"
#include "sim/base/arena.h"

/* Is the step for that use on that kind of day, and for the month (0: any)? */
static bool is_for(const struct scenario_release *step, int32_t use, int32_t kind, int32_t month)
{
    bool is_month =
        month == 0 ? step->month == 0 : step->month != 0 && civil_month_index(step->month) == month;
    return is_month && step->use == use && step->day == kind;
}

/* The month whose steps hold on the day: its own, 0 for those of every month; false when there
 * are none. */
static bool find_month(const struct scenario_ward *own, int32_t use, int32_t kind, int32_t *month)
{
    const struct scenario_release *steps = own->release.items;
    bool is_any = false;
    for (size_t i = 0; i < own->release.count; i++) {
        if (is_for(&steps[i], use, kind, *month))
            return true;
        is_any |= is_for(&steps[i], use, kind, 0);
    }
    *month = 0;
    return is_any;
}

/* Of the steps up to a time of day, the latest; of equals the last one written. */
static int32_t places_at(const struct scenario_ward *own, int32_t use, int32_t kind, int32_t month,
                         int32_t second)
{
    const struct scenario_release *steps = own->release.items;
    int32_t places = 0, latest = -1;
    for (size_t i = 0; i < own->release.count; i++) {
        if (!is_for(&steps[i], use, kind, month) || steps[i].from > second ||
            steps[i].from < latest)
            continue;
        latest = steps[i].from;
        places = steps[i].places;
    }
    return places;
}

static void release_day(struct compile *c, const struct scenario_ward *own, int32_t site,
                        int32_t day, int32_t use)
{
    const struct plan_day *at = compile_day(c, site, day);
    size_t where = (size_t)(use * c->plan.n_sites + site) * (size_t)c->plan.n_days + (size_t)day;
    int32_t kind = c->dates[day].weekday >= CIVIL_SAT, sum = 0;
    int32_t month = civil_month_index(c->plan.base_day + day);
    if (at->booked_open_s < 0 || !find_month(own, use, kind, &month))
        return;
    int32_t slots = plan_slots(&c->plan, at);
    struct plan_release *release = &c->releases[c->plan.n_releases++];
    *release = (struct plan_release){{0}};
    for (int32_t slot = 0; slot < slots && slot < PLAN_SLOTS; slot++) {
        int32_t places = places_at(own, use, kind, month, plan_slot_second(&c->plan, at, slot));
        release->places[slot] = (uint16_t)places;
        sum += places;
    }
    c->places[where] = (int16_t)(sum < INT16_MAX ? sum : INT16_MAX);
    c->released[where] = (uint32_t)c->plan.n_releases;
}

static const struct scenario_ward *released_by(const struct compile *c, int32_t site)
{
    const struct scenario_ward *own = compile_centre(c, site) == NULL ? compile_own(c, site) : NULL;
    return own != NULL && own->release.count > 0 ? own : NULL;
}

bool compile_release(struct compile *c)
{
    size_t days = (size_t)c->plan.n_days, sites = 0;
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        sites += released_by(c, site) != NULL;
    if (sites == 0)
        return true;
    c->releases = arena_take_array(c->home, struct plan_release, sites * days * USE_COUNT);
    c->released = arena_take_array(c->home, uint32_t, (size_t)c->plan.n_sites * days * USE_COUNT);
    if (c->releases == NULL || c->released == NULL)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "release");
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        for (int32_t day = c->plan.first_counter;
             released_by(c, site) != NULL && day < c->plan.n_days; day++)
            for (int32_t use = 0; use < USE_COUNT; use++)
                release_day(c, released_by(c, site), site, day, use);
    return true;
}
