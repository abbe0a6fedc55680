#include "models/queue/count.h"

#include <string.h>

#include "sim/base/arena.h"

struct count_layout count_layout_of(const struct design *d)
{
    struct count_layout at;
    at.uses = COUNT_STATION + (size_t)d->n_stations * COUNT_STATION_WORDS;
    at.first = at.uses + (size_t)d->n_uses * COUNT_USE_WORDS;
    at.states = at.first + (size_t)d->n_first * COUNT_FIRST_WORDS;
    at.halves = at.states + (size_t)d->n_states;
    at.words = at.halves + (d->has_half_hours ? COUNT_HALF_HOURS * COUNT_HALF_WORDS : 0);
    return at;
}

size_t count_bins_of(const struct design *d)
{
    return (size_t)d->n_uses * SIM_HISTOGRAM_BINS;
}

bool count_init(struct count *c, const struct design *d, struct arena *home)
{
    *c = (struct count){.design = d, .at = count_layout_of(d)};
    c->bins = arena_take_array(home, uint32_t, count_bins_of(d) + SIM_HISTOGRAM_BINS);
    return c->bins != NULL;
}

void count_begin(struct count *c, int64_t *record)
{
    c->record = record;
    memset(c->bins, 0, (count_bins_of(c->design) + SIM_HISTOGRAM_BINS) * sizeof *c->bins);
}

static int64_t quantile_us(const uint32_t *bins, double p)
{
    return sim_histogram_count(bins) == 0 ? 0 : (int64_t)sim_histogram_quantile_linear(bins, p);
}

/* Three words, in the order of COUNT_P50_US and of COUNT_ALL_P50_US. */
static void set_quantiles(int64_t *word, const uint32_t *bins)
{
    word[0] = quantile_us(bins, 0.50);
    word[1] = quantile_us(bins, 0.90);
    word[2] = quantile_us(bins, 0.95);
}

bool count_end(struct count *c, uint32_t *bins)
{
    uint32_t *all = c->bins + count_bins_of(c->design);
    for (int32_t use = 0; use < c->design->n_uses; use++) {
        const uint32_t *own = count_bins(c, use);
        set_quantiles(count_use(c, use) + COUNT_P50_US, own);
        for (int i = 0; i < SIM_HISTOGRAM_BINS; i++)
            all[i] += own[i];
    }
    set_quantiles(c->record + COUNT_ALL_P50_US, all);
    bool fits = true;
    for (size_t i = 0; i < count_bins_of(c->design); i++) {
        fits &= bins[i] <= UINT32_MAX - c->bins[i];
        bins[i] += c->bins[i];
    }
    return fits;
}

void count_day_begin(struct count *c)
{
    c->day_wait_us = c->day_tickets = 0;
}

void count_day_end(struct count *c)
{
    c->record[COUNT_DAYS]++;
    if (c->day_tickets == 0)
        return;
    c->record[COUNT_TICKET_DAYS]++;
    c->record[COUNT_DAY_WAIT_US] += c->day_wait_us / c->day_tickets;
}

void count_attempt(struct count *c, int32_t use, int64_t now_us, bool first)
{
    int64_t *word = count_use(c, use), *half = count_half(c, now_us);
    word[COUNT_PEOPLE] += first;
    word[COUNT_ATTEMPTS]++;
    if (half != NULL)
        half[COUNT_HALF_ATTEMPTS]++;
}

void count_refused(struct count *c, int32_t use, enum visit_outcome outcome, bool first)
{
    int64_t *word = count_use(c, use);
    word[COUNT_OUTCOME + outcome]++;
    word[COUNT_FIRST_FULL] += first && outcome == VISIT_FULL;
}

static void count_first(const struct count *c, const struct visit *v, int32_t number)
{
    int64_t *word = c->record + c->at.first + (size_t)number * COUNT_FIRST_WORDS;
    word[COUNT_FIRST_N]++;
    word[COUNT_FIRST_WAIT_US] += count_wait_us(v);
    if (!v->is_called)
        return;
    word[COUNT_FIRST_CALLS]++;
    word[COUNT_FIRST_CALL_US] += v->call_us - c->design->open_us;
}

int64_t count_wait_us(const struct visit *v)
{
    bool is_early = v->slot_us != VISIT_NO_SLOT && v->slot_us > v->ticket_us;
    int64_t wait = is_early ? v->wait_us - (v->slot_us - v->ticket_us) : v->wait_us;
    return wait > 0 ? wait : 0;
}

void count_ticket(struct count *c, int32_t use, const struct visit *v, int32_t number)
{
    const struct design *d = c->design;
    int64_t *word = count_use(c, use), *half = count_half(c, v->ticket_us);
    int64_t wait = count_wait_us(v);
    bool is_served = v->outcome == VISIT_SERVED;
    word[COUNT_TICKETS]++;
    word[COUNT_OUTCOME + v->outcome]++;
    word[COUNT_WAIT_US] += wait;
    word[COUNT_WAIT_SERVED_US] += is_served ? wait : 0;
    word[COUNT_WAIT_ZERO] += wait == 0;
    int64_t *within = word + (is_served ? COUNT_SERVED_WITHIN : COUNT_GONE_WITHIN);
    within[0] += wait <= d->waits_us[0];
    for (int32_t i = 1; i < d->n_waits; i++)
        within[i] += wait <= d->waits_us[i];
    count_bins(c, use)[sim_histogram_bin(wait)]++;
    c->day_wait_us += wait;
    c->day_tickets++;
    if (number < d->n_first)
        count_first(c, v, number);
    if (half != NULL)
        count_half_ticket(half, wait, wait <= d->waits_us[0], is_served);
}

void count_done(struct count *c, int32_t use, int64_t stay_us)
{
    int64_t *word = count_use(c, use);
    word[COUNT_DONE]++;
    word[COUNT_STAY_US] += stay_us;
}

void count_service(struct count *c, int32_t station, const struct visit *v)
{
    int64_t *word = count_station(c, station);
    word[COUNT_STATION_VISITS]++;
    word[COUNT_STATION_WAIT_US] += v->wait_us;
    word[COUNT_STATION_STAY_US] += v->finish_us - v->ticket_us;
    word[COUNT_STATION_WORK_US] += v->finish_us - v->ticket_us - v->wait_us;
}

void count_served(struct count *c, int32_t use, const struct count_served *sum)
{
    int64_t *word = count_use(c, use), *station = count_station(c, 0);
    int64_t n = sum->people, wait = sum->wait_us, stay = sum->wait_us + sum->work_us;
    word[COUNT_PEOPLE] += n;
    word[COUNT_ATTEMPTS] += n;
    word[COUNT_TICKETS] += n;
    word[COUNT_OUTCOME + VISIT_SERVED] += n;
    word[COUNT_DONE] += n;
    word[COUNT_WAIT_US] += wait;
    word[COUNT_WAIT_SERVED_US] += wait;
    word[COUNT_WAIT_ZERO] += sum->zero;
    word[COUNT_STAY_US] += stay;
    for (int32_t i = 0; i < c->design->n_waits; i++)
        word[COUNT_SERVED_WITHIN + i] += sum->within[i];
    station[COUNT_STATION_VISITS] += n;
    station[COUNT_STATION_WAIT_US] += wait;
    station[COUNT_STATION_STAY_US] += stay;
    station[COUNT_STATION_WORK_US] += sum->work_us;
    c->day_wait_us += wait;
    c->day_tickets += n;
}
