/* Reads the tables that a scenario names, and checks what no single setting can tell. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/office/counter.h"
#include "models/office/shift.h"
#include "models/queue/setup.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/compile_variate.h"
#include "sim/input/quantity.h"
#include "sim/input/rows.h"

enum { PATH_BYTES = 128 };
#define SAMPLE_LIMIT "1280 values" /* SIM_VARIATE_ATOMS */
#define PEOPLE_MOST 4e9            /* a person's number has 32 bits */

static const char laws[] =
    "constant, uniform, exponential, erlang, hyperexponential, gamma, lognormal, triangular, "
    "empirical";
static const char *const accesses[] = {"walk_in", "booked", NULL};

#define OPTIONAL(type, member, title, k) \
    { \
        .name = (title), .kind = (k), .is_optional = true, .offset = offsetof(type, member), \
        .most = SETUP_LONGEST_S \
    }
static const struct series_column trace_columns[] = {
    COLUMN(struct setup_trace_row, arrive, "arrive", BIND_SPAN, 0, SETUP_LONGEST_S),
    {.name = "access",
     .kind = BIND_CHOICE,
     .is_optional = true,
     .offset = offsetof(struct setup_trace_row, access),
     .choices = accesses},
    OPTIONAL(struct setup_trace_row, slot, "slot", BIND_SPAN),
    OPTIONAL(struct setup_trace_row, service, "service", BIND_SPAN),
    OPTIONAL(struct setup_trace_row, patience, "patience", BIND_SPAN),
};
static const struct series_column sample_columns[] = {
    COLUMN(struct setup_sample_row, value, "value", BIND_SPAN, 0, SETUP_LONGEST_S),
    {.name = "weight",
     .kind = BIND_REAL,
     .is_optional = true,
     .offset = offsetof(struct setup_sample_row, weight),
     .most = 1e12},
};
static const struct series_shape trace_shape = SHAPE(trace_columns, struct setup_trace_row);
static const struct series_shape sample_shape = SHAPE(sample_columns, struct setup_sample_row);

/* What all checks need. */
struct check {
    struct setup_data *d;
    struct arena *home;
    struct err *e;
};

/* A dotted path, cut to size: what messages say and where they point. */
struct path {
    char text[PATH_BYTES];
};

static struct path path_of(const char *parent, const char *key)
{
    struct path p;
    int n = snprintf(p.text, sizeof p.text, "%s%s%s", parent, *parent == '\0' ? "" : ".", key);
    BUG_IF(n < 0);
    return p;
}

static struct path use_path(const struct setup_use *use, const char *key)
{
    return path_of(path_of("uses", use->name).text, key);
}

static struct src_pos where(const struct check *c, const struct path *p)
{
    return bind_where(c->d->doc, p->text);
}

static bool lacks(struct check *c, const char *parent, const char *key)
{
    struct path p = path_of(parent, "");
    p.text[strlen(p.text) - 1] = '\0';
    return err_add(c->e, ERR_KEY_MISSING, where(c, &p), key, parent);
}

/* A number out of range for a reason that no row knows. */
static void out_of_range(struct check *c, struct path p, double value, const char *least,
                         const char *most)
{
    char text[32];
    snprintf(text, sizeof text, "%g", value);
    err_add(c->e, ERR_RANGE, where(c, &p), p.text, text, least, most);
}

static void whole(char text[16], int32_t value)
{
    snprintf(text, 16, "%d", (int)value);
}

/* "12:00", "8 h": a value as people write it. */
struct shown {
    char text[QUANTITY_BYTES];
};

static struct shown show_span(sim_span span)
{
    struct shown s = {""};
    quantity_show((double)span.us, QUANTITY_SPAN, NULL, s.text);
    return s;
}

static struct shown show_clock(int32_t seconds)
{
    struct shown s = {""};
    quantity_show_clock(seconds, s.text);
    return s;
}

static struct shown show_count(int32_t n)
{
    struct shown s = {""};
    quantity_show(n, QUANTITY_PLAIN, NULL, s.text);
    return s;
}

/* Two values that stand the wrong way round; the later one is where to look. */
static void misplaced(struct check *c, struct path earlier, struct shown a, struct path later,
                      struct shown b)
{
    err_add(c->e, ERR_ORDER, where(c, &later), earlier.text, a.text, later.text, b.text);
}

