#include "models/ward/notice.h"

#include "models/ward/city.h"
#include "sim/engine/draws.h"

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* A day of the first tax season that is not over at `start`. */
static int32_t day_in_tax_season(const struct plan_response_law *law, int32_t start, double u)
{
    for (int i = 0; i < 4; i++) {
        int32_t end =
            law->tax_start[i] == INT32_MAX ? INT32_MAX : law->tax_start[i] + law->tax_days;
        if (start >= end)
            continue;
        int32_t from = later(start, law->tax_start[i]);
        return from + (int32_t)(u * (double)(end - from));
    }
    return INT32_MAX;
}

/* So many days after the day, which may be never. */
static int32_t after(int32_t day, int32_t days)
{
    return day == INT32_MAX ? INT32_MAX : day + days;
}

/* The day index on which the letter is there, INT32_MAX for never. */
static int32_t delivery_day(const struct city *c, const struct plan_batch *b, double u)
{
    const struct plan_response_law *law = &c->plan->response;
    int32_t choices = law->delivery_most - law->delivery_least + 1;
    return after(b->mailed, law->delivery_least + (int32_t)(u * (double)choices));
}

static enum plan_response part_of(const struct plan_response_law *law, double u)
{
    int32_t part = 0; /* counted, as a search would be guessed wrong at its end */
    for (int32_t k = 0; k < RESPONSE_COUNT - 1; k++)
        part += u >= law->up_to[k];
    return (enum plan_response)part;
}

/* The day index on which the holder acts, INT32_MAX for never. Delays count from the later
 * of delivery and window opening; where people act without their letter, those who wait for
 * something else count from the window. */
static int32_t response_day(const struct city *c, const struct plan_batch *b, int32_t delivered,
                            enum plan_response part, double u)
{
    const struct plan_response_law *law = &c->plan->response;
    int32_t start = later(delivered, b->window);
    int32_t base = law->acts_without_letter ? b->window : start;
    double geometric = law->geometric[part];
    int32_t delay = geometric < 0 ? person_geometric(geometric, u) : 0;
    switch (part) {
    case RESPONSE_PROMPT:
        return after(start, delay);
    case RESPONSE_LEISURELY:
        return after(start,
                     (int32_t)sim_variate_at(plan_variate_at(c->plan, VARIATE_LEISURELY), u));
    case RESPONSE_REMINDED:
        return after(later(base, b->window + law->blue_after), delay);
    case RESPONSE_DEADLINE:
        return later(base, b->expiry - delay);
    case RESPONSE_LAPSED:
        return after(later(base, b->expiry + 1), delay);
    case RESPONSE_TAX_SEASON:
        return day_in_tax_season(law, base, u);
    case RESPONSE_EARLY:
        return b->window - (delay < PLAN_EARLY_DAYS ? delay + 1 : PLAN_EARLY_DAYS);
    case RESPONSE_NEVER:
    case RESPONSE_COUNT:
        break;
    }
    return INT32_MAX;
}

void notice_count_lapse(struct city *c, int32_t site, int32_t expiry, int32_t until,
                        enum person_cause cause)
{
    const struct plan *p = c->plan;
    if (expiry < p->first_report || expiry > p->last_report || until <= expiry)
        return;
    int32_t end = until <= p->last_report ? until : p->last_report + 1;
    tally_add_lapse(&c->tally, site, cause, end - expiry - 1);
}

/* A letter that is never mailed is no step. */
static void tell_letter(const struct city *c, const struct person *holder, int32_t mailed,
                        int32_t delivered)
{
    if (mailed == INT32_MAX)
        return;
    city_tell(c, JOURNEY_MAILED, city_midnight(c, mailed), holder->home, holder, 0);
    city_tell(c, JOURNEY_DELIVERED, city_midnight(c, delivered), holder->home, holder, 0);
}

/* Does it matter when the letter comes? Not to whoever never acts, if it surely comes before
 * his expiry. */
