/* Reads the tables that a scenario names, and checks what no single setting can tell. */
#include "models/ward/scenario.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/office/ledger.h"
#include "models/office/shift.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/input/near.h"
#include "sim/input/rows.h"

/* Ward names as people write them; the first is ours. */
static const char *const ward_spellings[][4] = {
    {"鶴見", "tsurumi", "141011", NULL}, {"神奈川", "kanagawa", "141020", NULL},
    {"西", "nishi", "141038", NULL},     {"中", "naka", "141046", NULL},
    {"南", "minami", "141054", NULL},    {"保土ケ谷", "hodogaya", "141062", "保土ヶ谷"},
    {"磯子", "isogo", "141071", NULL},   {"金沢", "kanazawa", "141089", NULL},
    {"港北", "kohoku", "141097", NULL},  {"戸塚", "totsuka", "141101", NULL},
    {"港南", "konan", "141119", NULL},   {"旭", "asahi", "141127", NULL},
    {"緑", "midori", "141135", NULL},    {"瀬谷", "seya", "141143", NULL},
    {"栄", "sakae", "141151", NULL},     {"泉", "izumi", "141160", NULL},
    {"青葉", "aoba", "141178", NULL},    {"都筑", "tsuzuki", "141186", NULL},
};

enum { NAME_BYTES = 64 };

/* Lower case, and without the final 区. */
static void plain_name(const char *written, char plain[NAME_BYTES])
{
    static const char suffix[] = "区";
    size_t n = strlen(written);
    if (n >= NAME_BYTES)
        n = NAME_BYTES - 1;
    memcpy(plain, written, n);
    plain[n] = '\0';
    for (char *p = plain; *p != '\0'; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    size_t tail = sizeof suffix - 1;
    if (n > tail && memcmp(plain + n - tail, suffix, tail) == 0)
        plain[n - tail] = '\0';
}

/* A ward of the table, by its name or its code; NULL when the table has none such. */
static const char *name_in_table(const struct scenario_data *d, const char *written)
{
    const struct scenario_ward_row *rows = d->wards.items;
    int32_t at = scenario_index_find(&d->ward_names, written);
    if (at == SCENARIO_INDEX_NONE)
        at = scenario_index_find(&d->ward_codes, written);
    return at == SCENARIO_INDEX_NONE ? NULL : rows[at].name;
}

const char *scenario_ward_name(const char *written, const char **nearest, const void *context)
{
    if (context != NULL && name_in_table(context, written) != NULL)
        return name_in_table(context, written);
    char plain[NAME_BYTES];
    plain_name(written, plain);
    const char *names[2 * COUNT_OF(ward_spellings)];
    for (size_t i = 0; i < COUNT_OF(ward_spellings); i++) {
        names[2 * i] = ward_spellings[i][0];
        names[2 * i + 1] = ward_spellings[i][1];
        for (size_t k = 0; k < COUNT_OF(ward_spellings[i]); k++)
            if (ward_spellings[i][k] != NULL && strcmp(plain, ward_spellings[i][k]) == 0)
                return ward_spellings[i][0];
    }
    *nearest = near_best(plain, names, COUNT_OF(names));
    bool is_latin = (unsigned char)plain[0] < 0x80; /* who types letters is told letters */
    if (*nearest != NULL && !is_latin)
        *nearest = scenario_ward_name(*nearest, nearest, NULL);
    return NULL;
}

const char *scenario_ward_latin(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(ward_spellings); i++)
        if (strcmp(ward_spellings[i][0], name) == 0)
            return ward_spellings[i][1];
    return NULL;
}

/* A ward, or all of them. */
static const char *ward_or_all(const char *written, const char **nearest, const void *context)
{
    return strcmp(written, "全区") == 0 ? "全区" : scenario_ward_name(written, nearest, context);
}

static const char *const modes[] = {"booking", "walk_in", NULL};
static const char *const day_types[] = {"weekday", "saturday", NULL};
static const char *const phone_days[] = {"weekday", "other", NULL};
static const char *const states[] = {"slow", "down", NULL};
static const char *const exception_kinds[] = {"closed", "open", "reserved_only", NULL};

enum { DAY_S = 86400, DAYS_MAX = 5 * 366 };

#define NAMED(type, member, title, how) \
    { \
        .name = (title), .kind = BIND_TEXT, .offset = offsetof(type, member), .resolve = (how), \
        .name_kind = "ward" \
    }

/* A column of text that need not be there. */
#define EXTRA(type, member, title) \
    { \
        .name = (title), .kind = BIND_TEXT, .offset = offsetof(type, member), .is_optional = true \
    }

