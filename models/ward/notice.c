#include "models/ward/notice.h"

#include "models/ward/city.h"
#include "sim/engine/draws.h"
#include "sim/engine/portmath.h"

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

static enum plan_response part_of(const struct plan_response_law *law, double u)
{
    int32_t part = 0; /* counted, as a search would be guessed wrong at its end */
    for (int32_t k = 0; k < RESPONSE_COUNT - 1; k++)
        part += u >= law->up_to[k];
    return (enum plan_response)part;
}

/* Some letters of a batch, and what their holders draw. */
enum { SOME = 64 };
struct handful {
    const struct plan_batch *batch;
    uint32_t who, n;                /* name of the first holder, and how many there are */
    struct sim_pair response[SOME]; /* the part of the mixture, the delay              */
    double log_left[SOME];          /* ln(1 - u) of the delay's                         */
    uint8_t part[SOME];             /* enum plan_response */
    uint8_t by_part[SOME];          /* the letters' numbers in order of their parts */
    int32_t delivered[SOME];        /* day index, INT32_MAX: never */
    int32_t acts[SOME];             /* the same: when the holder acts */
};

/* The day index on which the kth holder acts, INT32_MAX for never. Delays count from the later
 * of delivery and window opening; where people act without their letter, those who wait for
 * something else count from the window. */
