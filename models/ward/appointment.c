#include "models/ward/appointment.h"

#include "models/ward/city.h"
#include "models/ward/page.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"

static uint32_t class_of(const struct city *c, int32_t site, int32_t use)
{
    return (uint32_t)((site - c->first) * USE_COUNT + use);
}

/* The instant of an appointment. */
static int64_t slot_us(const struct city *c, int32_t site, const struct person *person)
{
    const struct plan_day *at = plan_day_at(c->plan, site, person->visit_day);
    return city_midnight(c, person->visit_day) +
           (int64_t)plan_slot_second(c->plan, at, person->slot) * 1000000;
}

/* Of a use that is not booked on the day, too: it has no places, whatever the page held before. */
static void open_page(struct city *c, int32_t site, int32_t day)
{
    for (int32_t use = 0; use < USE_COUNT; use++)
        if (plan_booked(c->plan, use, site, day) > PLAN_WALK_IN)
            page_open(&c->ledger, class_of(c, site, use), c->plan, use, site, day);
        else
            ledger_open(&c->ledger, class_of(c, site, use), day, 1, 0);
}

void appointment_init(struct city *c)
{
    for (int32_t wanted = 0; wanted < LEDGER_SLOTS; wanted++)
        c->near[wanted] = ledger_window(wanted, c->plan->booking.tolerance_slots);
}

void appointment_open_pages(struct city *c, int32_t day)
{
    const struct plan *p = c->plan;
    int32_t last = day + p->booking.horizon_days;
    int32_t first = day == p->first_counter ? day + 1 : last;
    for (int32_t d = first; d <= last && d < p->n_days; d++)
        for (int32_t site = c->first; site < c->end; site++)
            open_page(c, site, d);
}

/* The office takes an appointment back. */
static void take_back(struct city *c, int32_t site, int32_t today, struct person *person)
{
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_CANCELLED, 1);
    city_tell(c, JOURNEY_CANCELLED, city_midnight(c, today), site, person,
              c->plan->base_day + person->visit_day);
    city_hinder(person, today, CAUSE_MISSED);
    person->appointments++;
    person->is_booked = 0;
}

/* Somebody of the list of a day that was announced to be closed, or reserved-only. */
static void cancel_one(struct city *c, int32_t site, int32_t today, bool is_closed, uint32_t *list,
                       uint32_t id)
{
    struct person *person = &c->pool.people[id];
    if (person->is_booked && !is_closed) {
        person_push(&c->pool, list, id);
        return;
    }
    if (person->is_booked)
        take_back(c, site, today, person);
    city_will_act(c, site, today, id);
}

/* A closed day loses everybody; a reserved-only day keeps the booked. Whoever has to decide
 * anew does so today. */
static void cancel_day(struct city *c, int32_t site, int32_t today, int32_t day)
{
    bool is_closed = plan_day_at(c->plan, site, day)->open_s < 0;
    uint32_t *list = &c->pool.visits[city_list(c, site, day)];
    struct person_walk walk = person_take_list(&c->pool, list);
    uint32_t ids[PERSON_SOME], n;
    while ((n = person_some(&c->pool, &walk, ids)) > 0) {
        for (uint32_t i = 0; i < n; i++)
            cancel_one(c, site, today, is_closed, list, ids[i]);
    }
}

void appointment_announce(struct city *c, int32_t day)
{
    const struct plan *p = c->plan;
    if (!plan_date_at(p, day)->announced)
        return;
    for (int32_t site = c->first; site < c->end; site++)
        for (int32_t d = day; d < p->n_days; d++)
            if (plan_day_at(p, site, d)->plan_until == day)
                cancel_day(c, site, day, d);
}

struct sim_address appointment_wish_address(const struct city *c, const struct person *person)
{
    return city_address(c, person, ROLE_WISH, person_attempt(person));
}

int64_t appointment_late_us(const struct city *c)
{
    return (int64_t)c->plan->booking.cutoff_s * 1000000;
}

struct appointment_wish appointment_think(const struct city *c, int32_t site, int32_t today,
                                          int64_t now_us, struct sim_pair u)
{
    const struct plan *p = c->plan;
    struct appointment_wish w = {.first = today + 1 + (now_us >= appointment_late_us(c))};
    w.day = city_choose_day(c, site, today, w.first, p->booking.wish_days, u.u[0]);
    if (w.day != PLAN_NO_DAY)
        w.second = plan_wish_second(p, plan_day_at(p, site, w.day), u.u[1]);
    return w;
}