static const struct series_column ward_columns[] = {
    COLUMN(struct scenario_ward_row, name, "ward", BIND_TEXT, 0, 0),
    COLUMN(struct scenario_ward_row, code, "code", BIND_TEXT, 0, 0),
    COLUMN(struct scenario_ward_row, name_en, "name_en", BIND_TEXT, 0, 0),
    COLUMN(struct scenario_ward_row, population, "population", BIND_COUNT, 1, 1e8),
    PICKED(struct scenario_ward_row, mode, "mode", modes),
    EXTRA(struct scenario_ward_row, region, "region"),
    EXTRA(struct scenario_ward_row, saturdays, "saturdays"),
    EXTRA(struct scenario_ward_row, evenings, "evenings"),
};
static const struct series_column holiday_columns[] = {
    COLUMN(struct scenario_holiday, date, "date", BIND_DATE, 0, 0),
    COLUMN(struct scenario_holiday, name, "name", BIND_TEXT, 0, 0),
};
static const struct series_column month_columns[] = {
    MONTH(struct scenario_month_count, month, "month"),
    COLUMN(struct scenario_month_count, count, "count", BIND_REAL, 0, 1e8),
};
static const struct series_column visit_columns[] = {
    COLUMN(struct scenario_visits, date, "date", BIND_DATE, 0, 0),
    COLUMN(struct scenario_visits, visits, "visits", BIND_REAL, 0, 1e5),
};
static const struct series_column outage_columns[] = {
    COLUMN(struct scenario_outage, date, "date", BIND_DATE, 0, 0),
    COLUMN(struct scenario_outage, from, "from", BIND_CLOCK, 0, DAY_S),
    COLUMN(struct scenario_outage, to, "to", BIND_CLOCK, 0, DAY_S),
    PICKED(struct scenario_outage, state, "state", states),
    COLUMN(struct scenario_outage, factor, "factor", BIND_REAL, 1, 100),
};
static const struct series_column exception_columns[] = {
    COLUMN(struct scenario_exception, date, "date", BIND_DATE, 0, 0),
    NAMED(struct scenario_exception, ward, "ward", ward_or_all),
    PICKED(struct scenario_exception, kind, "kind", exception_kinds),
    COLUMN(struct scenario_exception, announced, "announced", BIND_DATE, 0, 0),
};
static const struct series_column batch_columns[] = {
    COLUMN(struct scenario_batch, date, "date", BIND_DATE, 0, 0),
    NAMED(struct scenario_batch, ward, "ward", ward_or_all),
};
static const struct series_column hour_columns[] = {
    PICKED(struct scenario_weight, day, "day_type", day_types),
    COLUMN(struct scenario_weight, from, "from", BIND_CLOCK, 0, DAY_S),
    COLUMN(struct scenario_weight, weight, "weight", BIND_REAL, 0, 1e6),
};
static const struct series_column request_columns[] = {
    COLUMN(struct scenario_weight, from, "from", BIND_CLOCK, 0, DAY_S),
    COLUMN(struct scenario_weight, weight, "weight", BIND_REAL, 0, 1e6),
};
static const struct series_column agent_columns[] = {
    PICKED(struct scenario_agents, day, "day_type", phone_days),
    COLUMN(struct scenario_agents, from, "from", BIND_CLOCK, 0, DAY_S),
    COLUMN(struct scenario_agents, agents, "agents", BIND_COUNT, 0, 10000),
    EXTRA(struct scenario_agents, region, "region"),
};
static const struct series_column factor_columns[] = {
    COLUMN(struct scenario_factor, name, "factor", BIND_TEXT, 0, 0),
    COLUMN(struct scenario_factor, value, "value", BIND_REAL, 0, 100),
};
static const struct series_column capacity_columns[] = {
    NAMED(struct scenario_capacity, ward, "ward", scenario_ward_name),
    MONTH(struct scenario_capacity, month, "month"),
    COLUMN(struct scenario_capacity, weekday, "weekday", BIND_COUNT, 0, 500),
    COLUMN(struct scenario_capacity, saturday, "saturday", BIND_COUNT, 0, 500),
    COLUMN(struct scenario_capacity, places_renewal, "places_renewal", BIND_COUNT, 0, 5000),
    COLUMN(struct scenario_capacity, places_handover, "places_handover", BIND_COUNT, 0, 5000),
};

static const struct series_shape ward_shape = SHAPE(ward_columns, struct scenario_ward_row);
static const struct series_shape holiday_shape = SHAPE(holiday_columns, struct scenario_holiday);
static const struct series_shape month_shape = SHAPE(month_columns, struct scenario_month_count);
static const struct series_shape visit_shape = SHAPE(visit_columns, struct scenario_visits);
static const struct series_shape outage_shape = SHAPE(outage_columns, struct scenario_outage);
static const struct series_shape exception_shape =
    SHAPE(exception_columns, struct scenario_exception);
