#include "models/ward/city.h"

#include <string.h>

#include "models/ward/appointment.h"
#include "models/ward/notice.h"
#include "models/ward/outage.h"
#include "models/ward/phone.h"
#include "models/ward/request.h"
#include "models/ward/ward.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { FIRST_CAPACITY = 1024, EVENTS_EXPECTED = 64 };

/* Longest row of shifts and of speeds of any day. */
static void longest(const struct plan *p, size_t *shifts, size_t *speeds)
{
    *shifts = *speeds = 1;
    for (int32_t d = 0; d < p->n_days; d++) {
        if (plan_date_at(p, d)->n_speeds > *speeds)
            *speeds = plan_date_at(p, d)->n_speeds;
        for (int32_t s = 0; s < p->n_sites; s++)
            if (plan_day_at(p, s, d)->n_shifts > *shifts)
                *shifts = plan_day_at(p, s, d)->n_shifts;
    }
}

/* From now on the world is that of the region. */
static void enter_region(struct city *c, int32_t region)
{
    c->region = plan_region_at(c->plan, region);
    c->region_index = region;
    c->first = c->region->first;
    c->end = c->first + c->region->n_sites;
    c->pool.n_lists = (uint32_t)(c->region->n_sites * c->plan->n_days);
    c->ledger.classes = (uint32_t)(c->region->n_sites * USE_COUNT);
}

static bool fill_city(struct city *c)
{
    const struct plan *p = c->plan;
    size_t shifts, speeds;
    longest(p, &shifts, &speeds);
    c->agenda = sim_agenda_new(c->home, EVENTS_EXPECTED);
    if (c->agenda == NULL)
        return false;
    c->counter = counter_new(c->home, &p->rules, c->agenda, 0);
    c->shifts = arena_take_array(c->home, struct counter_shift, shifts);
    c->speeds = arena_take_array(c->home, struct speed, speeds + OUTAGE_SPEEDS);
    c->ward_factor = arena_take_array(c->home, double, (size_t)p->n_sites);
    c->choices =
        arena_take_array(c->home, struct plan_choices, (size_t)p->most_sites * CITY_CHOICES);
    appointment_init(c);
    return c->counter != NULL && c->shifts != NULL && c->speeds != NULL && c->ward_factor != NULL &&
           c->choices != NULL && person_init(&c->pool, p, c->home) &&
           tally_init(&c->tally, p, c->home) &&
           ledger_init(&c->ledger, c->home, (uint32_t)(p->most_sites * USE_COUNT)) &&
           city_day_reserve(c, FIRST_CAPACITY) && request_init(c) && phone_init(c);
}

void *city_new(const void *plan, struct arena *home, struct err *e)
{
    struct city *c = arena_take_array(home, struct city, 1);
    if (c != NULL) {
        c->plan = plan;
        c->home = home;
        if (fill_city(c)) {
            enter_region(c, 0);
            return c;
        }
    }
    err_add(e, ERR_NOMEM, SRC_NOWHERE, "world");
    return NULL;
}

void city_listen(struct city *c, journey_ear *ear, void *context)
{
    c->ear = ear;
    c->ear_context = context;
}

void city_tell_ear(const struct city *c, enum journey_step step, int64_t at_us, int32_t site,
                   const struct person *person, int64_t value)
{
    c->ear(c->ear_context, &(struct journey_event){.at_us = at_us,
                                                   .value = value,
                                                   .who = person->who,
                                                   .address = person->address,
                                                   .home = person->home,
                                                   .site = (uint16_t)site,
                                                   .use = person->use,
                                                   .step = (uint8_t)step});
}

int32_t city_site_drawn(const struct city *c, int32_t home, uint32_t address, uint32_t who,
                        uint32_t flags)
{
    const struct plan_centre *centre = plan_centre_of(c->plan, home);
    struct sim_pair u = person_draw(city_nature_seed(c, flags), plan_code(c->plan, home), address,
                                    ROLE_CENTRE, who, 0);
    return u.u[0] < centre->share ? centre->site : home;
}

