/* Modes by date, joint centres and the phone line: what no single setting can tell. */
#include <stdio.h>
#include <string.h>

#include "models/office/ledger.h"
#include "models/ward/scenario.h"
#include "models/ward/scenario_index.h"
#include "sim/base/arena.h"

enum { NAME_BYTES = 64 };

const char *scenario_next_name(const char *list, char *name, size_t bytes)
{
    static const char separators[] = " ,\t";
    list += strspn(list, separators);
    size_t n = strcspn(list, separators);
    if (n == 0)
        return NULL;
    size_t kept = n < bytes ? n : bytes - 1;
    memcpy(name, list, kept);
    name[kept] = '\0';
    return list + n;
}

bool scenario_numbers(const char *list, uint32_t *bits)
{
    char word[NAME_BYTES];
    uint32_t all = 0;
    *bits = 0;
    if (strcmp(list, "none") == 0)
        return true;
    for (const char *at = list; (at = scenario_next_name(at, word, sizeof word));) {
        if (word[0] < '1' || word[0] > '5' || word[1] != '\0')
            return false;
        all |= UINT32_C(1) << (word[0] - '0');
    }
    *bits = all;
    return all != 0;
}

bool scenario_has_evening(const struct scenario_data *d)
{
    const struct scenario_ward_row *rows = d->wards.items;
    bool has = d->s.calendar.evening.days.count > 0;
    for (size_t i = 0; i < d->wards.count && !has; i++)
        has = rows[i].evenings != NULL && strcmp(rows[i].evenings, "none") != 0;
    return has;
}