void appointment_think_some(const struct city *c, int32_t site, int32_t today, bool is_late,
                            uint32_t n, const double *day, const double *second,
                            struct appointment_wish *wish)
{
    const struct plan *p = c->plan;
    const struct plan_day *days = plan_day_at(p, site, 0);
    int32_t first = today + 1 + is_late, chosen[APPOINTMENT_SOME];
    const struct plan_choices *choices = city_choices(c, site, today, first, p->booking.wish_days);
    bool has_choice = choices->n > 0;
    BUG_IF(n > APPOINTMENT_SOME);
    for (uint32_t i = 0; has_choice && i < n; i += PLAN_CHOOSERS)
        plan_choose_some(choices, day + i, chosen + i);
    for (uint32_t i = 0; has_choice && i < n; i++)
        wish[i] = (struct appointment_wish){first, chosen[i],
                                            plan_wish_second(p, &days[chosen[i]], second[i])};
    for (uint32_t i = 0; !has_choice && i < n; i++)
        wish[i] = (struct appointment_wish){first, PLAN_NO_DAY, 0};
}

void appointment_expect(const struct city *c, int32_t site, int32_t today)
{
    const struct plan_choices *choices =
        city_choices(c, site, today, today + 1, c->plan->booking.wish_days);
    const uint32_t *lists = c->pool.visits + city_list(c, site, 0);
    for (int32_t k = 0; k < choices->n; k++)
        person_prefetch_list(&c->pool, lists[choices->day[k]]);
    for (int32_t use = 0; use < USE_COUNT; use++) {
        if (plan_booked(c->plan, use, site, today) == PLAN_WALK_IN)
            continue;
        for (int32_t k = 0; k < choices->n; k++)
            ledger_prefetch(&c->ledger, class_of(c, site, use), choices->day[k]);
    }
}

/* The last day that may be booked. */
static int32_t last_day(const struct city *c, int32_t today)
{
    int32_t last = today + c->plan->booking.horizon_days;
    return last < c->plan->n_days ? last : c->plan->n_days - 1;
}

/* May a place be taken on the day, as it is announced today? */
static bool may_book(const struct plan_day *at, int32_t today)
{
    return at->booked_open_s >= 0 && plan_is_open(at, today);
}

/* A day's page in the ledger, the day, and the slot. */
struct place {
    size_t page;
    int32_t day, slot;
};

/* The first acceptable slot: near the wished time from the wished day on, within the
 * patience. */
static bool find_near(const struct city *c, int32_t site, int32_t today, uint32_t class,
                      const struct appointment_wish *w, struct place *found)
{
    const struct plan *p = c->plan;
    const struct plan_day *days = plan_day_at(p, site, 0);
    const uint64_t *row = ledger_row(&c->ledger, class);
    int32_t last = last_day(c, today);
    for (int32_t d = w->day, looked = 0; d <= last && looked < p->booking.patience_days; d++) {
        if (!may_book(&days[d], today))
            continue;
        looked++;
        uint64_t free = ledger_free(row, d);
        if (free == 0)
            continue;
        int32_t wanted = plan_slot_at(p, &days[d], w->second);
        free &= c->near[wanted];
        if (free == 0)
            continue;
        *found = (struct place){ledger_page(&c->ledger, class, d), d, ledger_nearest(free, wanted)};
        return true;
    }
    return false;
}

/* The first free slot at all. Hardly ever wanted, and kept out of the way of those who find one
 * near. */
NOINLINE static bool find_any(const struct city *c, int32_t site, int32_t today, uint32_t class,
                              const struct appointment_wish *w, struct place *found)
{
    const struct plan_day *days = plan_day_at(c->plan, site, 0);
    for (int32_t d = w->first, last = last_day(c, today); d <= last; d++) {
        if (!plan_is_open(&days[d], today))
            continue;
        int32_t slot = ledger_first(&c->ledger, class, d);
        if (slot == LEDGER_NONE)
            continue;
        *found = (struct place){ledger_page(&c->ledger, class, d), d, slot};
        return true;
    }
    return false;
}

void appointment_choose_day(struct city *c, int32_t site, int32_t today, uint32_t id)
{
    const struct person *person = &c->pool.people[id];
    struct sim_pair u = city_draw(c, person, ROLE_WISH, person_attempt(person));
    int32_t day = city_choose_day(c, site, today, today + 1, c->plan->visit_days, u.u[0]);
    if (day == PLAN_NO_DAY)
        city_lose(c, site, today, id);
    else
        city_will_come(c, site, day, id);
}

