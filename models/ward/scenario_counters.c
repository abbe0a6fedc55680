/* Checks what a scenario says of counters: pools, the uses they serve, rules. */
#include <stdio.h>
#include <string.h>

#include "models/ward/scenario.h"
#include "sim/base/attr.h"
#include "sim/input/near.h"

enum { PATH_BYTES = 128 };

static const char *const names[USE_COUNT] = {
    [USE_RENEWAL] = "renewal", [USE_HANDOVER] = "handover",   [USE_PIN_RESET] = "pin_reset",
    [USE_ISSUE] = "issue",     [USE_MYNAPOINT] = "mynapoint", [USE_OTHER] = "other"};

static const struct scenario_pool *pools_of(const struct scenario_data *d)
{
    return d->s.counters.pools.items;
}

/* ---- which pool serves a use ---- */

/* What the uses of all pools are found to be. */
struct serving {
    struct scenario_data *d;
    struct err *e;
    bool is_served[USE_COUNT];
    struct src_pos at[USE_COUNT]; /* of the pool that serves it */
};

static void add_use(struct serving *s, size_t pool, const char *written, struct src_pos at)
{
    int32_t use = 0;
    while (use < USE_COUNT && strcmp(names[use], written) != 0)
        use++;
    if (use == USE_COUNT) {
        const char *nearest = near_best(written, names, USE_COUNT);
        err_add(s->e, ERR_NAME_UNKNOWN, at, written, "use", nearest != NULL ? nearest : "");
        return;
    }
    if (s->is_served[use]) {
        char line[16];
        snprintf(line, sizeof line, "%d", s->at[use].line);
        err_add(s->e, ERR_KEY_TWICE, at, written, line);
    }
    s->is_served[use] = true;
    s->at[use] = at;
    s->d->pool_of[use] = (uint8_t)pool;
}

/* The words of the text, spaces or commas between them. */
static void add_uses(struct serving *s, size_t pool)
{
    static const char between[] = " ,";
    char word[PATH_BYTES];
    const struct scenario_pool *p = &pools_of(s->d)[pool];
    snprintf(word, sizeof word, "counters.pools.%s.uses", p->name);
    struct src_pos at = bind_where(s->d->doc, word);
    const char *text = p->uses + strspn(p->uses, between);
    while (*text != '\0') {
        size_t n = strcspn(text, between);
        snprintf(word, sizeof word, "%.*s", (int)n, text);
        add_use(s, pool, word, at);
        text += n + strspn(text + n, between);
    }
}

static void check_pools(struct scenario_data *d, struct err *e)
{
    struct serving s = {.d = d, .e = e};
    size_t n = d->s.counters.pools.count;
    double sum = 0;
    if (n == 0)
        return;
    struct src_pos at = bind_where(d->doc, "counters.pools");
    for (size_t i = 0; i < n; i++) {
        add_uses(&s, i);
        sum += pools_of(d)[i].share;
    }
    for (int use = 0; use < USE_COUNT; use++)
        if (!s.is_served[use])
            err_add(e, ERR_NO_DATA, at, "counters.pools", names[use]);
    if (sum > 1 - 1e-9 && sum < 1 + 1e-9)
        return;
    char text[32];
    snprintf(text, sizeof text, "%.1f%%", 100 * sum);
    err_add(e, ERR_SHARE_SUM, at, "counters.pools", text);
}

/* ---- rosters ---- */

static void check_pool(const struct scenario_data *d, const char *name, struct src_pos at,
                       struct err *e)
{
    const char *known[COUNTER_POOLS];
    size_t n = d->s.counters.pools.count;
    for (size_t i = 0; i < n; i++) {
        known[i] = pools_of(d)[i].name;
        if (strcmp(known[i], name) == 0)
            return;
    }
    const char *nearest = near_best(name, known, n);
    err_add(e, ERR_NAME_UNKNOWN, at, name, "pool", nearest != NULL ? nearest : "");
}

/* The steps of a kind of day are all of the ward, or all of pools that there are. */
static void check_steps(const struct scenario_data *d, const struct scenario_ward *ward,
                        struct err *e)
{
    const struct scenario_step *steps = ward->roster.items;
    const struct scenario_step *first[2] = {NULL, NULL}; /* of each kind of day */
    char path[PATH_BYTES];
    for (size_t i = 0; i < ward->roster.count; i++) {
        snprintf(path, sizeof path, "wards.%s.roster.%zu", ward->name, i + 1);
        struct src_pos at = bind_where(d->doc, path);
        const struct scenario_step *of_day = first[steps[i].day];
        if (of_day == NULL)
            first[steps[i].day] = &steps[i];
        else if ((of_day->pool == NULL) != (steps[i].pool == NULL))
            err_add(e, ERR_KEY_MISSING, at, "pool", path);
        if (steps[i].pool != NULL)
            check_pool(d, steps[i].pool, at, e);
    }
}

/* ---- the rest ---- */

static const struct scenario_use *use_of(const struct scenario *s, int use)
{
    const struct scenario_use *all[USE_COUNT] = {
        [USE_RENEWAL] = &s->uses.renewal,     [USE_HANDOVER] = &s->uses.handover,
        [USE_PIN_RESET] = &s->uses.pin_reset, [USE_ISSUE] = &s->uses.issue,
        [USE_MYNAPOINT] = &s->uses.mynapoint, [USE_OTHER] = &s->uses.other};
    return all[use];
}

/* What is done on the same visit takes time, too. */
static void check_also(const struct scenario_data *d, struct err *e)
{
    char path[PATH_BYTES], other[PATH_BYTES];
    for (int use = 0; use < USE_COUNT; use++) {
        const struct scenario_use *u = use_of(&d->s, use);
        if (u->also.share <= 0 || use_of(&d->s, u->also.use)->service.mean.us > 0)
            continue;
        snprintf(path, sizeof path, "uses.%s.also", names[use]);
        snprintf(other, sizeof other, "uses.%s", names[u->also.use]);
        err_add(e, ERR_KEY_MISSING, bind_where(d->doc, path), "service", other);
    }
}

static void check_lunch(const struct scenario_data *d, struct err *e)
{
    const char *key = "counters.lunch";
    int32_t from = d->s.counters.lunch.from, to = d->s.counters.lunch.to;
    if (d->s.counters.lunch.absent <= 0 || from < to)
        return;
    char text[2][16];
    snprintf(text[0], sizeof text[0], "%d:%02d", from / 3600, from / 60 % 60);
    snprintf(text[1], sizeof text[1], "%d:%02d", to / 3600, to / 60 % 60);
    err_add(e, ERR_ORDER, bind_where(d->doc, key), "counters.lunch.from", text[0],
            "counters.lunch.to", text[1]);
}

void scenario_counters(struct scenario_data *d, struct err *e)
{
    const struct scenario_ward *wards = d->s.wards.items;
    check_pools(d, e);
    for (size_t i = 0; i < d->s.wards.count; i++)
        check_steps(d, &wards[i], e);
    check_also(d, e);
    check_lunch(d, e);
    if (d->s.counters.rule == DISCIPLINE_DEDICATED && d->s.counters.dedicated == 0)
        err_add(e, ERR_RANGE, bind_where(d->doc, "counters.dedicated"), "counters.dedicated", "0",
                "1", "500");
}