/* "counters.roster.2": an element of a list, from 0. */
static struct path item_path(struct path list, size_t i)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", i + 1);
    return path_of(list.text, number);
}

/* ---- tables ---- */

const struct bind_list *setup_table_of(const struct setup_data *d, const char *path)
{
    for (size_t i = 0; i < d->n_files; i++)
        if (strcmp(d->tables[i].path, path) == 0)
            return &d->tables[i].rows;
    bug_at(__FILE__, __LINE__, "a table that was not read");
}

static bool read_table(struct check *c, const char *path, const struct series_shape *shape)
{
    struct setup_data *d = c->d;
    for (size_t i = 0; i < d->n_files; i++)
        if (strcmp(d->tables[i].path, path) == 0)
            return true;
    BUG_IF(d->n_files == SETUP_TABLES_MAX); /* more than all uses and stations can name */
    struct setup_table *t = &d->tables[d->n_files];
    t->path = path;
    if (!series_read(path, shape, c->home, &t->rows, c->e))
        return false;
    d->files[d->n_files++] = path;
    return true;
}

static void check_sample(struct check *c, const struct setup_law *law, const char *path)
{
    if (law->table == NULL) {
        lacks(c, path, "table");
        return;
    }
    if (!read_table(c, law->table, &sample_shape))
        return;
    const struct bind_list *rows = setup_table_of(c->d, law->table);
    const struct setup_sample_row *row = rows->items;
    int32_t distinct = 1;
    for (size_t i = 1; i < rows->count; i++) {
        distinct += row[i].value.us != row[i - 1].value.us;
        if (row[i].value.us < row[i - 1].value.us) {
            err_add(c->e, ERR_ORDER, row[i].at, "value", show_span(row[i - 1].value).text, "value",
                    show_span(row[i].value).text);
            return;
        }
    }
    struct path p = path_of(path, "table");
    if (distinct > SIM_VARIATE_ATOMS)
        err_add(c->e, ERR_TOO_BIG, where(c, &p), SAMPLE_LIMIT);
}

/* ---- laws ---- */

static void check_triangle(struct check *c, const struct setup_law *law, const char *path)
{
    bool has_mode = law->family == SETUP_TRIANGULAR;
    struct path least = path_of(path, "least"), mode = path_of(path, "mode");
    struct path most = path_of(path, "most");
    if (law->most.us <= 0)
        lacks(c, path, "most");
    else if (law->least.us > law->most.us)
        misplaced(c, least, show_span(law->least), most, show_span(law->most));
    else if (has_mode && law->mode.us < law->least.us)
        misplaced(c, least, show_span(law->least), mode, show_span(law->mode));
    else if (has_mode && law->mode.us > law->most.us)
        misplaced(c, mode, show_span(law->mode), most, show_span(law->most));
}

static void check_law(struct check *c, const struct setup_law *law, struct path path)
{
    switch ((enum setup_family)law->family) {
    case SETUP_NONE:
        break;
    case SETUP_UNIFORM:
    case SETUP_TRIANGULAR:
        check_triangle(c, law, path.text);
        break;
    case SETUP_EMPIRICAL:
        check_sample(c, law, path.text);
        break;
    case SETUP_HYPEREXPONENTIAL:
        if (law->cv < 1)
            out_of_range(c, path_of(path.text, "cv"), law->cv, "1", "5");
        if (law->mean.us <= 0)
            lacks(c, path.text, "mean");
        break;
    case SETUP_CONSTANT:
    case SETUP_EXPONENTIAL:
    case SETUP_ERLANG:
    case SETUP_GAMMA:
    case SETUP_LOGNORMAL:
        if (law->mean.us <= 0)
            lacks(c, path.text, "mean");
        break;
    }
}

static double sample_mean_us(const struct bind_list *rows)
{
    const struct setup_sample_row *row = rows->items;
    double sum = 0, weights = 0;
    for (size_t i = 0; i < rows->count; i++) {
        double weight = row[i].weight > 0 ? row[i].weight : 1;
        sum += weight * (double)row[i].value.us;
        weights += weight;
    }
    return sum / weights;
}