static const struct series_shape batch_shape = SHAPE(batch_columns, struct scenario_batch);
static const struct series_shape hour_shape = SHAPE(hour_columns, struct scenario_weight);
static const struct series_shape request_shape = SHAPE(request_columns, struct scenario_weight);
static const struct series_shape agent_shape = SHAPE(agent_columns, struct scenario_agents);
static const struct series_shape factor_shape = SHAPE(factor_columns, struct scenario_factor);
static const struct series_shape capacity_shape = SHAPE(capacity_columns, struct scenario_capacity);

enum { FILES_MAX = 64 };

struct reading {
    struct arena *home;
    struct err *e;
    const char **files;
    size_t n_files;
};

/* Reads a table when the scenario names one. */
static void read_table(struct reading *r, const char *path, const struct series_shape *shape,
                       struct bind_list *out)
{
    if (path == NULL)
        return;
    BUG_IF(r->n_files == FILES_MAX);
    r->files[r->n_files++] = path;
    if (!series_read(path, shape, r->home, out, r->e))
        *out = (struct bind_list){0};
}

static const struct scenario_use *use_of(const struct scenario *s, int use)
{
    const struct scenario_uses *u = &s->uses;
    const struct scenario_use *all[USE_COUNT] = {&u->renewal, &u->handover,  &u->pin_reset,
                                                 &u->issue,   &u->mynapoint, &u->other};
    return all[use];
}

/* A table with names of wards: those of the table of wards, too. */
static void read_named(struct reading *r, const char *path, const struct series_shape *shape,
                       const struct scenario_data *d, struct bind_list *out)
{
    enum { COLUMNS_MAX = 8 };
    struct series_column columns[COLUMNS_MAX];
    struct series_shape here = *shape;
    BUG_IF(shape->n_columns > COLUMNS_MAX);
    memcpy(columns, shape->columns, shape->n_columns * sizeof *columns);
    for (size_t i = 0; i < shape->n_columns; i++)
        columns[i].resolve_context = columns[i].resolve != NULL ? d : NULL;
    here.columns = columns;
    read_table(r, path, &here, out);
}

bool scenario_name_wards(struct scenario_data *d, struct arena *home)
{
    const struct scenario_ward_row *rows = d->wards.items;
    int32_t n = (int32_t)d->wards.count;
    if (!scenario_index_init(&d->ward_names, home, n) ||
        !scenario_index_init(&d->ward_codes, home, n))
        return false;
    for (int32_t i = 0; i < n; i++) {
        scenario_index_add(&d->ward_names, rows[i].name);
        scenario_index_add(&d->ward_codes, rows[i].code);
    }
    scenario_index_sort(&d->ward_names);
    scenario_index_sort(&d->ward_codes);
    return true;
}

/* Names as we write them. Wards of the city we know; any other place must say which region it
 * is of, so that a slip of the pen is not taken for a place. */
static void name_wards(struct reading *r, struct scenario_data *d)
{
    struct scenario_ward_row *rows = d->wards.items;
    for (size_t i = 0; i < d->wards.count; i++) {
        const char *nearest = NULL, *known = scenario_ward_name(rows[i].name, &nearest, NULL);
        if (known == NULL && rows[i].region == NULL)
            err_add(r->e, ERR_NAME_UNKNOWN, rows[i].at, rows[i].name, "ward",
                    nearest != NULL ? nearest : "", "other place");
        rows[i].name = known != NULL ? known : rows[i].name;
    }
    if (!scenario_name_wards(d, r->home))
        err_add(r->e, ERR_NOMEM, SRC_NOWHERE, "wards");
}

static void read_tables(struct reading *r, struct scenario_data *d)
{
    const struct scenario *s = &d->s;
    const struct {
        const char *path;
        const struct series_shape *shape;
        struct bind_list *out;
    } tables[] = {
        {s->calendar.holidays, &holiday_shape, &d->holidays},
        {s->notices.expiries, &month_shape, &d->expiries},
        {s->profile.hours, &hour_shape, &d->hours},
        {s->profile.requests, &request_shape, &d->requests},
        {s->profile.factors, &factor_shape, &d->factors},
        {s->counters.outages, &outage_shape, &d->outages},
        {s->phone.agents, &agent_shape, &d->agents},
    };
    read_table(r, s->ward_table, &ward_shape, &d->wards);
    name_wards(r, d);
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        read_table(r, tables[i].path, tables[i].shape, tables[i].out);
    read_named(r, s->calendar.exceptions, &exception_shape, d, &d->exceptions);
    read_named(r, s->notices.batches, &batch_shape, d, &d->batches);
    read_named(r, s->counters.capacity, &capacity_shape, d, &d->capacity);
    for (int use = 0; use < USE_COUNT; use++)
        read_table(r, use_of(s, use)->monthly, &month_shape, &d->monthly[use]);
    const struct scenario_surge *surges = s->surges.items;
    for (size_t i = 0; i < s->surges.count; i++)
        read_table(r, surges[i].table, &visit_shape, &d->surge[i]);
}