/* The ward as it is called, or NULL and a message at the place. */
static const char *find_ward(const struct scenario_data *d, const char *written, const char *path,
                             struct err *e)
{
    const struct scenario_ward_row *rows = d->wards.items;
    const char *nearest = NULL, *name = scenario_ward_name(written, &nearest, d);
    for (size_t i = 0; name != NULL && i < d->wards.count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return name;
    err_add(e, ERR_NAME_UNKNOWN, bind_where(d->doc, path), written, "ward",
            nearest != NULL ? nearest : "");
    return NULL;
}

/* Renewals and hand-overs have a table of places, other uses must name theirs. */
static bool is_bookable(const struct scenario *s, int32_t change_use)
{
    const struct scenario_uses *u = &s->uses;
    const struct scenario_use *others[] = {&u->pin_reset, &u->issue, &u->mynapoint, &u->other};
    int32_t first = 1 + USE_PIN_RESET;
    return change_use < first || others[change_use - first]->places > 0;
}

static void check_modes(struct scenario_data *d, struct err *e)
{
    struct scenario_change *rows = d->s.modes.items;
    for (size_t i = 0; i < d->s.modes.count; i++) {
        if (strcmp(rows[i].ward, "全区") != 0) {
            const char *name = find_ward(d, rows[i].ward, "modes", e);
            rows[i].ward = name != NULL ? name : rows[i].ward;
        }
        if (rows[i].mode != WAY_NONE && !is_bookable(&d->s, rows[i].use))
            err_add(e, ERR_KEY_MISSING, bind_where(d->doc, "modes"), "places", "uses");
    }
}

static void check_hours(const struct scenario_data *d, const char *path, struct scenario_hours h,
                        struct err *e)
{
    char open[120], close[120];
    if (h.open < h.close)
        return;
    snprintf(open, sizeof open, "%s.open", path);
    snprintf(close, sizeof close, "%s.close", path);
    err_add(e, ERR_ORDER, bind_where(d->doc, path), open, "", close, "");
}

static void check_slots(const struct scenario_data *d, const char *path, struct scenario_hours h,
                        struct err *e)
{
    int64_t span = h.close - h.open - d->s.booking.last_before_close.us / 1000000;
    if (span / (d->s.booking.slot.us / 1000000) >= LEDGER_SLOTS)
        err_add(e, ERR_LIMIT, bind_where(d->doc, path), "64 slots a day");
}

/* What a name in a list of the centre cannot be. */
static void check_lists(const struct scenario_data *d, const struct scenario_centre *centre,
                        const char *path, struct err *e)
{
    char name[NAME_BYTES];
    for (const char *at = centre->wards; (at = scenario_next_name(at, name, sizeof name));)
        if (strcmp(name, "全区") != 0)
            (void)find_ward(d, name, path, e);
    for (const char *at = centre->uses; (at = scenario_next_name(at, name, sizeof name));)
        if (strcmp(name, "renewal") != 0 && strcmp(name, "handover") != 0)
            err_add(e, ERR_CHOICE, bind_where(d->doc, path), "uses", name, "renewal, handover",
                    "renewal");
}

static void check_open_hours(const struct scenario_data *d, const char *path, const char *days,
                             struct scenario_hours hours, struct err *e)
{
    char full[104];
    snprintf(full, sizeof full, "%s.%s", path, days);
    check_hours(d, full, hours, e);
    check_slots(d, full, hours, e);
}

static const struct scenario_ward_row *row_of(const struct scenario_data *d, const char *written)
{
    const struct scenario_ward_row *rows = d->wards.items;
    const char *nearest = NULL, *name = scenario_ward_name(written, &nearest, d);
    for (size_t i = 0; name != NULL && i < d->wards.count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

static const char *region_name(const struct scenario_ward_row *row)
{
    return row->region != NULL ? row->region : "";
}

/* The region of a centre is that of its wards; NULL and a message when they lie in several. */
static const char *check_region(const struct scenario_data *d, const struct scenario_centre *centre,
                                const char *path, struct err *e)
{
    const struct scenario_ward_row *rows = d->wards.items, *first = NULL, *row;
    char name[NAME_BYTES];
    for (const char *at = centre->wards; (at = scenario_next_name(at, name, sizeof name));) {
        bool is_all = strcmp(name, "全区") == 0;
        for (size_t i = 0; i < (is_all ? d->wards.count : 1); i++) {
            row = is_all ? &rows[i] : row_of(d, name);
            first = first == NULL ? row : first;
            if (row == NULL || strcmp(region_name(row), region_name(first)) == 0)
                continue;
            err_add(e, ERR_REGION, bind_where(d->doc, path), row->name, region_name(row),
                    first->name, region_name(first));
            return NULL;
        }
    }
    return first != NULL ? region_name(first) : "";
}

/* A centre stands beside the wards in the results: it cannot have the name of one. */
static void check_centres(struct scenario_data *d, struct err *e)
{
    const struct scenario_centre *rows = d->s.centres.items;
    for (size_t i = 0; i < d->s.centres.count; i++) {
        const char *nearest;
        char path[96];
        snprintf(path, sizeof path, "centres.%s", rows[i].name);
        if (scenario_ward_name(rows[i].name, &nearest, d) != NULL ||
            strcmp(rows[i].name, "全市") == 0)
            err_add(e, ERR_RESERVED, bind_where(d->doc, path), rows[i].name);
        check_lists(d, &rows[i], path, e);
        snprintf(path + strlen(path), sizeof path - strlen(path), ".wards");
        (void)check_region(d, &rows[i], path, e);
        snprintf(path, sizeof path, "centres.%s", rows[i].name);
        check_open_hours(d, path, "weekday", rows[i].weekday, e);
        check_open_hours(d, path, "weekend", rows[i].weekend, e);
    }
}

/* A surge has a table, or a formula with its days and height. */
static void check_surges(const struct scenario_data *d, struct err *e)
{
    const struct scenario_surge *rows = d->s.surges.items;
    for (size_t i = 0; i < d->s.surges.count; i++) {
        char path[96], name[NAME_BYTES];
        snprintf(path, sizeof path, "surges.%s", rows[i].name);
        if (rows[i].shape == SURGE_TABLE && rows[i].table == NULL)
            err_add(e, ERR_KEY_MISSING, bind_where(d->doc, path), "table", path);
        if (rows[i].shape != SURGE_TABLE && (rows[i].from == 0 || rows[i].to == 0))
            err_add(e, ERR_KEY_MISSING, bind_where(d->doc, path), rows[i].from == 0 ? "from" : "to",
                    path);
        else if (rows[i].shape != SURGE_TABLE && rows[i].from > rows[i].to)
            err_add(e, ERR_ORDER, bind_where(d->doc, path), "from", "", "to", "");
        for (const char *at = rows[i].wards;
             at != NULL && (at = scenario_next_name(at, name, sizeof name));)
            (void)find_ward(d, name, path, e);
    }
}

/* The last row of each region's line; [wards.count]: of the rows that hold for all. */
struct last_agents {
    const struct scenario_agents **row;
    struct scenario_index regions; /* of the wards, by their rows */
};

static bool find_regions(const struct scenario_data *d, struct arena *home,
                         struct scenario_index *regions)
{
    const struct scenario_ward_row *wards = d->wards.items;
    if (!scenario_index_init(regions, home, (int32_t)d->wards.count))
        return false;
    for (size_t i = 0; i < d->wards.count; i++)
        scenario_index_add(regions, wards[i].region);
    scenario_index_sort(regions);
    return true;
}

/* A line ends with nobody, or has no rows: neither its own nor those for all. */
static void check_last(const struct scenario_data *d, const struct last_agents *last, int32_t day,
                       struct err *e)
{
    const struct scenario_ward_row *wards = d->wards.items;
    const struct scenario_agents *common = last->row[d->wards.count];
    for (size_t i = 0; i < d->wards.count; i++) {
        size_t first = (size_t)scenario_index_find(&last->regions, wards[i].region);
        const struct scenario_agents *row = last->row[first] != NULL ? last->row[first] : common;
        if (first != i || (row != NULL && row->agents > 0))
            continue;
        char what[96];
        snprintf(what, sizeof what, "%s%s%.60s", day == 0 ? "weekday" : "other",
                 wards[i].region != NULL ? " " : "",
                 wards[i].region != NULL ? wards[i].region : "");
        err_add(e, ERR_NO_DATA, bind_where(d->doc, "phone.agents"), d->s.phone.agents, what);
        return;
    }
}

/* Agents of both kinds of days, in order of time by line, somebody at the end. */
static void check_agents(const struct scenario_data *d, struct last_agents *last, int32_t day,
                         struct err *e)
{
    const struct scenario_agents *rows = d->agents.items;
    for (size_t i = 0; i <= d->wards.count; i++)
        last->row[i] = NULL;
    for (size_t i = 0; i < d->agents.count; i++) {
        size_t line = d->wards.count;
        if (rows[i].region != NULL) {
            int32_t at = scenario_index_find(&last->regions, rows[i].region);
            if (at == SCENARIO_INDEX_NONE && rows[i].day == day)
                err_add(e, ERR_NAME_UNKNOWN, rows[i].at, rows[i].region, "region", "");
            if (at == SCENARIO_INDEX_NONE)
                continue;
            line = (size_t)at;
        }
        if (rows[i].day != day)
            continue;
        if (last->row[line] != NULL && rows[i].from <= last->row[line]->from)
            err_add(e, ERR_ORDER, rows[i].at, "from", "", "from", "");
        last->row[line] = &rows[i];
    }
    check_last(d, last, day, e);
}

static void check_phone(const struct scenario_data *d, struct arena *home, struct err *e)
{
    const struct scenario *s = &d->s;
    if (s->phone.agents == NULL) {
        if (s->phone.share > 0)
            err_add(e, ERR_KEY_MISSING, bind_where(d->doc, "phone"), "agents", "phone");
        return;
    }
    check_hours(d, "phone.weekday", s->phone.weekday, e);
    check_hours(d, "phone.other", s->phone.other, e);
    if (d->agents.count == 0 || d->wards.count == 0)
        return; /* the table itself has been refused */
    struct last_agents last;
    last.row = arena_take_array(home, const struct scenario_agents *, d->wards.count + 1);
    if (last.row == NULL || !find_regions(d, home, &last.regions)) {
        err_add(e, ERR_NOMEM, SRC_NOWHERE, "phone");
        return;
    }
    for (int32_t day = 0; day < 2; day++)
        check_agents(d, &last, day, e);
}

void scenario_check_policy(struct scenario_data *d, struct arena *home, struct err *e)
{
    if (d->wards.count > 0) {
        check_modes(d, e);
        check_centres(d, e);
        check_surges(d, e);
    }
    check_phone(d, home, e);
    if (scenario_has_evening(d) && d->s.calendar.evening.close <= d->s.calendar.weekday.close)
        err_add(e, ERR_ORDER, bind_where(d->doc, "calendar.evening"), "calendar.weekday.close", "",
                "calendar.evening.close", "");
}

/* Rows of wards, then of centres; each centre in the region of its wards. */
static void fill_rows(const struct scenario_data *d, struct scenario_ward_row *rows)
{
    const struct scenario_centre *centres = d->s.centres.items;
    if (d->wards.count > 0)
        memcpy(rows, d->wards.items, d->wards.count * sizeof *rows);
    for (size_t i = 0; i < d->s.centres.count; i++) {
        struct err unused = {0};
        rows[d->wards.count + i] =
            (struct scenario_ward_row){.name = centres[i].name,
                                       .code = centres[i].name,
                                       .name_en = centres[i].name,
                                       .region = check_region(d, &centres[i], "centres", &unused),
                                       .centre = 1 + (int32_t)i};
    }
}

/* Sites of a region next to each other, regions in order of their first site, sites of a region
 * in the order they had. O(n log n). */
static bool group_rows(struct arena *home, struct scenario_ward_row *rows, int32_t n)
{
    struct scenario_index regions;
    struct scenario_ward_row *old = arena_take_array(home, struct scenario_ward_row, (size_t)n);
    int32_t *first = arena_take_array(home, int32_t, (size_t)n);
    int32_t *next = arena_take_array(home, int32_t, (size_t)n + 1);
    if (old == NULL || first == NULL || next == NULL || !scenario_index_init(&regions, home, n))
        return false;
    for (int32_t i = 0; i < n; i++)
        scenario_index_add(&regions, rows[i].region);
    scenario_index_sort(&regions);
    for (int32_t i = 0; i < n; i++) {
        old[i] = rows[i];
        first[i] = scenario_index_find(&regions, rows[i].region);
        next[first[i] + 1]++; /* behind the rows of all regions that come before */
    }
    for (int32_t i = 0; i < n; i++)
        next[i + 1] += next[i];
    for (int32_t i = 0; i < n; i++)
        rows[next[first[i]]++] = old[i];
    return true;
}

bool scenario_add_centres(struct scenario_data *d, struct arena *home, struct err *e)
{
    size_t n = d->wards.count + d->s.centres.count;
    struct scenario_ward_row *rows = arena_take_array(home, struct scenario_ward_row, n + 1);
    if (rows == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "centres");
    fill_rows(d, rows);
    if (!group_rows(home, rows, (int32_t)n))
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "centres");
    d->wards = (struct bind_list){rows, n};
    d->n_centres = (int32_t)d->s.centres.count;
    return scenario_name_wards(d, home) || err_add(e, ERR_NOMEM, SRC_NOWHERE, "centres");
}