double setup_mean_us(const struct setup_data *d, const struct setup_law *law)
{
    double mean = (double)law->mean.us;
    if (law->family == SETUP_NONE)
        return 0;
    if (law->family == SETUP_UNIFORM)
        mean = (double)(law->least.us + law->most.us) / 2;
    if (law->family == SETUP_TRIANGULAR)
        mean = (double)(law->least.us + law->mode.us + law->most.us) / 3;
    if (law->family == SETUP_EMPIRICAL)
        mean = sample_mean_us(setup_table_of(d, law->table));
    return mean * (1 - law->zero);
}

/* ---- arrivals ---- */

static void check_rates(struct check *c, const struct setup_use *use)
{
    const struct setup_arrivals *a = &use->arrivals;
    const struct setup_step *step = a->rates.items;
    struct path rates = use_path(use, "arrivals.rates");
    if (a->rates.count == 0 && a->rate <= 0)
        lacks(c, use_path(use, "arrivals").text, "rate");
    if (a->rates.count > 0 && step[0].from < c->d->s.period.open)
        misplaced(c, path_of("period", "open"), show_clock(c->d->s.period.open),
                  path_of(item_path(rates, 0).text, "from"), show_clock(step[0].from));
    for (size_t i = 1; i < a->rates.count; i++)
        if (step[i].from <= step[i - 1].from)
            misplaced(c, path_of(item_path(rates, i - 1).text, "from"),
                      show_clock(step[i - 1].from), path_of(item_path(rates, i).text, "from"),
                      show_clock(step[i].from));
}

static void check_trace(struct check *c, const struct setup_use *use)
{
    struct path p = use_path(use, "arrivals");
    if (use->arrivals.trace == NULL) {
        lacks(c, p.text, "trace");
        return;
    }
    if (!read_table(c, use->arrivals.trace, &trace_shape))
        return;
    const struct bind_list *rows = setup_table_of(c->d, use->arrivals.trace);
    const struct setup_trace_row *row = rows->items;
    for (size_t i = 1; i < rows->count; i++)
        if (row[i].arrive.us < row[i - 1].arrive.us) {
            err_add(c->e, ERR_ORDER, row[i].at, "arrive", show_span(row[i - 1].arrive).text,
                    "arrive", show_span(row[i].arrive).text);
            return;
        }
}

static void check_punctuality(struct check *c, const struct setup_use *use, const char *parent)
{
    sim_span earliest = use->arrivals.appointments.punctuality.earliest;
    sim_span usual = use->arrivals.appointments.punctuality.usual;
    sim_span latest = use->arrivals.appointments.punctuality.latest;
    if (earliest.us > usual.us)
        misplaced(c, path_of(parent, "earliest"), show_span(earliest), path_of(parent, "usual"),
                  show_span(usual));
    else if (usual.us > latest.us)
        misplaced(c, path_of(parent, "usual"), show_span(usual), path_of(parent, "latest"),
                  show_span(latest));
}

/* The last slot is not later than the longest period can be. */
static void check_session(struct check *c, const struct setup_use *use, struct path parent)
{
    int32_t people = use->arrivals.appointments.people;
    int64_t left_us = (int64_t)(SETUP_LONGEST_S * 1e6) - use->arrivals.appointments.start.us;
    int64_t most = left_us / use->arrivals.appointments.slot.us + 1;
    char text[16];
    if (people <= most)
        return;
    whole(text, (int32_t)most); /* below people */
    out_of_range(c, path_of(parent.text, "people"), people, "1", text);
}

static void check_appointments(struct check *c, const struct setup_use *use)
{
    struct path p = use_path(use, "arrivals.appointments");
    int32_t people = use->arrivals.appointments.people;
    char most[16];
    if (people == 0)
        lacks(c, p.text, "people");
    else if (use->arrivals.appointments.block > people &&
             use->arrivals.appointments.template != 0) {
        whole(most, people);
        out_of_range(c, path_of(p.text, "block"), use->arrivals.appointments.block, "1", most);
    }
    check_session(c, use, p);
    check_punctuality(c, use, path_of(p.text, "punctuality").text);
}

static void check_source(struct check *c, const struct setup_use *use)
{
    struct path p = use_path(use, "arrivals.source");
    if (use->arrivals.source.people == 0)
        lacks(c, p.text, "people");
    if (use->arrivals.source.away.family == SETUP_NONE)
        lacks(c, p.text, "away");
    check_law(c, &use->arrivals.source.away, path_of(p.text, "away"));
}