/* ---- what no single setting can tell -------------------------------------- */

static void check_order(const struct scenario_data *d, struct err *e, const char *early_key,
                        int64_t early, const char *late_key, int64_t late)
{
    if (early <= late)
        return;
    err_add(e, ERR_ORDER, bind_where(d->doc, late_key), early_key, "", late_key, "");
}

static void check_days(const struct scenario_data *d, struct err *e, const char *early_key,
                       civil_day early, const char *late_key, civil_day late)
{
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
    if (early <= late)
        return;
    civil_format(early, from);
    civil_format(late, to);
    err_add(e, ERR_ORDER, bind_where(d->doc, late_key), early_key, from, late_key, to);
}

static void check_dates(const struct scenario_data *d, struct err *e)
{
    const struct scenario *s = &d->s;
    civil_day last = s->warmup.notices_from + DAYS_MAX;
    check_days(d, e, "period.from", s->period.from, "period.to", s->period.to);
    check_days(d, e, "warmup.counters_from", s->warmup.counters_from, "period.from",
               s->period.from);
    check_days(d, e, "warmup.notices_from", s->warmup.notices_from, "warmup.counters_from",
               s->warmup.counters_from);
    check_days(d, e, "notices.suspended.from", s->notices.suspended.from, "notices.suspended.to",
               s->notices.suspended.to);
    if (s->period.to <= last)
        return;
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES], most[CIVIL_TEXT_BYTES];
    civil_format(s->period.from, from);
    civil_format(s->period.to, to);
    civil_format(last, most);
    err_add(e, ERR_RANGE, bind_where(d->doc, "period.to"), "period.to", to, from, most);
}

static void check_spans(const struct scenario_data *d, struct err *e)
{
    const struct scenario *s = &d->s;
    check_order(d, e, "calendar.weekday.open", s->calendar.weekday.open + 1,
                "calendar.weekday.close", s->calendar.weekday.close);
    check_order(d, e, "calendar.saturday.open", s->calendar.saturday.open + 1,
                "calendar.saturday.close", s->calendar.saturday.close);
    check_order(d, e, "notices.delivery.least", s->notices.delivery.least.us,
                "notices.delivery.most", s->notices.delivery.most.us);
    check_order(d, e, "booking.punctuality.earliest", s->booking.punctuality.earliest.us,
                "booking.punctuality.usual", s->booking.punctuality.usual.us);
    check_order(d, e, "booking.punctuality.usual", s->booking.punctuality.usual.us,
                "booking.punctuality.latest", s->booking.punctuality.latest.us);
    check_order(d, e, "levels.some", s->levels.some.us, "levels.crowded", s->levels.crowded.us);
    check_order(d, e, "levels.crowded", s->levels.crowded.us, "levels.heavy", s->levels.heavy.us);
}

static void check_shares(const struct scenario_data *d, struct err *e)
{
    const struct scenario_response *r = &d->s.response;
    double sum = r->prompt.share + r->leisurely.share + r->reminded.share + r->deadline.share +
                 r->lapsed.share + r->tax_season.share + r->never.share + r->early.share;
    if (sum > 1 - 1e-9 && sum < 1 + 1e-9)
        return;
    char text[32];
    snprintf(text, sizeof text, "%.1f%%", 100 * sum);
    err_add(e, ERR_SHARE_SUM, bind_where(d->doc, "response"), "response", text);
}

static void check_ward_is_there(const struct scenario_data *d, const char *name, struct src_pos at,
                                struct err *e)
{
    if (name_in_table(d, name) == NULL)
        err_add(e, ERR_NAME_UNKNOWN, at, name, "ward", "");
}

static void row_twice(struct err *e, struct src_pos at, const char *what, struct src_pos first)
{
    char line[16];
    snprintf(line, sizeof line, "%d", first.line);
    err_add(e, ERR_ROW_TWICE, at, what, line);
}

/* Months in order, each once: a month follows the one in the row above it. */
static void check_months(const struct bind_list *list, struct err *e)
{
    const struct scenario_month_count *rows = list->items;
    for (size_t i = 1; i < list->count; i++) {
        char before[CIVIL_TEXT_BYTES], month[CIVIL_TEXT_BYTES];
        civil_format(rows[i - 1].month, before);
        civil_format(rows[i].month, month);
        before[7] = month[7] = '\0';
        if (rows[i].month == rows[i - 1].month)
            row_twice(e, rows[i].at, month, rows[i - 1].at);
        else if (rows[i].month < rows[i - 1].month)
            err_add(e, ERR_ORDER, rows[i].at, "month", before, "month", month);
    }
}