static bool is_letter_watched(const struct city *c, const struct plan_batch *b,
                              enum plan_response part)
{
    return part != RESPONSE_NEVER || c->ear != NULL ||
           b->mailed > b->expiry - c->plan->response.delivery_most;
}

/* What a holder draws: the part of the mixture and his delay; days in the mail. */
struct mail_draws {
    struct sim_pair response, delivery;
};

static void mail_one(struct city *c, const struct plan_batch *b, uint32_t who,
                     const struct mail_draws *u)
{
    const struct plan *p = c->plan;
    enum plan_response part = part_of(&p->response, u->response.u[0]);
    int32_t delivered =
        is_letter_watched(c, b, part) ? delivery_day(c, b, u->delivery.u[0]) : b->mailed;
    int32_t acts = response_day(c, b, delivered, part, u->response.u[1]);
    struct person holder = {.who = who,
                            .expiry_day = (int16_t)b->expiry,
                            .address = PERSON_HOLDERS,
                            .home = b->site,
                            .use = USE_RENEWAL,
                            .cause = delivered > b->expiry ? CAUSE_NO_LETTER : CAUSE_NO_RESPONSE};
    tell_letter(c, &holder, b->mailed, delivered);
    if (acts > p->last_report) {
        city_lapse(c, &holder, INT32_MAX);
        return;
    }
    if (acts < p->first_counter) {
        c->acted_before++;
        return;
    }
    uint32_t id = person_make(&c->pool, b->site, PERSON_HOLDERS, who);
    if (id == PERSON_NONE) {
        c->failed = true;
        return;
    }
    struct person *person = &c->pool.people[id];
    person->use = USE_RENEWAL;
    person->expiry_day = (int16_t)b->expiry;
    person->window = (int16_t)(b->window > 0 ? b->window : 0);
    person->cause = acts > b->expiry ? holder.cause : CAUSE_WAITING;
    person->must_ask = acts < delivered;
    person->delivered = (int16_t)(delivered < PERSON_NEVER ? delivered : PERSON_NEVER);
    city_will_act(c, b->site, acts, id);
}

/* The letters of one batch, some at a time. */
static void mail_batch(struct city *c, const struct plan_batch *b)
{
    enum { SOME = 32 };
    struct sim_address address[SOME][2];
    struct mail_draws draws[SOME];
    uint32_t code = plan_code(c->plan, b->site);
    uint32_t first = (uint32_t)(c->plan->base_day + b->expiry) << 16 | b->first;
    for (uint32_t from = 0; from < b->count; from += SOME) {
        uint32_t n = b->count - from < SOME ? b->count - from : SOME;
        for (uint32_t k = 0; k < n; k++) {
            uint32_t who = first + from + k;
            address[k][0] = person_address(code, PERSON_HOLDERS, ROLE_RESPONSE, who, 0);
            address[k][1] = person_address(code, PERSON_HOLDERS, ROLE_DELIVERY, who, 0);
        }
        sim_draws(c->seed, address[0], 2 * n, &draws[0].response);
        for (uint32_t k = 0; k < n; k++)
            mail_one(c, b, first + from + k, &draws[k]);
    }
}

void notice_mail(struct city *c, int32_t day)
{
    uint32_t n;
    const struct plan_batch *b = plan_batches(c->plan, c->region_index, day, &n);
    for (; n > 0; n--, b++)
        mail_batch(c, b);
}

void notice_count_unmailed(struct city *c)
{
    const struct plan_batch *batches = PLAN_ARRAY(c->plan, struct plan_batch, at_batches);
    for (int32_t i = 0; i < c->region->n_unmailed; i++) {
        const struct plan_batch *b = &batches[c->region->first_unmailed + i];
        for (uint32_t k = 0; k < b->count; k++)
            notice_count_lapse(c, b->site, b->expiry, INT32_MAX, CAUSE_NO_LETTER);
    }
}
