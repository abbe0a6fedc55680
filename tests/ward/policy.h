/* policy.h - what an office can decide, added to the small city of fixture.h before it is
 * compiled: modes by date, a joint centre, evening hours, a phone line.
 */
#ifndef TESTS_WARD_POLICY_H
#define TESTS_WARD_POLICY_H

#include "tests/ward/fixture.h"

enum { POLICY_CENTRE = SMALL_SITES }; /* site of the joint centre */

/* Room for one more item of the list. */
static inline void *policy_add(struct small *w, struct bind_list *list, size_t size)
{
    char *items = arena_take(w->home, list->count + 1, size);
    assert_non_null(items);
    if (list->count > 0)
        memcpy(items, list->items, list->count * size);
    list->items = items;
    return items + list->count++ * size;
}

/* From a date on (0 = always) the use (0 = all) is taken in that way. */
static inline void policy_mode(struct small *w, const char *ward, int32_t use, civil_day from,
                               enum scenario_way mode)
{
    struct scenario_change *row = policy_add(w, &w->d.s.modes, sizeof *row);
    *row = (struct scenario_change){ward, use, from, (int32_t)mode, 0.7};
}

/* Open from a date on, Monday, Tuesday and Friday to Sunday, with plenty of everything. */
static inline struct scenario_centre *policy_centre(struct small *w, const char *wards,
                                                    civil_day from, double share)
{
    static int32_t days[] = {1, 2, 5, 6, 7};
    struct scenario_centre *centre = policy_add(w, &w->d.s.centres, sizeof *centre);
    *centre = (struct scenario_centre){
        .name = "joint",
        .wards = wards,
        .uses = "renewal handover",
        .from = from,
        .share = share,
        .days = {days, COUNT_OF(days)},
        .weekday = {11 * 3600 + 1800, 19 * 3600 + 900},
        .weekend = {9 * 3600, 16 * 3600 + 2700},
        .counters = 20,
        .places = {400, 400},
    };
    return centre;
}

/* Once all centres are there: makes them sites. */
static inline void policy_open_centres(struct small *w)
{
    assert_true(scenario_add_centres(&w->d, w->home, &w->e));
}

/* Tuesdays until 19:00, when that share of the day's people comes after 17:00. */
static inline void policy_evening(struct small *w, double share)
{
    static int32_t days[] = {2};
    w->d.s.calendar.evening.days = (struct bind_list){days, 1};
    w->d.s.calendar.evening.close = 19 * 3600;
    w->d.s.calendar.evening.share = share;
}

static inline void policy_agents(struct small *w, int32_t day, int32_t from, int32_t agents)
{
    struct scenario_agents *row = policy_add(w, &w->d.agents, sizeof *row);
    *row = (struct scenario_agents){.day = day, .from = from, .agents = agents};
}

/* A line with so many agents all day, any number of trunks, calls of 6 minutes and patience
 * of 4 on average, both exponential, at most 6 calls a day and 7 days; the given share of people
 * uses it. */
static inline void policy_phone(struct small *w, int32_t agents, double share)
{
    struct scenario *s = &w->d.s;
    s->phone.agents = "agents.csv";
    s->phone.weekday = (struct scenario_hours){8 * 3600 + 1800, 20 * 3600};
    s->phone.other = (struct scenario_hours){9 * 3600, 17 * 3600 + 1800};
    s->phone.share = share;
    s->phone.handle = (struct scenario_service){FAMILY_EXPONENTIAL, small_minutes(6), 1};
    s->phone.patience = (struct scenario_service){FAMILY_EXPONENTIAL, small_minutes(4), 1};
    s->phone.redial.share = 0.6;
    s->phone.redial.tomorrow = 0.85;
    s->phone.redial.delay = small_minutes(15);
    s->phone.redial.attempts = 6;
    s->phone.redial.days = 7;
    w->d.agents.count = 0;
    policy_agents(w, 0, s->phone.weekday.open, agents);
    policy_agents(w, 1, s->phone.other.open, agents);
}

#endif
