#include "cli/present/queue_load.h"

#include <math.h>

#include "models/queue/count.h"

#define HALF_HOUR_US INT64_C(1800000000)
#define SECOND_US INT64_C(1000000)

/* A word of the record, summed over replications. */
static double sum_of(const struct design *d, const struct replicate_result *result, size_t word)
{
    size_t words = count_layout_of(d).words;
    double sum = 0;
    for (uint32_t r = 0; r < result->replications; r++)
        sum += (double)result->records[(size_t)r * words + word];
    return sum;
}

static double station_sum(const struct design *d, const struct replicate_result *result,
                          int32_t station, int word)
{
    size_t at = COUNT_STATION + (size_t)station * COUNT_STATION_WORDS;
    return sum_of(d, result, at + (size_t)word);
}

/* Mean time at the first counter of one person of a use; a trace may say it row by row. */
static double mean_work_us(const struct design *d, const struct setup_data *data, int32_t k)
{
    const struct design_use *use = &d->uses[k];
    const struct setup_use *said = data->s.uses.items;
    double mean = setup_mean_us(data, &said[k].service), sum = 0;
    if (use->kind != SETUP_TRACE)
        return mean;
    const struct design_trace *row = design_trace_of(d, use);
    for (int32_t i = 0; i < use->people; i++)
        sum += row[i].work_us > 0 ? (double)row[i].work_us : mean;
    return sum / use->people;
}

/* All who came to the first station: how many, and their work. */
static double brought_us(const struct design *d, const struct setup_data *data,
                         const struct replicate_result *result, double *people)
{
    double work = 0;
    *people = 0;
    for (int32_t k = 0; k < d->n_uses; k++) {
        size_t at = count_layout_of(d).uses + (size_t)k * COUNT_USE_WORDS;
        double came = sum_of(d, result, at + COUNT_ATTEMPTS);
        *people += came;
        work += came * mean_work_us(d, data, k);
    }
    return work;
}

struct queue_load queue_load_of(const struct design *d, const struct setup_data *data,
                                const struct replicate_result *result, int32_t station)
{
    const struct setup_next *next = data->s.tandem.items;
    double open = sum_of(d, result, COUNT_OPEN_US), people, work;
    if (station == 0)
        work = brought_us(d, data, result, &people);
    else
        work = station_sum(d, result, station - 1, COUNT_STATION_VISITS) *
               setup_mean_us(data, &next[station - 1].service);
    return (struct queue_load){
        .work = work / open, .counters = station_sum(d, result, station, COUNT_STAFFED_US) / open};
}

/* Counters of a shift on a day as it may turn out, on average. */
static double on_duty(const struct design *d, int32_t shift)
{
    double mean = d->n_chances == 0 ? d->shifts[shift].counters : 0, before = 0;
    for (int32_t i = 0; i < d->n_chances; i++) {
        int32_t can = d->chances[i].counters, planned = d->shifts[shift].counters;
        mean += (d->chances[i].share - before) * (can < planned ? can : planned);
        before = d->chances[i].share;
    }
    return mean;
}

/* Mean counters on duty from one instant to another. */
static double duty_between(const struct design *d, int64_t from_us, int64_t to_us)
{
    double sum = 0;
    for (int32_t i = 0; i < d->n_shifts; i++) {
        int64_t from = d->shifts[i].from.us > from_us ? d->shifts[i].from.us : from_us;
        int64_t next = i + 1 < d->n_shifts ? d->shifts[i + 1].from.us : to_us;
        int64_t to = next < to_us ? next : to_us;
        sum += to > from ? (double)(to - from) * on_duty(d, i) : 0;
    }
    return sum / (double)(to_us - from_us);
}

/* People who come one by one until closing, the first included. */
static double come_one_by_one(const struct design *d, const struct design_use *u)
{
    int64_t first = d->open_us + u->first_us;
    if (first >= d->close_us)
        return 0;
    int64_t people = u->every_us > 0 ? (d->close_us - 1 - first) / u->every_us + 1 : 1;
    return (double)people;
}

double queue_load_people(const struct design *d, int32_t use)
{
    const struct design_use *u = &d->uses[use];
    double most = u->limit_most > 0 ? u->limit_most * u->limit_share : (double)INFINITY;
    double people = (double)NAN;
    switch ((enum setup_arrivals_kind)u->kind) {
    case SETUP_POISSON:
        people = sim_rate_total(&u->rate);
        break;
    case SETUP_DETERMINISTIC:
        people = come_one_by_one(d, u);
        break;
    case SETUP_TRACE:
        people = u->people;
        break;
    case SETUP_APPOINTMENTS:
        people = u->people * (1 - u->no_show);
        break;
    case SETUP_SOURCE:
        break;
    }
    return people > most ? most : people;
}

struct queue_load queue_load_expected(const struct design *d, const struct setup_data *data,
                                      int32_t use)
{
    double length = (double)(d->close_us - d->open_us);
    double passes = 1 / (1 - d->uses[use].feedback_share);
    return (struct queue_load){.work = queue_load_people(d, use) * passes *
                                       mean_work_us(d, data, use) / length,
                               .counters = duty_between(d, d->open_us, d->close_us)};
}

bool queue_load_peak(const struct design *d, const struct setup_data *data,
                     const struct replicate_result *result, struct queue_load *peak)
{
    double people = 0, days = (double)d->days * result->replications;
    double work_us = brought_us(d, data, result, &people);
    *peak = (struct queue_load){.work = 0, .counters = 1};
    if (!d->has_half_hours || people <= 0)
        return false;
    double each_us = work_us / people;
    int64_t first = d->warm_us > d->open_us ? d->warm_us : d->open_us;
    for (int64_t half = first / HALF_HOUR_US; half * HALF_HOUR_US < d->close_us; half++) {
        int64_t from = half * HALF_HOUR_US, to = from + HALF_HOUR_US;
        from = from < first ? first : from;
        to = to < d->close_us ? to : d->close_us;
        size_t at = count_layout_of(d).halves + (size_t)half * COUNT_HALF_WORDS;
        double work =
            sum_of(d, result, at + COUNT_HALF_ATTEMPTS) / days * each_us / (double)(to - from);
        double counters = duty_between(d, from, to);
        if (work * peak->counters > peak->work * counters)
            *peak = (struct queue_load){work, counters, (int32_t)(from / SECOND_US),
                                        (int32_t)(to / SECOND_US)};
    }
    return peak->work > 0;
}