static void check_exceptions(const struct scenario_data *d, struct err *e)
{
    const struct scenario_exception *rows = d->exceptions.items;
    for (size_t i = 0; i < d->exceptions.count; i++) {
        char date[CIVIL_TEXT_BYTES], announced[CIVIL_TEXT_BYTES], what[64];
        civil_format(rows[i].date, date);
        civil_format(rows[i].announced, announced);
        if (rows[i].announced > rows[i].date)
            err_add(e, ERR_ORDER, rows[i].at, "announced", announced, "date", date);
        snprintf(what, sizeof what, "%s %s", date, rows[i].ward);
        for (size_t k = 0; k < i; k++)
            if (rows[k].date == rows[i].date && strcmp(rows[k].ward, rows[i].ward) == 0)
                row_twice(e, rows[i].at, what, rows[k].at);
    }
}

static void check_batches(const struct scenario_data *d, struct err *e)
{
    const struct scenario_batch *rows = d->batches.items;
    for (size_t i = 0; i < d->batches.count; i++) {
        char date[CIVIL_TEXT_BYTES], what[64];
        civil_format(rows[i].date, date);
        snprintf(what, sizeof what, "%s %s", date, rows[i].ward);
        for (size_t k = 0; k < i; k++)
            if (rows[k].date == rows[i].date && strcmp(rows[k].ward, rows[i].ward) == 0)
                row_twice(e, rows[i].at, what, rows[k].at);
    }
}

/* Twice the same ward and month: found by the numbers of both, sorted. */
struct capacity_key {
    int64_t ward_month;
    size_t row;
};