static void check_arrivals(struct check *c, const struct setup_use *use)
{
    switch ((enum setup_arrivals_kind)use->arrivals.kind) {
    case SETUP_POISSON:
        check_rates(c, use);
        break;
    case SETUP_DETERMINISTIC:
        if (use->arrivals.every.us <= 0)
            lacks(c, use_path(use, "arrivals").text, "every");
        break;
    case SETUP_TRACE:
        check_trace(c, use);
        break;
    case SETUP_APPOINTMENTS:
        check_appointments(c, use);
        break;
    case SETUP_SOURCE:
        check_source(c, use);
        break;
    }
}

static void check_use(struct check *c, const struct setup_use *use)
{
    struct path p = path_of("uses", use->name);
    if (strcmp(use->name, SETUP_ALL_USES) == 0)
        err_add(c->e, ERR_RESERVED, where(c, &p), use->name);
    p = use_path(use, "service");
    struct path family = path_of(p.text, "family");
    if (use->service.family == SETUP_NONE)
        err_add(c->e, ERR_CHOICE, where(c, &family), family.text, "none", laws, "");
    check_law(c, &use->service, p);
    check_law(c, &use->patience, use_path(use, "patience"));
    check_law(c, &use->retry.delay, use_path(use, "retry.delay"));
    check_arrivals(c, use);
    p = use_path(use, "retry");
    if (use->retry.share > 0 &&
        (use->retry.delay.family == SETUP_NONE || use->retry.delay.zero >= 1))
        err_add(c->e, ERR_ENDLESS, where(c, &p), p.text, "a delay above 0");
    if (use->balking.all_at > 0 && use->balking.all_at <= use->balking.from)
        misplaced(c, use_path(use, "balking.from"), show_count(use->balking.from),
                  use_path(use, "balking.all_at"), show_count(use->balking.all_at));
}

/* ---- counters ---- */

static int32_t most_on_duty(const struct setup *s)
{
    int32_t most = s->counters.on_duty;
    const struct setup_shift *shift = s->counters.roster.items;
    for (size_t i = 0; i < s->counters.roster.count; i++)
        most = shift[i].counters > most ? shift[i].counters : most;
    return most;
}

static int32_t last_of_roster(const struct setup *s)
{
    const struct setup_shift *shift = s->counters.roster.items;
    size_t n = s->counters.roster.count;
    return n > 0 ? shift[n - 1].counters : s->counters.on_duty;
}

static int32_t last_on_duty(const struct setup *s)
{
    int32_t last = last_of_roster(s);
    const struct setup_chance *chance = s->counters.by_chance.items;
    for (size_t i = 0; i < s->counters.by_chance.count; i++)
        last = chance[i].counters < last ? chance[i].counters : last;
    return last;
}

static void check_roster(struct check *c)
{
    const struct setup *s = &c->d->s;
    const struct setup_shift *shift = s->counters.roster.items;
    struct path p = path_of("counters", "roster");
    if (s->counters.roster.count > 0 && shift[0].from <= s->period.open)
        misplaced(c, path_of("period", "open"), show_clock(s->period.open),
                  path_of(item_path(p, 0).text, "from"), show_clock(shift[0].from));
    for (size_t i = 1; i < s->counters.roster.count; i++)
        if (shift[i].from <= shift[i - 1].from)
            misplaced(c, path_of(item_path(p, i - 1).text, "from"), show_clock(shift[i - 1].from),
                      path_of(item_path(p, i).text, "from"), show_clock(shift[i].from));
    const struct setup_chance *chance = s->counters.by_chance.items;
    double sum = 0;
    for (size_t i = 0; i < s->counters.by_chance.count; i++)
        sum += chance[i].share;
    p = path_of("counters", "by_chance");
    char text[32];
    snprintf(text, sizeof text, "%g%%", 100 * sum);
    if (s->counters.by_chance.count > 0 && fabs(sum - 1) > 1e-9)
        err_add(c->e, ERR_SHARE_SUM, where(c, &p), p.text, text);
}

/* Is everybody with a ticket served, however long it takes? */
static bool serves_all(const struct setup *s)
{
    return s->period.at_end == SETUP_SERVE || s->period.at_end == SETUP_OPEN;
}

/* Where the number of counters at the end is written. */
static struct path last_duty_path(const struct setup *s)
{
    if (last_on_duty(s) < last_of_roster(s))
        return path_of("counters", "by_chance");
    if (s->counters.roster.count == 0)
        return path_of("counters", "on_duty");
    struct path roster = path_of("counters", "roster");
    return path_of(item_path(roster, s->counters.roster.count - 1).text, "counters");
}