/* All arrays for n entries; false when one of them could not be had. */
static bool take_day(struct arena *home, uint32_t n, struct city_day *d)
{
    d->capacity = n;
    d->comers = arena_take_array(home, struct city_comer, n);
    d->sorted = arena_take_array(home, struct visit, n);
    d->sorted_use = arena_take_array(home, uint8_t, n);
    d->sorted_kind = arena_take_array(home, uint8_t, n);
    d->sorted_who = arena_take_array(home, uint32_t, n);
    d->keys = arena_take_array(home, uint64_t, n);
    d->scratch = arena_take_array(home, uint64_t, n);
    d->chosen = arena_take_array(home, uint32_t, n);
    d->done = arena_take_array(home, uint32_t, n);
    d->address_of = arena_take_array(home, struct sim_address, n);
    d->drawn = arena_take_array(home, struct sim_pair, n);
    d->values = arena_take_array(home, double, n);
    const void *all[] = {d->comers,     d->sorted,     d->sorted_use, d->sorted_kind,
                         d->sorted_who, d->keys,       d->scratch,    d->chosen,
                         d->done,       d->address_of, d->drawn,      d->values};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i] == NULL)
            return false;
    return true;
}

bool city_day_reserve(struct city *c, uint32_t n)
{
    const struct city_day *old = &c->day;
    if (n <= old->capacity)
        return true;
    struct city_day d = {.n = old->n,
                         .n_comers = old->n_comers,
                         .untouched = old->untouched,
                         .n_untouched = old->n_untouched};
    if (!take_day(c->home, old->capacity * 2 > n ? old->capacity * 2 : n, &d))
        return false;
    for (uint32_t i = 0; i < d.n_comers; i++) {
        d.comers[i] = old->comers[i];
        d.keys[i] = old->keys[i];
        d.done[i] = old->done[i];
    }
    memcpy(d.booked_work_us, old->booked_work_us, sizeof d.booked_work_us);
    c->day = d;
    return true;
}

void city_tell_lapse(const struct city *c, const struct person *person, int32_t until)
{
    if (until > person->expiry_day && person->expiry_day <= c->plan->last_report)
        city_tell(c, JOURNEY_LAPSED, city_midnight(c, person->expiry_day + 1), person->home, person,
                  0);
}

void city_lapse(struct city *c, const struct person *person, int32_t until)
{
    if (person->address != PERSON_HOLDERS)
        return;
    if (c->ear != NULL)
        city_tell_lapse(c, person, until);
    notice_count_lapse(c, person->home, person->expiry_day, until,
                       (enum person_cause)person->cause);
}

void city_forget(struct city *c, uint32_t id)
{
    city_lapse(c, &c->pool.people[id], INT32_MAX);
    person_drop(&c->pool, id);
}

void city_lose(struct city *c, int32_t site, int32_t day, uint32_t id)
{
    const struct person *person = &c->pool.people[id];
    city_tell(c, JOURNEY_LOST, city_midnight(c, day), site, person, 0);
    if (person->address == PERSON_HOLDERS)
        tally_add_site(&c->tally, person->home, TALLY_LOST, 1);
    city_lapse(c, person, INT32_MAX);
    person_drop(&c->pool, id);
}

static void simulate_day(struct city *c, int32_t day)
{
    const struct plan *p = c->plan;
    tally_day_begin(&c->tally, day);
    notice_mail(c, day);
    if (day < p->first_counter)
        return;
    ward_draw_factors(c, day);
    appointment_open_pages(c, day);
    appointment_announce(c, day);
    appointment_look(c, day);
    for (int32_t site = c->first; site < c->end && !c->failed; site++)
        if (plan_day_at(p, site, day)->open_s >= 0)
            ward_day(c, site, day);
    request_day(c, day);
    tally_day_end(&c->tally, day);
}

/* Who is still there after the last day: appointments to come, holders who will act. */
struct remainder {
    int64_t people, booked;
};

