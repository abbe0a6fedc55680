#include "models/ward/notice.h"

#include <string.h>

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

/* Some letters of a day, of one batch after the other, and what their holders draw. Whatever is the
 * same for all is done for all of them, since batches are small. */
enum { SOME = 256 };
struct handful {
    uint32_t n;
    const struct plan_batch *batch[SOME]; /* of each letter */
    struct sim_address responding[SOME], mailing[SOME];
    double u[SOME];                     /* of the delay */
    uint8_t part[SOME];                 /* enum plan_response */
    uint8_t by_part[SOME];              /* the letters' numbers in order of their parts */
    uint32_t first[RESPONSE_COUNT + 1]; /* of each part, in that order */
    int32_t delay[SOME];                /* days, in that order; 0 where none is drawn */
    int32_t delivered[SOME];            /* day index, INT32_MAX: never */
    int32_t acts[SOME];                 /* the same: when the holder acts */
};

/* The day index on which the kth holder acts, INT32_MAX for never. Delays count from the later
 * of delivery and window opening; where people act without their letter, those who wait for
 * something else count from the window. */
static int32_t response_day(const struct city *c, const struct handful *h, uint32_t k,
                            int32_t delay)
{
    const struct plan_response_law *law = &c->plan->response;
    const struct plan_batch *b = h->batch[k];
    int32_t start = later(h->delivered[k], b->window);
    int32_t base = law->acts_without_letter ? b->window : start;
    switch ((enum plan_response)h->part[k]) {
    case RESPONSE_PROMPT:
    case RESPONSE_LEISURELY:
        return after(start, delay);
    case RESPONSE_REMINDED:
        return after(later(base, b->window + law->blue_after), delay);
    case RESPONSE_DEADLINE:
        return later(base, b->expiry - delay);
    case RESPONSE_LAPSED:
        return after(later(base, b->expiry + 1), delay);
    case RESPONSE_TAX_SEASON:
        return day_in_tax_season(law, base, h->u[k]);
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
    return h->delivered[k] > h->batch[k]->expiry ? CAUSE_NO_LETTER : CAUSE_NO_RESPONSE;
}

/* The kth holder of a handful as he is before he acts. */
static struct person holder_of(const struct handful *h, uint32_t k)
{
    const struct plan_batch *b = h->batch[k];
    return (struct person){.who = h->responding[k].who,
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
    int32_t mailed = h->batch[k]->mailed;
    if (mailed == INT32_MAX)
        return;
    city_tell(c, JOURNEY_MAILED, city_midnight(c, mailed), holder.home, &holder, 0);
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

/* Letters in order of their parts, of which there are so many each: those who act alike are decided
 * one after the other, since which part comes next in a batch is anybody's guess. */
static void order_by_part(struct handful *h, const uint32_t of_part[RESPONSE_COUNT])
{
    uint32_t next[RESPONSE_COUNT], n = 0;
    for (int part = 0; part < RESPONSE_COUNT; part++) {
        h->first[part] = next[part] = n;
        n += of_part[part];
    }
    h->first[RESPONSE_COUNT] = n;
    for (uint32_t k = 0; k < n; k++)
        h->by_part[next[h->part[k]]++] = (uint8_t)k;
}

/* How long those of a part wait, in days. */
static void delay(const struct city *c, struct handful *h, enum plan_response part)
{
    const uint8_t *letter = h->by_part + h->first[part];
    int32_t *days = h->delay + h->first[part];
    uint32_t n = h->first[part + 1] - h->first[part];
    double u[SOME], drawn[SOME];
    if (n == 0)
        return;
    for (uint32_t i = 0; i < n; i++)
        u[i] = h->u[letter[i]];
    if (part == RESPONSE_LEISURELY) {
        sim_variate_many(plan_variate_at(c->plan, VARIATE_LEISURELY), u, drawn, n);
        for (uint32_t i = 0; i < n; i++)
            days[i] = (int32_t)drawn[i];
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        u[i] = 1.0 - u[i];
    sim_portmath_logs(u, drawn, n);
    for (uint32_t i = 0; i < n; i++)
        days[i] = person_geometric_of(c->plan->response.geometric[part], drawn[i]);
}

/* Decides when letters are there, and how the holders will respond. */
static void respond(const struct city *c, struct handful *h)
{
    const struct plan_response_law *law = &c->plan->response;
    double choices = (double)(law->delivery_most - law->delivery_least + 1);
    struct sim_pair response[SOME]; /* the part of the mixture, the delay */
    struct sim_pair mail[SOME];     /* how long the letter takes; spare */
    uint32_t of_part[RESPONSE_COUNT] = {0};
    sim_draws(c->seed, h->responding, h->n, response);
    sim_draws(c->seed, h->mailing, h->n, mail);
    for (uint32_t k = 0; k < h->n; k++) {
        int32_t days = law->delivery_least + (int32_t)(mail[k].u[0] * choices);
        h->part[k] = (uint8_t)part_of(law, response[k].u[0]);
        h->u[k] = response[k].u[1];
        h->delivered[k] = after(h->batch[k]->mailed, days);
        of_part[h->part[k]]++;
    }
    order_by_part(h, of_part);
    for (int part = 0; part < RESPONSE_COUNT; part++)
        if (part != RESPONSE_TAX_SEASON && part != RESPONSE_NEVER)
            delay(c, h, (enum plan_response)part);
}

/* Makes the kth holder, who acts while counters are open. */
static void make_holder(struct city *c, const struct handful *h, uint32_t k)
{
    const struct plan_batch *b = h->batch[k];
    int32_t delivered = h->delivered[k], acts = h->acts[k];
    uint32_t id = person_make(&c->pool, b->site, PERSON_HOLDERS, h->responding[k].who);
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

/* Holders who act while counters are open. */
struct acting {
    uint32_t n;
    uint8_t letter[SOME];
};

/* Takes those of the batch to which letter k is the first one, and counts who acts before counters
 * open and who not before all is over. Returns the first letter behind them. */
static uint32_t sort_out(struct city *c, const struct handful *h, uint32_t k, struct acting *acting)
{
    const struct plan_batch *b = h->batch[k];
    int32_t first = c->plan->first_counter, last = c->plan->last_report;
    uint32_t of_batch = k, n = acting->n, before = 0, unlettered = 0;
    for (; k < h->n && h->batch[k] == b; k++) {
        bool is_before = h->acts[k]<first, is_beyond = h->acts[k]> last;
        before += is_before;
        unlettered += is_beyond & (unheard(h, k) == CAUSE_NO_LETTER);
        acting->letter[n] = (uint8_t)k;
        n += !(is_before | is_beyond);
    }
    uint32_t unresponsive = k - of_batch - (n - acting->n) - before - unlettered;
    acting->n = n;
    c->acted_before += before;
    count_lapses(c, b->site, b->expiry, INT32_MAX, CAUSE_NO_LETTER, unlettered);
    count_lapses(c, b->site, b->expiry, INT32_MAX, CAUSE_NO_RESPONSE, unresponsive);
    return k;
}

/* The lists that they will be put on lie all over memory, so they are asked for first. */
static void make_holders(struct city *c, const struct handful *h, const struct acting *acting)
{
    for (uint32_t i = 0; i < acting->n; i++) {
        uint32_t k = acting->letter[i];
        city_prefetch_act(c, h->batch[k]->site, h->acts[k]);
    }
    for (uint32_t i = 0; i < acting->n; i++)
        make_holder(c, h, acting->letter[i]);
}

/* Sends the letters and begins anew. */
static void mail_some(struct city *c, struct handful *h)
{
    struct acting acting;
    acting.n = 0;
    respond(c, h);
    for (uint32_t i = 0; i < h->n; i++)
        h->acts[h->by_part[i]] = response_day(c, h, h->by_part[i], h->delay[i]);
    if (c->ear != NULL)
        tell_letters(c, h);
    for (uint32_t k = 0; k < h->n;)
        k = sort_out(c, h, k, &acting);
    make_holders(c, h, &acting);
    h->n = 0;
}

/* Adds the letters of a batch, and sends what is a whole handful. */
static void mail_batch(struct city *c, struct handful *h, const struct plan_batch *b)
{
    uint32_t code = plan_code(c->plan, b->site);
    uint32_t who = (uint32_t)(c->plan->base_day + b->expiry) << 16 | b->first;
    for (uint32_t i = 0; i < b->count; i++) {
        h->responding[h->n] = person_address(code, PERSON_HOLDERS, ROLE_RESPONSE, who + i, 0);
        h->mailing[h->n] = person_address(code, PERSON_HOLDERS, ROLE_DELIVERY, who + i, 0);
        h->batch[h->n++] = b;
        if (h->n == SOME)
            mail_some(c, h);
    }
}

void notice_mail(struct city *c, int32_t day)
{
    uint32_t n;
    const struct plan_batch *b = plan_batches(c->plan, c->region_index, day, &n);
    struct handful h;
    memset(h.delay, 0, sizeof h.delay);
    h.n = 0;
    for (; n > 0; n--, b++)
        mail_batch(c, &h, b);
    if (h.n > 0)
        mail_some(c, &h);
}

void notice_count_unmailed(struct city *c)
{
    const struct plan_batch *batches = PLAN_ARRAY(c->plan, struct plan_batch, at_batches);
    for (int32_t i = 0; i < c->region->n_unmailed; i++) {
        const struct plan_batch *b = &batches[c->region->first_unmailed + i];
        count_lapses(c, b->site, b->expiry, INT32_MAX, CAUSE_NO_LETTER, b->count);
    }
}