/* Whoever is left at the end, booked or not, needs a counter that may serve him. */
static void check_dedicated(struct check *c)
{
    const struct setup *s = &c->d->s;
    bool is_last = serves_all(s);
    int32_t least = is_last ? 1 : 0, most = is_last ? last_on_duty(s) - 1 : most_on_duty(s);
    struct path p = last_duty_path(s);
    char low[16], high[16];
    if (most < least) {
        err_add(c->e, ERR_ENDLESS, where(c, &p), p.text, "two counters at the end");
        return;
    }
    whole(low, least);
    whole(high, most);
    if (s->counters.dedicated < least || s->counters.dedicated > most)
        out_of_range(c, path_of("counters", "dedicated"), s->counters.dedicated, low, high);
}

/* A rank has one weight, whichever use says it. */
static void check_weights(struct check *c)
{
    const struct setup *s = &c->d->s;
    const struct setup_use *use = s->uses.items;
    char weight[16];
    for (size_t i = 1; i < s->uses.count; i++)
        for (size_t k = 0; k < i; k++)
            if (use[k].rank == use[i].rank && use[k].weight != use[i].weight) {
                whole(weight, use[k].weight);
                out_of_range(c, use_path(&use[i], "weight"), use[i].weight, weight, weight);
                break;
            }
}

static void check_counters(struct check *c)
{
    const struct setup *s = &c->d->s;
    char number[16];
    check_roster(c);
    whole(number, most_on_duty(s));
    if (s->counters.places > 0 && s->counters.places < most_on_duty(s))
        out_of_range(c, path_of("counters", "places"), s->counters.places, number, "1000000");
    if (s->counters.rule == DISCIPLINE_DEDICATED)
        check_dedicated(c);
    if (s->counters.early_end.rule == COUNTER_END_TICKETS && s->counters.early_end.tickets == 0)
        out_of_range(c, path_of("counters", "early_end.tickets"), 0, "1", "1000000");
}

static void check_tandem(struct check *c)
{
    const struct setup *s = &c->d->s;
    const struct setup_next *next = s->tandem.items;
    for (size_t i = 0; i < s->tandem.count; i++)
        check_law(c, &next[i].service,
                  path_of(item_path(path_of("", "tandem"), i).text, "service"));
}

/* ---- the whole ---- */

/* Work of a use in counters kept busy by it: arrivals x mean service. */
static double load_of(const struct setup_data *d, const struct setup_use *use)
{
    double day_us = (double)SIM_DAY.us, mean = setup_mean_us(d, &use->service);
    double per_us = use->arrivals.kind == SETUP_DETERMINISTIC ? 1 / (double)use->arrivals.every.us
                                                              : use->arrivals.rate / day_us;
    return per_us * mean / (1 - use->feedback.share);
}

/* Does something keep the line short, whatever the load? */
static bool is_bounded(const struct setup *s, const struct setup_use *use)
{
    return s->counters.places > 0 || s->counters.longest_wait.us > 0 ||
           use->patience.family != SETUP_NONE || use->balking.all_at > 0 ||
           use->arrivals.limit.most > 0 || use->arrivals.rates.count > 0 ||
           use->arrivals.kind > SETUP_DETERMINISTIC;
}

static void check_steady(struct check *c)
{
    const struct setup *s = &c->d->s;
    const struct setup_use *use = s->uses.items;
    double load = 0;
    struct path p = path_of("period", "warm_up");
    for (size_t i = 0; i < s->uses.count; i++) {
        if (is_bounded(s, &use[i]) && use[i].retry.share <= 0)
            return;
        load += load_of(c->d, &use[i]);
    }
    if (s->period.warm_up.us > 0 && load >= (double)most_on_duty(s)) {
        char text[32], number[16];
        snprintf(text, sizeof text, "%.2f", load);
        whole(number, most_on_duty(s));
        err_add(c->e, ERR_OVERLOAD, where(c, &p), text, number);
    }
}