static int compare_keys(const void *a, const void *b)
{
    const struct capacity_key *x = a, *y = b;
    if (x->ward_month != y->ward_month)
        return x->ward_month < y->ward_month ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static bool check_capacity(const struct scenario_data *d, struct arena *home, struct err *e)
{
    const struct scenario_capacity *rows = d->capacity.items;
    size_t n = d->capacity.count;
    struct capacity_key *keys = arena_take_array(home, struct capacity_key, n + 1);
    if (keys == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "capacity");
    for (size_t i = 0; i < n; i++)
        keys[i] = (struct capacity_key){
            scenario_index_find(&d->ward_names, rows[i].ward) * (INT64_C(1) << 32) + rows[i].month,
            i};
    qsort(keys, n, sizeof *keys, compare_keys);
    for (size_t i = 1; i < n; i++) {
        const struct scenario_capacity *row = &rows[keys[i].row], *first = &rows[keys[i - 1].row];
        char month[CIVIL_TEXT_BYTES], what[64];
        if (keys[i].ward_month != keys[i - 1].ward_month || strcmp(row->ward, first->ward) != 0)
            continue;
        civil_format(row->month, month);
        snprintf(what, sizeof what, "%.48s %.7s", row->ward, month);
        row_twice(e, row->at, what, first->at);
    }
    return true;
}

static bool check_tables(const struct scenario_data *d, struct arena *home, struct err *e)
{
    check_months(&d->expiries, e);
    for (int use = 0; use < USE_COUNT; use++)
        check_months(&d->monthly[use], e);
    check_exceptions(d, e);
    check_batches(d, e);
    return check_capacity(d, home, e);
}

/* Whatever people come for takes time. */
static void check_services(const struct scenario_data *d, struct err *e)
{
    static const char *const names[USE_COUNT] = {"uses.renewal", "uses.handover",  "uses.pin_reset",
                                                 "uses.issue",   "uses.mynapoint", "uses.other"};
    bool is_used[USE_COUNT] = {[USE_RENEWAL] = true};
    const struct scenario_surge *surges = d->s.surges.items;
    for (size_t i = 0; i < d->s.surges.count; i++)
        is_used[surges[i].use] = true;
    for (int use = 0; use < USE_COUNT; use++) {
        const struct scenario_use *u = use_of(&d->s, use);
        if ((is_used[use] || u->monthly != NULL || u->visits > 0) && u->service.mean.us <= 0)
            err_add(e, ERR_KEY_MISSING, bind_where(d->doc, names[use]), "service", names[use]);
    }
    if (d->s.pin.unknown > 0 && d->s.pin.added.mean.us <= 0)
        err_add(e, ERR_KEY_MISSING, bind_where(d->doc, "pin"), "added", "pin");
}

/* Nobody comes in two shapes, and whatever visit there is takes time. */
static void check_procedures(const struct scenario_data *d, struct err *e)
{
    const struct scenario *s = &d->s;
    bool is_asking = s->notices.no_id.acts || s->response.early.share > 0;
    if (is_asking && s->notices.no_id.by_call < 1 && s->notices.no_id.service.mean.us <= 0)
        err_add(e, ERR_KEY_MISSING, bind_where(d->doc, "notices.no_id"), "service",
                "notices.no_id");
    double proxy = s->procedures.proxy.share, guardian = s->procedures.guardian.share;
    if (proxy + guardian > 1) {
        char most[32];
        snprintf(most, sizeof most, "%.6g%%", 100 * (1 - proxy));
        err_add(e, ERR_RANGE, bind_where(d->doc, "procedures.guardian.share"),
                "procedures.guardian.share", "", "0%", most);
    }
    bool is_enquiring = (proxy > 0 && s->procedures.proxy.with_form < 1) ||
                        (guardian > 0 && s->procedures.guardian.no_photo > 0);
    if (is_enquiring && s->procedures.first_visit.mean.us <= 0)
        err_add(e, ERR_KEY_MISSING, bind_where(d->doc, "procedures"), "first_visit", "procedures");
}

/* Steps of each kind of day in order of time. */
static void check_roster(const struct scenario_data *d, const struct scenario_ward *ward,
                         struct err *e)
{
    const struct scenario_step *steps = ward->roster.items;
    char path[96], text[2][16];
    snprintf(path, sizeof path, "wards.%s.roster", ward->name);
    for (size_t i = 0; i < ward->roster.count; i++)
        for (size_t k = 0; k < i; k++) {
            bool is_apart = steps[k].pool != NULL && steps[i].pool != NULL &&
                            strcmp(steps[k].pool, steps[i].pool) != 0;
            if (steps[k].day != steps[i].day || is_apart || steps[k].from < steps[i].from)
                continue;
            const int32_t from[2] = {steps[k].from, steps[i].from};
            for (int t = 0; t < 2; t++)
                snprintf(text[t], sizeof text[t], "%d:%02d", from[t] / 3600, from[t] / 60 % 60);
            err_add(e, ERR_ORDER, bind_where(d->doc, path), "from", text[0], "from", text[1]);
        }
}

/* The ledger holds so many slots a day; places are known for two uses. */
static void check_booking(const struct scenario_data *d, struct err *e)
{
    const struct scenario *s = &d->s;
    const struct scenario_uses *u = &s->uses;
    const struct scenario_hours saturday = {s->calendar.saturday.open, s->calendar.saturday.close};
    int64_t longest = s->calendar.weekday.close - s->calendar.weekday.open;
    if (saturday.close - saturday.open > longest)
        longest = saturday.close - saturday.open;
    if (scenario_has_evening(d) && s->calendar.evening.close - s->calendar.weekday.open > longest)
        longest = s->calendar.evening.close - s->calendar.weekday.open;
    longest -= s->booking.last_before_close.us / 1000000;
    if (longest / (s->booking.slot.us / 1000000) >= LEDGER_SLOTS) {
        char least[32];
        snprintf(least, sizeof least, "%d min", (int)(longest / LEDGER_SLOTS / 60 + 1));
        err_add(e, ERR_RANGE, bind_where(d->doc, "booking.slot"), "booking.slot", "", least, "4 h");
    }
    const struct {
        const char *key;
        const struct scenario_use *use;
    } uses[] = {{"uses.pin_reset", &u->pin_reset},
                {"uses.issue", &u->issue},
                {"uses.mynapoint", &u->mynapoint},
                {"uses.other", &u->other}};
    for (size_t i = 0; i < COUNT_OF(uses); i++)
        if (uses[i].use->mode == MODE_BY_WARD && uses[i].use->places == 0)
            err_add(e, ERR_KEY_MISSING, bind_where(d->doc, uses[i].key), "places", uses[i].key);
}

/* A table of months must reach from the first to the last that counts: what it does not
 * say would be nobody. */
static void check_cover(const struct scenario_data *d, const struct bind_list *list,
                        const char *key, const char *path, civil_day first, civil_day last,
                        struct err *e)
{
    const struct scenario_month_count *rows = list->items;
    for (int32_t month = civil_month_index(first); month <= civil_month_index(last); month++) {
        bool is_there = list->count == 0;
        for (size_t i = 0; i < list->count && !is_there; i++)
            is_there = civil_month_index(rows[i].month) == month;
        char text[CIVIL_TEXT_BYTES];
        civil_format(civil_first_of_month(month), text);
        text[7] = '\0';
        if (!is_there) {
            err_add(e, ERR_NO_DATA, bind_where(d->doc, key), path, text);
            return;
        }
    }
}

/* People of a use come by a table or by a rate, not both. */
static void check_once(const struct scenario_data *d, const struct scenario_use *use,
                       const char *monthly_key, const char *visits_key, struct err *e)
{
    if (use->monthly == NULL || use->visits <= 0)
        return;
    char line[16];
    snprintf(line, sizeof line, "%d", bind_where(d->doc, monthly_key).line);
    err_add(e, ERR_KEY_TWICE, bind_where(d->doc, visits_key), visits_key, line);
}

static void check_demand(const struct scenario_data *d, struct err *e)
{
    static const char *const keys[USE_COUNT] = {"uses.renewal.monthly",   "uses.handover.monthly",
                                                "uses.pin_reset.monthly", "uses.issue.monthly",
                                                "uses.mynapoint.monthly", "uses.other.monthly"};
    const struct scenario *s = &d->s;
    if (s->uses.renewal.monthly != NULL || s->uses.renewal.visits > 0)
        err_add(e, ERR_NOT_SERVED, bind_where(d->doc, "uses.renewal"),
                s->uses.renewal.monthly != NULL ? "uses.renewal.monthly" : "uses.renewal.visits");
    check_once(d, &s->uses.handover, keys[USE_HANDOVER], "uses.handover.visits", e);
    check_once(d, &s->uses.pin_reset, keys[USE_PIN_RESET], "uses.pin_reset.visits", e);
    check_once(d, &s->uses.issue, keys[USE_ISSUE], "uses.issue.visits", e);
    check_once(d, &s->uses.mynapoint, keys[USE_MYNAPOINT], "uses.mynapoint.visits", e);
    check_once(d, &s->uses.other, keys[USE_OTHER], "uses.other.visits", e);
    int32_t early = s->response.early.share > 0 ? PLAN_EARLY_DAYS : 0;
    civil_day last_expiry = civil_add_months(s->period.to + early, 3);
    check_cover(d, &d->expiries, "notices.expiries", s->notices.expiries, s->period.from,
                last_expiry, e);
    for (int use = 0; use < USE_COUNT; use++)
        check_cover(d, &d->monthly[use], keys[use], use_of(s, use)->monthly,
                    s->warmup.counters_from, s->period.to, e);
}

static void check_early_end(const struct scenario_data *d, struct err *e)
{
    if (d->s.counters.early_end.rule == COUNTER_END_TICKETS &&
        d->s.counters.early_end.tickets == 0 && d->s.counters.early_end.per_counter == 0)
        err_add(e, ERR_RANGE, bind_where(d->doc, "counters.early_end"),
                "counters.early_end.tickets", "0", "1", "100000");
}

/* Random addresses come from the code; 141003 is the whole city. */
static void check_codes(const struct scenario_data *d, struct err *e)
{
    const struct scenario_ward_row *rows = d->wards.items;
    for (size_t i = 0; i < d->wards.count; i++)
        if (strlen(rows[i].code) != 6 || strspn(rows[i].code, "0123456789") != 6 ||
            strcmp(rows[i].code, "141003") == 0)
            err_add(e, ERR_KIND, rows[i].at, "code", rows[i].code, "ward code of 6 digits",
                    "141011");
}

/* Saturdays and evenings of a ward's own. */
static void check_patterns(const struct scenario_data *d, struct err *e)
{
    const struct scenario_ward_row *rows = d->wards.items;
    uint32_t unused;
    for (size_t i = 0; i < d->wards.count; i++) {
        if (rows[i].saturdays != NULL && !scenario_numbers(rows[i].saturdays, &unused))
            err_add(e, ERR_KIND, rows[i].at, "saturdays", rows[i].saturdays, "numbers 1 to 5",
                    "2 4");
        if (rows[i].evenings != NULL && !scenario_numbers(rows[i].evenings, &unused))
            err_add(e, ERR_KIND, rows[i].at, "evenings", rows[i].evenings, "numbers 1 to 5", "2");
    }
}

static void check_wards(struct scenario_data *d, struct err *e)
{
    const struct scenario_ward_row *rows = d->wards.items;
    if (d->wards.count == 0)
        return; /* the table itself has been refused */
    for (size_t i = 0; i < d->wards.count; i++) {
        size_t name = (size_t)scenario_index_find(&d->ward_names, rows[i].name),
               code = (size_t)scenario_index_find(&d->ward_codes, rows[i].code),
               first = name < code ? name : code;
        if (first < i)
            row_twice(e, rows[i].at, rows[i].name, rows[first].at);
    }
    check_codes(d, e);
    check_patterns(d, e);
    const struct scenario_ward *wards = d->s.wards.items;
    for (size_t i = 0; i < d->s.wards.count; i++) {
        check_ward_is_there(d, wards[i].name, bind_where(d->doc, "wards"), e);
        check_roster(d, &wards[i], e);
    }
    if (d->s.report.ward == NULL)
        return;
    const char *nearest = NULL;
    const char *name = scenario_ward_name(d->s.report.ward, &nearest, d);
    struct src_pos at = bind_where(d->doc, "report.ward");
    if (name == NULL)
        err_add(e, ERR_NAME_UNKNOWN, at, d->s.report.ward, "ward", nearest != NULL ? nearest : "");
    else
        check_ward_is_there(d, d->s.report.ward = name, at, e);
}

static void check_model(const struct scenario_data *d, struct err *e)
{
    if (strcmp(d->s.model, "ward") != 0)
        err_add(e, ERR_CHOICE, bind_where(d->doc, "model"), "model", d->s.model, "ward", "ward");
    double seed = d->s.run.seed;
    if (seed != (double)(uint64_t)seed)
        err_add(e, ERR_KIND, bind_where(d->doc, "run.seed"), "run.seed", "", "whole number",
                "20200727");
}

static bool bind_settings(struct bind_doc *doc, const char *const *overrides, size_t n_overrides,
                          struct arena *home, struct scenario_data *out, struct err *e)
{
    bool is_overridden = true;
    out->doc = doc;
    for (size_t i = 0; i < n_overrides; i++)
        is_overridden &= bind_override(doc, scenario_rows(), overrides[i], (int)i + 1, e);
    return bind_apply(doc, scenario_rows(), &out->s, sizeof out->s, home, e) && is_overridden;
}

/* Mistakes in single values, after which the others stand as they are written. */
static bool is_of_a_value(enum err_code code)
{
    return (code >= ERR_NAME_UNKNOWN && code <= ERR_NOT_SERVED && code != ERR_SHARE_SUM) ||
           code == ERR_KEY_UNKNOWN;
}

/* Is anything wrong in the group of the root that a path leads into? */
static bool is_in_doubt(const struct err *e, const char *path)
{
    size_t n = strcspn(path, ".");
    for (int i = 0; i < e->count; i++)
        for (int k = 0; k < 2; k++) {
            const char *arg = e->item[i].arg[k];
            if (strncmp(arg, path, n) == 0 && (arg[n] == '.' || arg[n] == '\0'))
                return true;
        }
    return false;
}

/* What several settings say together, where none of them is in doubt: people want to know all that
 * is wrong at once. */
static void check_beside(const struct scenario_data *d, struct arena *home, struct err *e)
{
    struct err *more = arena_take_array(home, struct err, 1);
    if (more == NULL || e->count > ERR_LIST_MAX)
        return;
    for (int i = 0; i < e->count; i++)
        if (!is_of_a_value(e->item[i].code))
            return;
    check_dates(d, more);
    check_spans(d, more);
    const struct err first = *e;
    for (int i = 0; i < more->count && i < ERR_LIST_MAX; i++) {
        const struct err_item *item = &more->item[i];
        bool is_sure = item->code == ERR_ORDER && bind_is_given(d->doc, item->arg[0]) &&
                       bind_is_given(d->doc, item->arg[2]);
        if (is_sure && !is_in_doubt(&first, item->arg[0]) && !is_in_doubt(&first, item->arg[2]))
            err_add(e, item->code, item->at, item->arg[0], item->arg[1], item->arg[2],
                    item->arg[3]);
    }
}

bool scenario_bind(struct bind_doc *doc, const char *const *overrides, size_t n_overrides,
                   struct arena *home, struct scenario_data *out, struct err *e)
{
    *out = (struct scenario_data){0};
    if (!bind_settings(doc, overrides, n_overrides, home, out, e)) {
        check_beside(out, home, e);
        return false;
    }
    struct reading r = {.home = home, .e = e};
    r.files = arena_take_array(home, const char *, FILES_MAX);
    out->surge = arena_take_array(home, struct bind_list, out->s.surges.count + 1);
    if (r.files == NULL || out->surge == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "tables");
    read_tables(&r, out);
    out->files = r.files;
    out->n_files = r.n_files;
    check_model(out, e);
    check_dates(out, e);
    check_spans(out, e);
    check_shares(out, e);
    check_wards(out, e);
    if (!check_tables(out, home, e))
        return false;
    check_services(out, e);
    check_procedures(out, e);
    check_booking(out, e);
    check_early_end(out, e);
    scenario_check_policy(out, home, e);
    scenario_counters(out, e);
    shift_check(&out->s.shifts, out->s.counters.yen_per_hour, out->doc, e);
    if (!err_is_set(e))
        check_demand(out, e);
    return !err_is_set(e) && scenario_add_centres(out, home, e);
}

bool scenario_read(const char *path, const char *const *overrides, size_t n_overrides,
                   struct arena *home, struct scenario_data *out, struct err *e)
{
    struct bind_doc *doc = bind_load(path, home, e);
    return doc != NULL && scenario_bind(doc, overrides, n_overrides, home, out, e);
}
