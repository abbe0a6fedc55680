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

static enum plan_response part_of(const struct plan_response_law *law, double u)
{
    int32_t part = 0; /* counted, as a search would be guessed wrong at its end */
    for (int32_t k = 0; k < RESPONSE_COUNT - 1; k++)
        part += u >= law->up_to[k];
    return (enum plan_response)part;
}

/* How holders of a part act, in words of bits of which all or none are set: which part comes next
 * is anybody's guess, so no branch asks for it. */
struct manner {
    int32_t waits;          /* for the letter, ...                                    */
    int32_t least;          /* ... or what stands for the day of one not waited for   */
    int32_t before, behind; /* where the delay counts: up to a day, or from it on     */
    int32_t more, most;     /* what is added to the delay, and how long it is then    */
};
#define ALL_BITS (-1)
#define ACTS_AFTER \
    { \
        .waits = ALL_BITS, .behind = ALL_BITS, .most = INT32_MAX \
    }
static const struct manner manners[RESPONSE_COUNT] = {
    [RESPONSE_PROMPT] = ACTS_AFTER,
    [RESPONSE_LEISURELY] = ACTS_AFTER,
    [RESPONSE_REMINDED] = ACTS_AFTER,
    [RESPONSE_LAPSED] = ACTS_AFTER,
    [RESPONSE_DEADLINE] = {.waits = ALL_BITS, .before = ALL_BITS, .most = INT32_MAX},
    [RESPONSE_TAX_SEASON] = {.waits = ALL_BITS},
    [RESPONSE_NEVER] = {.least = INT32_MIN},
    [RESPONSE_EARLY] = {.least = INT32_MIN, .before = ALL_BITS, .more = 1, .most = PLAN_EARLY_DAYS},
};

/* Where people act without their letter, only those of the first two parts wait for it: the others
 * have something else to wait for. */
static void set_manners(const struct plan_response_law *law, struct manner of[RESPONSE_COUNT])
{
    memcpy(of, manners, sizeof manners);
    for (int part = RESPONSE_REMINDED; law->acts_without_letter && part < RESPONSE_COUNT; part++) {
        of[part].waits = 0;
        of[part].least = INT32_MIN;
    }
}

/* Letters of one batch: those of a handful from `first` to the one before `end`. */
struct run {
    const struct plan_batch *batch;
    uint32_t first, end;
};

/* Some letters of a day, of one batch after the other, and what their holders draw. */
enum { SOME = 256 };
struct handful {
    struct manner manner[RESPONSE_COUNT];
    uint32_t n, n_runs;
    struct run run[SOME];
    struct sim_address responding[SOME], mailing[SOME];
    struct sim_pair response[SOME]; /* the part of the mixture, the delay */
    uint8_t part[SOME];             /* enum plan_response                 */
    int32_t delay[SOME];            /* days                               */
    int32_t delivered[SOME];        /* day index, INT32_MAX: never        */
    int32_t acts[SOME];             /* the same: when the holder acts     */
};

/* When those of a batch act who have a part in common: not before `low`, and not before `from`. */
struct course {
    int32_t low, from;
};

static void set_courses(const struct plan_response_law *law, const struct plan_batch *b,
                        struct course of[RESPONSE_COUNT])
{
    of[RESPONSE_PROMPT] = of[RESPONSE_LEISURELY] = (struct course){b->window, INT32_MIN};
    of[RESPONSE_REMINDED] = (struct course){b->window, b->window + law->blue_after};
    of[RESPONSE_DEADLINE] = (struct course){b->window, b->expiry};
    of[RESPONSE_LAPSED] = (struct course){b->window, b->expiry + 1};
    of[RESPONSE_TAX_SEASON] = (struct course){b->window, INT32_MIN}; /* the season, later */
    of[RESPONSE_NEVER] = (struct course){INT32_MAX, INT32_MIN};
    of[RESPONSE_EARLY] = (struct course){INT32_MIN, b->window};
}