static int32_t response_day(const struct city *c, const struct handful *h, uint32_t k)
{
    const struct plan_response_law *law = &c->plan->response;
    const struct plan_batch *b = h->batch;
    enum plan_response part = (enum plan_response)h->part[k];
    int32_t start = later(h->delivered[k], b->window);
    int32_t base = law->acts_without_letter ? b->window : start;
    int32_t delay = person_geometric_of(law->geometric[part], h->log_left[k]);
    double u = h->response[k].u[1];
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

/* The same for so many who have all that in common. */
static void count_lapses(struct city *c, int32_t site, int32_t expiry, int32_t until,
                         enum person_cause cause, int64_t people)
{
    const struct plan *p = c->plan;
    if (until <= expiry || expiry < p->first_report || expiry > p->last_report)
        return;
    int32_t end = until <= p->last_report ? until : p->last_report + 1;
    tally_add_lapses(&c->tally, site, cause, people, end - expiry - 1);
}

void notice_count_lapse(struct city *c, int32_t site, int32_t expiry, int32_t until,
                        enum person_cause cause)
{
    count_lapses(c, site, expiry, until, cause, 1);
}

/* What stands between the kth holder and his renewal while he has not acted. */
static inline enum person_cause unheard(const struct handful *h, uint32_t k)
{
    return h->delivered[k] > h->batch->expiry ? CAUSE_NO_LETTER : CAUSE_NO_RESPONSE;
}

/* The kth holder of a handful as he is before he acts. */
static struct person holder_of(const struct handful *h, uint32_t k)
{
    const struct plan_batch *b = h->batch;
    return (struct person){.who = h->who + k,
                           .expiry_day = (int16_t)b->expiry,
                           .address = PERSON_HOLDERS,
                           .home = b->site,
                           .use = USE_RENEWAL,
                           .cause = (uint8_t)unheard(h, k)};
}

/* To whoever listens. A letter that is never mailed is no step. */
static void tell_letter(const struct city *c, const struct handful *h, uint32_t k)
{
    struct person holder = holder_of(h, k);
    if (h->batch->mailed == INT32_MAX)
        return;
    city_tell(c, JOURNEY_MAILED, city_midnight(c, h->batch->mailed), holder.home, &holder, 0);
    city_tell(c, JOURNEY_DELIVERED, city_midnight(c, h->delivered[k]), holder.home, &holder, 0);
}

/* Letters, and who does not act before all is over. */
COLD static void tell_letters(const struct city *c, const struct handful *h)
{
    for (uint32_t k = 0; k < h->n; k++) {
        struct person holder = holder_of(h, k);
        tell_letter(c, h, k);
        if (h->acts[k] > c->plan->last_report)
            city_tell_lapse(c, &holder, INT32_MAX);
    }
}

/* Does it matter when letters come to whoever never acts? Not if they surely come before the
 * expiry. */
static bool are_all_watched(const struct city *c, const struct plan_batch *b)
{
    return c->ear != NULL || b->mailed > b->expiry - c->plan->response.delivery_most;
}

/* Decides when the letters are there that are watched: the others as soon as they are mailed. */
static void deliver(const struct city *c, struct handful *h)
{
    const struct plan_response_law *law = &c->plan->response;
    uint32_t code = plan_code(c->plan, h->batch->site), watched[SOME], n = 0;
    struct sim_address address[SOME];
    struct sim_pair u[SOME];
    double choices = (double)(law->delivery_most - law->delivery_least + 1);
    bool all = are_all_watched(c, h->batch);
    for (uint32_t k = 0; k < h->n; k++) {
        h->delivered[k] = h->batch->mailed;
        watched[n] = k;
        address[n] = person_address(code, PERSON_HOLDERS, ROLE_DELIVERY, h->who + k, 0);
        n += all | (h->part[k] != RESPONSE_NEVER);
    }
    if (n == 0)
        return;
    sim_draws(c->seed, address, n, u);
    for (uint32_t i = 0; i < n; i++)
        h->delivered[watched[i]] =
            after(h->batch->mailed, law->delivery_least + (int32_t)(u[i].u[0] * choices));
}

/* Letters in order of their parts, so that those who act alike are decided one after the other:
 * which part comes next in a batch is anybody's guess. */
static void order_by_part(struct handful *h)
{
    uint8_t next[RESPONSE_COUNT + 1] = {0};
    for (uint32_t k = 0; k < h->n; k++)
        next[h->part[k] + 1]++;
    for (int part = 1; part < RESPONSE_COUNT; part++)
        next[part] += next[part - 1];
    for (uint32_t k = 0; k < h->n; k++)
        h->by_part[next[h->part[k]]++] = (uint8_t)k;
}

/* How the holders will respond. */
static void respond(const struct city *c, struct handful *h)
{
    uint32_t code = plan_code(c->plan, h->batch->site);
    struct sim_address address[SOME];
    double left[SOME];
    for (uint32_t k = 0; k < h->n; k++)
        address[k] = person_address(code, PERSON_HOLDERS, ROLE_RESPONSE, h->who + k, 0);
    sim_draws(c->seed, address, h->n, h->response);
    for (uint32_t k = 0; k < h->n; k++) {
        h->part[k] = (uint8_t)part_of(&c->plan->response, h->response[k].u[0]);
        left[k] = 1.0 - h->response[k].u[1];
    }
    sim_portmath_logs(left, h->log_left, h->n);
    order_by_part(h);
}

/* Makes the kth holder, who acts while counters are open. */
static void make_holder(struct city *c, const struct handful *h, uint32_t k)
{
    const struct plan_batch *b = h->batch;
    int32_t delivered = h->delivered[k], acts = h->acts[k];
    uint32_t id = person_make(&c->pool, b->site, PERSON_HOLDERS, h->who + k);
    if (id == PERSON_NONE) {
        c->failed = true;
        return;
    }
    struct person *person = &c->pool.people[id];
    int causes[] = {CAUSE_WAITING, (int)unheard(h, k)};
    person->use = USE_RENEWAL;
    person->expiry_day = (int16_t)b->expiry;
    person->window = (int16_t)(b->window > 0 ? b->window : 0);
    person->cause = (uint8_t)causes[acts > b->expiry];
    person->must_ask = acts < delivered;
    person->delivered = (int16_t)(delivered < PERSON_NEVER ? delivered : PERSON_NEVER);
    city_will_act(c, b->site, acts, id);
}

/* Counts who acts before counters open and who not before all is over; the others' numbers. */
static uint32_t sort_out(struct city *c, const struct handful *h, uint32_t others[SOME])
{
    const struct plan_batch *b = h->batch;
    int32_t first = c->plan->first_counter, last = c->plan->last_report;
    uint32_t n = 0, before = 0, unlettered = 0;
    for (uint32_t k = 0; k < h->n; k++) {
        bool is_before = h->acts[k]<first, is_beyond = h->acts[k]> last;
        before += is_before;
        unlettered += is_beyond & (unheard(h, k) == CAUSE_NO_LETTER);
        others[n] = k;
        n += !(is_before | is_beyond);
    }
    uint32_t unresponsive = h->n - n - before - unlettered;
    c->acted_before += before;
    count_lapses(c, b->site, b->expiry, INT32_MAX, CAUSE_NO_LETTER, unlettered);
    count_lapses(c, b->site, b->expiry, INT32_MAX, CAUSE_NO_RESPONSE, unresponsive);
    return n;
}

static void mail_some(struct city *c, struct handful *h)
{
    uint32_t acting[SOME] = {0};
    respond(c, h);
    deliver(c, h);
    for (uint32_t i = 0; i < h->n; i++)
        h->acts[h->by_part[i]] = response_day(c, h, h->by_part[i]);
    if (c->ear != NULL)
        tell_letters(c, h);
    uint32_t n = sort_out(c, h, acting);
    for (uint32_t i = 0; i < n; i++)
        make_holder(c, h, acting[i]);
}

/* The letters of one batch, some at a time. */
static void mail_batch(struct city *c, const struct plan_batch *b)
{
    uint32_t first = (uint32_t)(c->plan->base_day + b->expiry) << 16 | b->first;
    struct handful h;
    h.batch = b;
    for (uint32_t from = 0; from < b->count; from += SOME) {
        h.who = first + from;
        h.n = b->count - from < SOME ? b->count - from : SOME;
        mail_some(c, &h);
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
        count_lapses(c, b->site, b->expiry, INT32_MAX, CAUSE_NO_LETTER, b->count);
    }
}