static struct remainder count_list(struct city *c, uint32_t list)
{
    struct remainder r = {0};
    struct person_walk walk = person_walk_of(&c->pool, list);
    uint32_t id;
    while ((id = person_step(&c->pool, &walk)) != PERSON_NONE) {
        const struct person *person = &c->pool.people[id];
        r.people++;
        r.booked += person->is_booked;
        city_lapse(c, person, INT32_MAX);
    }
    return r;
}

/* The laws of conservation, over the whole run; in release, too. */
static void check_site(const struct city *c, int32_t site, int64_t pending)
{
    const struct tally *t = &c->tally;
    for (int a = 0; a < ACCESS_COUNT; a++)
        BUG_IF(tally_whole(t, site, a, TALLY_ARRIVALS) !=
               tally_whole(t, site, a, TALLY_SERVED) + tally_whole(t, site, a, TALLY_TURNED_AWAY) +
                   tally_whole(t, site, a, TALLY_REFUSED) + tally_whole(t, site, a, TALLY_BALKED) +
                   tally_whole(t, site, a, TALLY_LEFT));
    BUG_IF(tally_whole(t, site, ACCESS_BOOKED, TALLY_BOOKED) !=
           tally_whole(t, site, ACCESS_BOOKED, TALLY_CAME) +
               tally_whole(t, site, ACCESS_BOOKED, TALLY_NO_SHOW) +
               tally_whole(t, site, ACCESS_BOOKED, TALLY_CANCELLED) +
               tally_whole(t, site, ACCESS_BOOKED, TALLY_GIVEN_BACK) + pending);
    BUG_IF(tally_whole(t, site, ACCESS_BOOKED, TALLY_CAME) !=
           tally_whole(t, site, ACCESS_BOOKED, TALLY_ARRIVALS));
}

static void close_books(struct city *c)
{
    const struct plan *p = c->plan;
    int64_t people = 0;
    for (int32_t site = c->first; site < c->end; site++) {
        int64_t booked = 0;
        for (int32_t day = p->last_report + 1; day < p->n_days; day++) {
            struct remainder acts = count_list(c, c->pool.acts[city_list(c, site, day)]);
            struct remainder come = count_list(c, c->pool.visits[city_list(c, site, day)]);
            people += acts.people + come.people;
            booked += acts.booked + come.booked;
        }
        check_site(c, site, booked);
    }
    BUG_IF(people != c->pool.alive);
}

/* From this midnight on everybody draws with the seed. */
static void end_past(struct city *c, struct sim_seed seed)
{
    for (uint32_t i = 0; c->plan->ahead.past_end > 0 && i < c->pool.used; i++)
        c->pool.people[i].flags |= PERSON_PAST;
    c->seed = seed;
}

bool city_replicate(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                    struct sim_outcome *out, struct err *e)
{
    struct city *c = world;
    BUG_IF(region >= (uint32_t)c->plan->n_regions);
    enter_region(c, (int32_t)region);
    const struct plan_ahead *ahead = &c->plan->ahead;
    const struct sim_seed present = {seed, replication};
    c->past = (struct sim_seed){ahead->past_seed, ahead->past_replication};
    c->seed = ahead->past_end > 0 ? c->past : present;
    c->failed = false;
    c->acted_before = 0;
    memset(c->choices, 0, (size_t)c->plan->most_sites * CITY_CHOICES * sizeof *c->choices);
    person_clear(&c->pool);
    ledger_clear(&c->ledger);
    tally_begin(&c->tally, out, replication, c->region_index);
    for (int32_t day = 0; day <= c->plan->last_report && !c->failed; day++) {
        if (day == ahead->past_end)
            end_past(c, present);
        simulate_day(c, day);
    }
    if (c->failed || c->pool.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "people");
    notice_count_unmailed(c);
    close_books(c);
    tally_end(&c->tally);
    return true;
}

struct sim_model city_model(const struct plan *p)
{
    struct tally_layout l = tally_layout_of(p);
    return (struct sim_model){
        .plan = p,
        .record_words = l.record_words,
        .sum_words = l.sum_words,
        .bin_words = l.bin_words,
        .regions = (uint32_t)p->n_regions,
        .new_world = city_new,
        .replicate = city_replicate,
    };
}