/* The day index on which somebody acts, INT32_MAX for never. */
static inline int32_t act_day(const struct manner *manner, const struct course *course,
                              int32_t delivered, int32_t delay)
{
    int64_t start = later(course->low, (delivered & manner->waits) | manner->least);
    int64_t from = (int64_t)course->from - (delay & manner->before);
    int64_t day = (start > from ? start : from) + (delay & manner->behind);
    return day < INT32_MAX ? (int32_t)day : INT32_MAX;
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

/* What stands between a holder of the batch and his renewal while he has not acted. */
static inline enum person_cause unheard(const struct plan_batch *b, int32_t delivered)
{
    return delivered > b->expiry ? CAUSE_NO_LETTER : CAUSE_NO_RESPONSE;
}

/* To whoever listens, of the kth letter, one of the batch, and of who does not act before all is
 * over. A letter that is never mailed is no step. */
static void tell_letter(const struct city *c, const struct handful *h, const struct plan_batch *b,
                        uint32_t k)
{
    struct person holder = {.who = h->responding[k].who,
                            .expiry_day = (int16_t)b->expiry,
                            .address = PERSON_HOLDERS,
                            .home = b->site,
                            .use = USE_RENEWAL,
                            .cause = (uint8_t)unheard(b, h->delivered[k])};
    if (b->mailed != INT32_MAX) {
        city_tell(c, JOURNEY_MAILED, city_midnight(c, b->mailed), b->site, &holder, 0);
        city_tell(c, JOURNEY_DELIVERED, city_midnight(c, h->delivered[k]), b->site, &holder, 0);
    }
    if (h->acts[k] > c->plan->last_report)
        city_tell_lapse(c, &holder, INT32_MAX);
}

COLD static void tell_letters(const struct city *c, const struct handful *h)
{
    for (uint32_t i = 0; i < h->n_runs; i++)
        for (uint32_t k = h->run[i].first; k < h->run[i].end; k++)
            tell_letter(c, h, h->run[i].batch, k);
}

/* Whose delay has a table, and who acts in the tax season: letters in order. */
struct others {
    uint32_t n_leisurely, n_tax;
    uint8_t leisurely[SOME], tax[SOME];
};

/* Which part each is of, and how long he waits unless that has a table. Logarithms of all are less
 * work than looking for those that are wanted. */
static void share_out(const struct plan_response_law *law, struct handful *h, struct others *others)
{
    double left[SOME], log_left[SOME];
    uint32_t n = h->n, n_leisurely = 0, n_tax = 0;
    for (uint32_t k = 0; k < n; k++)
        left[k] = 1.0 - h->response[k].u[1];
    sim_portmath_logs(left, log_left, n);
    for (uint32_t k = 0; k < n; k++) {
        enum plan_response part = part_of(law, h->response[k].u[0]);
        const struct manner *manner = &h->manner[part];
        int32_t days = person_geometric_of(law->geometric[part], log_left[k]) + manner->more;
        h->part[k] = (uint8_t)part;
        h->delay[k] = days < manner->most ? days : manner->most;
        others->leisurely[n_leisurely] = others->tax[n_tax] = (uint8_t)k;
        n_leisurely += part == RESPONSE_LEISURELY;
        n_tax += part == RESPONSE_TAX_SEASON;
    }
    others->n_leisurely = n_leisurely;
    others->n_tax = n_tax;
}

static void delay_leisurely(const struct city *c, struct handful *h, const struct others *others)
{
    double u[SOME], drawn[SOME];
    uint32_t n = others->n_leisurely;
    for (uint32_t i = 0; i < n; i++)
        u[i] = h->response[others->leisurely[i]].u[1];
    sim_variate_many(plan_variate_at(c->plan, VARIATE_LEISURELY), u, drawn, n);
    for (uint32_t i = 0; i < n; i++)
        h->delay[others->leisurely[i]] = (int32_t)drawn[i];
}

/* When the letters of a batch are there, and when holders act. */
static void decide(const struct plan_response_law *law, struct handful *h, const struct run *run,
                   const struct sim_pair *mail)
{
    double choices = (double)(law->delivery_most - law->delivery_least + 1);
    int32_t mailed = run->batch->mailed, least = law->delivery_least;
    struct course course[RESPONSE_COUNT];
    set_courses(law, run->batch, course);
    for (uint32_t k = run->first; k < run->end; k++) {
        int32_t days = least + (int32_t)(mail[k].u[0] * choices);
        int32_t delivered = mailed == INT32_MAX ? INT32_MAX : mailed + days;
        uint32_t part = h->part[k];
        h->delivered[k] = delivered;
        h->acts[k] = act_day(&h->manner[part], &course[part], delivered, h->delay[k]);
    }
}

/* Decides when letters are there, and how the holders will respond. */
static void respond(const struct city *c, struct handful *h)
{
    const struct plan_response_law *law = &c->plan->response;
    struct sim_pair mail[SOME]; /* how long the letter takes; spare */
    struct others others;
    sim_draws(c->seed, h->responding, h->n, h->response);
    sim_draws(c->seed, h->mailing, h->n, mail);
    share_out(law, h, &others);
    delay_leisurely(c, h, &others);
    for (uint32_t i = 0; i < h->n_runs; i++)
        decide(law, h, &h->run[i], mail);
    for (uint32_t i = 0; i < others.n_tax; i++) {
        uint32_t k = others.tax[i];
        h->acts[k] = day_in_tax_season(law, h->acts[k], h->response[k].u[1]);
    }
}

/* Makes the holder of the kth letter, one of the batch, who acts while counters are open. */
static inline void make_holder(struct city *c, const struct handful *h, const struct plan_batch *b,
                               uint32_t k)
{
    int32_t delivered = h->delivered[k], acts = h->acts[k];
    uint32_t id = person_make(&c->pool, b->site, PERSON_HOLDERS, h->responding[k].who);
    if (id == PERSON_NONE) {
        c->failed = true;
        return;
    }
    struct person *person = &c->pool.people[id];
    int causes[] = {CAUSE_WAITING, (int)unheard(b, delivered)};
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

/* Takes those of a batch, and counts who acts before counters open and who not before all is
 * over. */
static void sort_out(struct city *c, const struct handful *h, const struct run *run,
                     struct acting *acting)
{
    const struct plan_batch *b = run->batch;
    int32_t first = c->plan->first_counter, last = c->plan->last_report;
    uint32_t n = 0, before = 0, unlettered = 0;
    for (uint32_t k = run->first; k < run->end; k++) {
        bool is_before = h->acts[k]<first, is_beyond = h->acts[k]> last;
        before += is_before;
        unlettered += is_beyond & (unheard(b, h->delivered[k]) == CAUSE_NO_LETTER);
        acting->letter[n] = (uint8_t)k;
        n += !(is_before | is_beyond);
    }
    uint32_t unresponsive = run->end - run->first - n - before - unlettered;
    acting->n = n;
    c->acted_before += before;
    count_lapses(c, b->site, b->expiry, INT32_MAX, CAUSE_NO_LETTER, unlettered);
    count_lapses(c, b->site, b->expiry, INT32_MAX, CAUSE_NO_RESPONSE, unresponsive);
}

/* The lists that they will be put on lie all over memory, so they are asked for first. */
static void make_holders(struct city *c, const struct handful *h, const struct run *run)
{
    const struct plan_batch batch = *run->batch; /* a copy: nobody else can write to it */
    struct acting acting;
    sort_out(c, h, run, &acting);
    for (uint32_t i = 0; i < acting.n; i++)
        city_prefetch_act(c, batch.site, h->acts[acting.letter[i]]);
    for (uint32_t i = 0; i < acting.n; i++)
        make_holder(c, h, &batch, acting.letter[i]);
}

/* Sends the letters and begins anew. */
static void mail_some(struct city *c, struct handful *h)
{
    respond(c, h);
    if (c->ear != NULL)
        tell_letters(c, h);
    for (uint32_t i = 0; i < h->n_runs; i++)
        make_holders(c, h, &h->run[i]);
    h->n = h->n_runs = 0;
}

/* Adds so many letters of the batch, from the ith on, for which there is room. */
static void add_letters(const struct city *c, struct handful *h, const struct plan_batch *b,
                        uint32_t i, uint32_t n)
{
    uint32_t code = plan_code(c->plan, b->site);
    uint32_t who = ((uint32_t)(c->plan->base_day + b->expiry) << 16 | b->first) + i;
    struct sim_address *responding = h->responding + h->n, *mailing = h->mailing + h->n;
    for (uint32_t k = 0; k < n; k++) {
        responding[k] = person_address(code, PERSON_HOLDERS, ROLE_RESPONSE, who + k, 0);
        mailing[k] = person_address(code, PERSON_HOLDERS, ROLE_DELIVERY, who + k, 0);
    }
    h->run[h->n_runs++] = (struct run){b, h->n, h->n + n};
    h->n += n;
}

/* Adds the letters of a batch, and sends what is a whole handful. */
static void mail_batch(struct city *c, struct handful *h, const struct plan_batch *b)
{
    for (uint32_t i = 0, n; i < b->count; i += n) {
        uint32_t room = SOME - h->n, left = b->count - i;
        n = left < room ? left : room;
        add_letters(c, h, b, i, n);
        if (h->n == SOME)
            mail_some(c, h);
    }
}

void notice_mail(struct city *c, int32_t day)
{
    uint32_t n;
    const struct plan_batch *b = plan_batches(c->plan, c->region_index, day, &n);
    struct handful h;
    set_manners(&c->plan->response, h.manner);
    h.n = h.n_runs = 0;
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