bool appointment_give_up(struct city *c, int32_t site, int32_t today, uint32_t id)
{
    struct person *person = &c->pool.people[id];
    bool comes = plan_booked(c->plan, person->use, site, today) < PLAN_REQUIRED ||
                 c->plan->booking.serves_idle;
    if (!comes) {
        city_lose(c, site, today, id);
        return true;
    }
    person->flags |= PERSON_GAVE_UP;
    person->attempts = 0;
    appointment_choose_day(c, site, today, id);
    return false;
}

NOINLINE static void give_up_or_retry(struct city *c, int32_t site, int32_t today, int64_t now_us,
                                      uint32_t id)
{
    struct person *person = &c->pool.people[id];
    const struct plan_booking *b = &c->plan->booking;
    struct sim_pair u = city_draw(c, person, ROLE_RETRY, person_attempt(person));
    city_tell(c, JOURNEY_NO_SLOT, city_midnight(c, today) + now_us, site, person, 0);
    city_hinder(person, today, CAUSE_NO_SLOT);
    person->attempts++;
    if (person->attempts >= b->attempts || u.u[0] >= b->retry_share) {
        bool is_lost = appointment_give_up(c, site, today, id);
        tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_NO_BOOKING, is_lost);
        return;
    }
    int32_t day = today + 1 + person_geometric(b->retry_geometric, u.u[1]);
    city_tell(c, JOURNEY_RETRIES, city_midnight(c, today) + now_us, site, person,
              c->plan->base_day + day);
    city_will_act(c, site, day, id);
}

struct sim_address appointment_second_address(const struct city *c, const struct person *person)
{
    return city_address(c, person, ROLE_CANCEL, person->appointments);
}

void appointment_think_twice(const struct sim_address *address, uint32_t n, struct sim_pair *second)
{
    for (uint32_t i = 1; i < n; i++)
        second[i].u[0] = address[i].n == 0 ? -1 : second[i].u[0];
    second[0].u[0] = 1;
}

/* He waits for the day of his appointment, or, if he gives it back, for one of those between today
 * and that. Who does is anybody's guess: one of two lists without a branch. */
static void keep(struct city *c, int32_t site, int32_t today, uint32_t id,
                 const struct sim_pair *second)
{
    int32_t day = c->pool.people[id].visit_day, between = day - today - 1;
    bool returns = (between > 0) & (second->u[0] < c->plan->booking.cancel_share);
    int32_t earlier = today + 1 + (int32_t)(second->u[1] * (double)between);
    uint32_t *lists = returns ? c->pool.acts : c->pool.visits;
    BUG_IF(day >= c->plan->n_days);
    person_push(&c->pool, &lists[city_list(c, site, returns ? earlier : day)], id);
}

/* Enters him in the ledger. */
static void book(struct city *c, int32_t site, int32_t today, struct person *person,
                 const struct place *at)
{
    ledger_take_at(&c->ledger, at->page, at->slot);
    tally_add_booking(&c->tally, site, at->day - person->first_day);
    person->slot = (uint8_t)at->slot;
    person->visit_day = (int16_t)at->day;
    person->booked_on = (int16_t)today;
    person->is_booked = 1;
    person->attempts = 0;
    person->first_day = PLAN_NO_DAY;
}

bool appointment_ask(struct city *c, int32_t site, int32_t today, int64_t now_us, uint32_t id,
                     const struct appointment_wish *w, const struct sim_pair *second)
{
    struct person *person = &c->pool.people[id];
    uint32_t class = class_of(c, site, person->use);
    struct place at;
    if (person->first_day == PLAN_NO_DAY)
        person->first_day = (int16_t)today;
    if (w->day == PLAN_NO_DAY ||
        (!find_near(c, site, today, class, w, &at) && !find_any(c, site, today, class, w, &at))) {
        give_up_or_retry(c, site, today, now_us, id);
        return false;
    }
    book(c, site, today, person, &at);
    if (c->ear != NULL)
        city_tell(c, JOURNEY_BOOKS, city_midnight(c, today) + now_us, site, person,
                  slot_us(c, site, person));
    keep(c, site, today, id, second);
    return true;
}

struct sim_address appointment_again_address(const struct city *c, const struct person *person)
{
    return city_address(c, person, ROLE_AGAIN, person->appointments);
}