/* People of a use in one replication, at most. */
static double people_of(const struct setup *s, const struct setup_use *use)
{
    const struct setup_arrivals *a = &use->arrivals;
    const struct setup_step *step = a->rates.items;
    double rate = a->rate, days = (double)s->period.length.us / (double)SIM_DAY.us;
    for (size_t i = 0; i < a->rates.count; i++)
        rate = step[i].rate > rate ? step[i].rate : rate;
    if (a->kind == SETUP_DETERMINISTIC)
        rate = (double)SIM_DAY.us / (double)a->every.us;
    return a->kind > SETUP_DETERMINISTIC ? 0 : rate * days * s->period.days;
}

/* Doors that stay open but give no more tickets, and people who never give up. */
static bool tries_for_ever(const struct setup *s, const struct setup_use *use)
{
    return s->period.at_end == SETUP_OPEN && s->counters.early_end.rule != COUNTER_END_NEVER &&
           use->retry.share >= 1 && use->retry.attempts == 0;
}

static void check_end(struct check *c)
{
    const struct setup *s = &c->d->s;
    const struct setup_use *use = s->uses.items;
    struct path p = last_duty_path(s);
    if (serves_all(s) && last_on_duty(s) == 0)
        err_add(c->e, ERR_ENDLESS, where(c, &p), p.text, "counters at the end");
    for (size_t i = 0; i < s->uses.count; i++) {
        const struct setup_arrivals *a = &use[i].arrivals;
        bool is_open =
            a->kind == SETUP_SOURCE || (a->kind <= SETUP_DETERMINISTIC && a->limit.most == 0);
        p = path_of("period", "at_end");
        if (s->period.at_end == SETUP_OPEN && is_open)
            err_add(c->e, ERR_ENDLESS, where(c, &p), p.text, "limit the people of each use");
        p = use_path(&use[i], "arrivals");
        if (people_of(s, &use[i]) > PEOPLE_MOST)
            err_add(c->e, ERR_ENDLESS, where(c, &p), p.text, "fewer people");
        p = use_path(&use[i], "retry");
        if (tries_for_ever(s, &use[i]))
            err_add(c->e, ERR_ENDLESS, where(c, &p), p.text, "a limit of attempts");
    }
}

static void check_model(struct check *c)
{
    const struct setup *s = &c->d->s;
    if (strcmp(s->model, "queue") != 0)
        err_add(c->e, ERR_CHOICE, bind_where(c->d->doc, "model"), "model", s->model, "ward, queue",
                "queue");
    double seed = s->run.seed;
    if (seed != (double)(uint64_t)seed)
        err_add(c->e, ERR_KIND, bind_where(c->d->doc, "run.seed"), "run.seed", "", "whole number",
                "20200727");
    struct path warm_up = path_of("period", "warm_up"), length = path_of("period", "length");
    if (s->period.warm_up.us >= s->period.length.us)
        err_add(c->e, ERR_ORDER, where(c, &warm_up), warm_up.text,
                show_span(s->period.warm_up).text, length.text, show_span(s->period.length).text);
}

static bool bind_settings(struct bind_doc *doc, const char *const *overrides, size_t n_overrides,
                          struct arena *home, struct setup_data *out, struct err *e)
{
    bool is_overridden = true;
    out->doc = doc;
    for (size_t i = 0; i < n_overrides; i++)
        is_overridden &= bind_override(doc, setup_rows(), overrides[i], (int)i + 1, e);
    return bind_apply(doc, setup_rows(), &out->s, sizeof out->s, home, e) && is_overridden;
}

bool setup_bind(struct bind_doc *doc, const char *const *overrides, size_t n_overrides,
                struct arena *home, struct setup_data *out, struct err *e)
{
    *out = (struct setup_data){0};
    if (!bind_settings(doc, overrides, n_overrides, home, out, e))
        return false;
    struct check c = {out, home, e};
    const struct setup_use *use = out->s.uses.items;
    check_model(&c);
    for (size_t i = 0; i < out->s.uses.count; i++)
        check_use(&c, &use[i]);
    check_weights(&c);
    check_counters(&c);
    check_tandem(&c);
    shift_check(&out->s.shifts, 0, doc, e);
    if (err_is_set(e))
        return false;
    check_end(&c);
    check_steady(&c);
    return !err_is_set(e);
}

bool setup_read(const char *path, const char *const *overrides, size_t n_overrides,
                struct arena *home, struct setup_data *out, struct err *e)
{
    struct bind_doc *doc = bind_load(path, home, e);
    return doc != NULL && setup_bind(doc, overrides, n_overrides, home, out, e);
}