void appointment_again(struct city *c, int32_t site, int32_t day, uint32_t id, struct sim_pair u)
{
    struct person *person = &c->pool.people[id];
    const struct plan_booking *b = &c->plan->booking;
    city_hinder(person, day, CAUSE_MISSED);
    person->appointments++;
    person->is_booked = 0;
    if (u.u[0] < b->again_share)
        city_will_act(c, site, day + 1 + person_geometric(b->again_geometric, u.u[1]), id);
    else
        city_lose(c, site, day, id);
}

/* Whoever is too late to give it back is one of those who do not come. */
static bool is_too_late(const struct city *c, int32_t today, int64_t now_us,
                        const struct person *person)
{
    return person->visit_day == today + 1 && now_us >= appointment_late_us(c);
}

/* Told only now that the day was closed meanwhile. */
static bool is_closed_by(const struct city *c, int32_t site, int32_t today,
                         const struct person *person)
{
    const struct plan_day *at = plan_day_at(c->plan, site, person->visit_day);
    return at->open_s < 0 && today >= at->plan_until;
}

/* What he wishes who asks after his appointment was taken back or given back: an attempt like no
 * other. */
static struct appointment_wish think_again(const struct city *c, int32_t site, int32_t today,
                                           int64_t now_us, const struct person *person)
{
    struct sim_pair wish = city_draw(c, person, ROLE_WISH, person_attempt(person));
    return appointment_think(c, site, today, now_us, wish);
}

struct sim_address appointment_cancelling(const struct city *c, const struct person *person)
{
    return city_address(c, person, ROLE_CANCEL, UINT32_C(0x10000) | person->appointments);
}

bool appointment_cancel(struct city *c, int32_t site, int32_t today, int64_t now_us, uint32_t id,
                        struct sim_pair u, struct appointment_wish *w)
{
    struct person *person = &c->pool.people[id];
    const struct plan_booking *b = &c->plan->booking;
    if (is_closed_by(c, site, today, person)) {
        take_back(c, site, today, person);
        *w = think_again(c, site, today, now_us, person);
        return true;
    }
    if (is_too_late(c, today, now_us, person)) {
        tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_NO_SHOW, 1);
        city_tell(c, JOURNEY_MISSES, slot_us(c, site, person), site, person,
                  slot_us(c, site, person));
        struct sim_pair again = city_draw(c, person, ROLE_AGAIN, person->appointments);
        appointment_again(c, site, today, id, again);
        return false;
    }
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_GIVEN_BACK, 1);
    city_tell(c, JOURNEY_CANCELS, city_midnight(c, today) + now_us, site, person,
              slot_us(c, site, person));
    ledger_give(&c->ledger, class_of(c, site, person->use), person->visit_day, person->slot);
    city_hinder(person, today, CAUSE_MISSED);
    person->appointments++;
    person->is_booked = 0;
    int32_t delay = person_geometric(b->cancel_geometric, u.u[1]);
    if (u.u[0] >= b->cancel_again) {
        city_lose(c, site, today, id);
        return false;
    }
    if (delay > 0) {
        city_will_act(c, site, today + delay, id);
        return false;
    }
    *w = think_again(c, site, today, now_us, person);
    return true;
}

/* Days as bookings see them today. */
struct view {
    const struct plan *plan;
    int32_t site, today;
};

static bool is_bookable(const void *context, int32_t day)
{
    const struct view *v = context;
    const struct plan_day *at = plan_day_at(v->plan, v->site, day);
    return may_book(at, v->today) && plan_booked(v->plan, USE_RENEWAL, v->site, day) > 0;
}

void appointment_look(struct city *c, int32_t day)
{
    const struct plan *p = c->plan;
    int32_t last = day + p->booking.horizon_days;
    last = last < p->n_days ? last : p->n_days - 1;
    for (int32_t site = c->first; site < c->end; site++) {
        if (plan_booked(p, USE_RENEWAL, site, day) == PLAN_WALK_IN)
            continue;
        struct view view = {p, site, day};
        int32_t third = ledger_third_free(&c->ledger, class_of(c, site, USE_RENEWAL), day + 1, last,
                                          is_bookable, &view);
        tally_add_site(&c->tally, site, TALLY_THIRD_LOOKS, 1);
        tally_add_site(&c->tally, site, TALLY_THIRD_DAYS,
                       (third != LEDGER_NONE ? third : last + 1) - day);
    }
}
