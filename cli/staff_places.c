#include "cli/staff_places.h"

#include <math.h>
#include <string.h>

#include "cli/staff_ward.h"
#include "models/ward/page.h"
#include "sim/base/arena.h"

enum { HALF_HOUR_S = 1800 };
#define US_PER_S 1e6

/* ---- what a number of places held back means ---- */

/* Cells round differently, so that uses have their shares over the day. */
static double offset_of(const struct staff *s, size_t c)
{
    const double golden = 0.6180339887498949;
    double x = 0.5 + golden * s->cells[c].half_hour;
    return x - floor(x);
}

/* Of the use and those before it; the last one's is all of them. */
static int32_t places_up_to(const struct staff *s, size_t c, int32_t all, int32_t use)
{
    double share = s->releases[c].up_to[use];
    return share > 1 - 1e-9 ? all : (int32_t)(all * share + offset_of(s, c));
}

static int32_t released(const struct staff *s, size_t c, int32_t held, int32_t use)
{
    int32_t all = s->most[c] - held, n = places_up_to(s, c, all, use);
    if (use == 0)
        return n;
    if (s->releases[c].up_to[use] - s->releases[c].up_to[use - 1] < 1e-9)
        return 0;
    int32_t before = places_up_to(s, c, all, use - 1);
    return n > before ? n - before : 0;
}

double staff_places_of(const struct staff *s, size_t cell, const int32_t *held, int32_t use)
{
    double sum = 0;
    if (held != NULL)
        return use == USE_COUNT ? s->most[cell] - held[cell] : released(s, cell, held[cell], use);
    for (int32_t u = 0; u < USE_COUNT; u++)
        sum += use == USE_COUNT || use == u ? s->releases[cell].now[u] : 0;
    return sum;
}

double staff_places_sum(const struct staff *s, size_t place, const int32_t *held, bool is_daily)
{
    double sum = 0, days = 0;
    for (size_t g = 0; g < s->n_groups; g++)
        days += s->groups[g].place == place ? s->groups[g].open_days : 0;
    for (size_t c = 0; c < s->n_cells; c++) {
        const struct staff_group *group = &s->groups[s->cells[c].group];
        if (group->place == place)
            sum += staff_places_of(s, c, held, USE_COUNT) * s->releases[c].slots * group->open_days;
    }
    return is_daily && days > 0 ? sum / days : sum;
}

bool staff_places_at_most(const struct staff *s, size_t cell)
{
    return s->releases[cell].slots > 0 && s->found.counters[cell] == 0;
}

/* ---- a run ---- */

static size_t release_group(const struct staff *s, size_t group, const int32_t *held, int32_t use,
                            struct scenario_release *steps)
{
    size_t n = 0;
    int32_t last = 0;
    for (size_t c = s->first[group]; c < s->first[group + 1]; c++) {
        int32_t places = released(s, c, held[c], use);
        if (s->releases[c].slots <= 0 || places == last)
            continue;
        steps[n++] = (struct scenario_release){.month = s->ask.from,
                                               .day = s->groups[group].kind,
                                               .use = use,
                                               .from = s->cells[c].half_hour * HALF_HOUR_S,
                                               .places = places};
        last = places;
    }
    if (n == 0)
        steps[n++] = (struct scenario_release){
            .month = s->ask.from, .day = s->groups[group].kind, .use = use};
    return n;
}

/* Is the use booked in the group? */
static bool is_booked(const struct staff *s, size_t group, int32_t use)
{
    const double *up_to = s->releases[s->first[group]].up_to;
    return up_to[use] - (use > 0 ? up_to[use - 1] : 0) > 1e-9;
}

/* The place's steps: those of the month that is asked about are replaced, others stay. */
static size_t fill_releases(const struct staff *s, size_t place, const int32_t *held,
                            const struct scenario_ward *own, struct scenario_release *steps)
{
    const struct scenario_release *kept = own->release.items;
    size_t n = 0;
    for (size_t g = 0; g < s->n_groups; g++)
        for (int32_t use = 0; use < USE_COUNT; use++)
            if (s->groups[g].place == place && is_booked(s, g, use))
                n += release_group(s, g, held, use, steps + n);
    size_t written = n;
    for (size_t i = 0; i < own->release.count; i++) {
        bool is_replaced = false;
        for (size_t k = 0; k < written; k++)
            is_replaced |= kept[i].month != 0 && kept[i].day == steps[k].day &&
                           kept[i].use == steps[k].use &&
                           civil_month_index(kept[i].month) == civil_month_index(s->ask.from);
        if (!is_replaced)
            steps[n++] = kept[i];
    }
    return n;
}

static size_t steps_most(const struct staff *s, const struct scenario_ward *own)
{
    return (s->n_cells + s->n_groups) * USE_COUNT + own->release.count;
}

static bool set_releases(const struct staff *s, const int32_t *held, struct arena *home,
                         struct scenario_data *d)
{
    if (!staff_ward_copy(s, home, d))
        return false;
    for (size_t i = 0; i < s->n_places; i++) {
        struct scenario_ward *own = staff_ward_own(d, s->places[i].name);
        struct scenario_release *steps =
            arena_take_array(home, struct scenario_release, steps_most(s, own));
        if (steps == NULL)
            return false;
        own->release.count = fill_releases(s, i, held, own, steps);
        own->release.items = steps;
    }
    return true;
}

static bool run_on(struct staff *s, const int32_t *held, int stream, uint32_t n, struct arena *home,
                   struct staffing_count *out)
{
    struct scenario_data d = staff_ward_question(s);
    if (home == NULL || (held != NULL && !set_releases(s, held, home, &d)))
        return err_add(&s->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "staff");
    return staff_ward_run(s, &d, stream, n, home, out);
}

static bool run_places(struct staff *s, const int32_t *held, int stream, uint32_t n,
                       struct staffing_count *out)
{
    struct arena *home = arena_new(0);
    bool is_done = run_on(s, held, stream, n, home, out);
    arena_free(home);
    return is_done;
}

/* ---- the yardstick ---- */

/* Most places of a slot with which a steady queue of those who come without an appointment and of
 * all booked keeps the promise with the counters on duty. walk_in: a second. */
static int32_t places_for(const struct staff *s, size_t c, double walk_in, double service_s,
                          double slot_s)
{
    int32_t counters = (int32_t)s->cells[c].now, places = s->most[c];
    for (; places > 0; places--) {
        double rate = walk_in + places / slot_s,
               load = walk_in * service_s + places / slot_s * s->releases[c].service_s;
        if (staff_counters_for(s, load, load / rate) <= counters)
            break;
    }
    return places;
}

/* seen: with no place released, so all of them have come without. */
static void start(void *context, const struct staffing_count *seen, uint32_t n, int32_t *held)
{
    const struct staff *s = context;
    double slot_s = (double)s->run.ward->data.s.booking.slot.us / US_PER_S;
    for (size_t c = 0; c < s->n_cells; c++) {
        const struct staff_cell *cell = &s->cells[c];
        double tickets = 0, span = (cell->to_s - cell->from_s) * cell->days * n;
        for (uint32_t r = 0; r < n; r++)
            tickets += (double)seen[r * s->n_cells + c].tickets;
        double service = staff_service_s(s, s->groups[cell->group].place, n);
        held[c] = s->most[c] - places_for(s, c, tickets / span, service, slot_s);
    }
}

/* ---- what there is now ---- */

static bool begins_in(const struct staff *s, size_t c, const struct plan *p, int32_t day,
                      int32_t slot)
{
    int32_t site = (int32_t)s->places[s->groups[s->cells[c].group].place].site;
    return plan_slot_second(p, plan_day_at(p, site, day), slot) / HALF_HOUR_S ==
           s->cells[c].half_hour;
}

/* Slots of a day that begin in each half hour of the group, and their places. */
static void add_day(struct staff *s, const struct plan *p, size_t group, int32_t day)
{
    int32_t site = (int32_t)s->places[s->groups[group].place].site;
    for (int32_t use = 0; use < USE_COUNT; use++) {
        uint16_t places[PLAN_SLOTS];
        int32_t slots = page_places(p, use, site, day, places);
        bool is_taken = plan_booked(p, use, site, day) > PLAN_WALK_IN;
        for (size_t c = s->first[group]; c < s->first[group + 1]; c++)
            for (int32_t slot = 0; slot < slots; slot++) {
                bool is_in = begins_in(s, c, p, day, slot);
                s->releases[c].slots += use == 0 && is_in;
                s->releases[c].now[use] += is_taken && is_in ? places[slot] : 0;
            }
    }
}

/* The shares of uses, their mean service, and the most that is tried. */
static double sum_group(const struct staff *s, size_t group, int32_t use)
{
    double sum = 0;
    for (size_t c = s->first[group]; c < s->first[group + 1]; c++)
        sum += s->releases[c].now[use];
    return sum;
}

static void set_most(struct staff *s, const struct plan *p, size_t group, size_t c)
{
    struct staff_release *r = &s->releases[c];
    double now = 0, slots = r->slots;
    for (int32_t use = 0; use < USE_COUNT; use++) {
        r->now[use] = slots > 0 ? r->now[use] / slots : 0;
        now += r->now[use];
    }
    double busy = s->cells[c].now * p->booking.slot_s / r->service_s;
    r->slots = slots / s->groups[group].open_days;
    s->least[c] = 0;
    s->most[c] = slots > 0 ? (int32_t)ceil(fmax(now, busy) - 1e-9) : 0;
}

/* false: nothing is booked. */
static bool fill_group(struct staff *s, const struct plan *p, size_t group)
{
    double sum = 0, before = 0, work = 0, up_to[USE_COUNT];
    for (int32_t day = p->first_report; day <= p->last_report; day++) {
        int32_t site = (int32_t)s->places[s->groups[group].place].site;
        if (staff_ward_kind(p, day) == s->groups[group].kind &&
            plan_day_at(p, site, day)->open_s >= 0)
            add_day(s, p, group, day);
    }
    for (int32_t use = 0; use < USE_COUNT; use++) {
        sum += sum_group(s, group, use);
        work += sum_group(s, group, use) * (double)p->expected_us[use] / US_PER_S;
    }
    for (int32_t use = 0; use < USE_COUNT; use++) {
        before += sum_group(s, group, use);
        up_to[use] = sum > 0 ? before / sum : 0;
    }
    for (size_t c = s->first[group]; sum > 0 && c < s->first[group + 1]; c++) {
        memcpy(s->releases[c].up_to, up_to, sizeof up_to);
        s->releases[c].service_s = work / sum;
        set_most(s, p, group, c);
    }
    return sum > 0;
}

/* Groups move to the front when those before them are not asked about. */
static void move_group(struct staff *s, size_t from, size_t to)
{
    size_t first = s->first[from], n = s->first[from + 1] - first, at = s->first[to];
    s->groups[to] = s->groups[from];
    for (size_t i = 0; i < n; i++) {
        s->cells[at + i] = s->cells[first + i];
        s->cells[at + i].group = to;
        s->releases[at + i] = s->releases[first + i];
        s->least[at + i] = s->least[first + i];
        s->most[at + i] = s->most[first + i];
    }
    s->first[to + 1] = at + n;
}

static void fill_groups(struct staff *s, const struct plan *p)
{
    size_t groups = 0, places = 0;
    for (size_t g = 0; g < s->n_groups; g++) {
        struct staff_place own = s->places[s->groups[g].place];
        if (!fill_group(s, p, g))
            continue;
        if (places == 0 || s->places[places - 1].site != own.site)
            s->places[places++] = own;
        s->groups[g].place = places - 1;
        move_group(s, g, groups++);
    }
    s->n_groups = groups;
    s->n_places = places;
    s->n_cells = s->first[groups];
}

static bool open_places(struct staff *s)
{
    struct err *e = &s->run.frame.err;
    struct arena *home = arena_new(0);
    const struct scenario_data d = staff_ward_question(s);
    const struct plan *p = NULL;
    bool is_open = home != NULL && staff_ward_open(s);
    s->releases = arena_take_array(s->run.frame.home, struct staff_release, s->n_cells);
    if (is_open)
        p = compile_plan(&d, home, e);
    is_open = p != NULL && s->releases != NULL;
    if (is_open)
        fill_groups(s, p);
    else if (!err_is_set(e))
        (void)err_add(e, ERR_NOMEM, SRC_NOWHERE, "staff");
    arena_free(home);
    return is_open;
}

/* ---- how it is written ---- */

static void write_releases(const struct staff *s, size_t place, const int32_t *held,
                           const char *between, struct text *out)
{
    static const char *const uses[USE_COUNT] = {"renewal", "handover",  "pin_reset",
                                                "issue",   "mynapoint", "other"};
    struct scenario_ward own = {0};
    const struct scenario_ward *wards = s->run.ward->data.s.wards.items;
    for (size_t i = 0; i < s->run.ward->data.s.wards.count; i++)
        if (strcmp(wards[i].name, s->places[place].name) == 0)
            own = wards[i];
    struct scenario_release *steps =
        arena_take_array(out->home, struct scenario_release, steps_most(s, &own));
    size_t n = steps != NULL ? fill_releases(s, place, held, &own, steps) : 0;
    out->failed |= steps == NULL;
    for (size_t i = 0; i < n; i++) {
        char month[CIVIL_TEXT_BYTES];
        civil_format(steps[i].month, month);
        text_addf(out, "%s{", i > 0 ? between : "");
        if (steps[i].month != 0)
            text_addf(out, "month: %s, ", month);
        text_addf(out, "%suse: %s, from: \"%d:%02d\", places: %d}",
                  steps[i].day == 1 ? "day: saturday, " : "", uses[steps[i].use],
                  steps[i].from / 3600, steps[i].from / 60 % 60, steps[i].places);
    }
}

static bool write_setting(const struct staff *s, size_t place, const int32_t *held, int nth,
                          struct text *out)
{
    if (nth > 0)
        return false;
    text_addf(out, "wards.%s.release=[", s->places[place].name);
    write_releases(s, place, held, ", ", out);
    text_add(out, "]");
    return true;
}

static void write_yaml(const struct staff *s, const int32_t *held, struct text *out)
{
    staff_ward_yaml_days(s, out);
    text_add(out, "wards:\n");
    for (size_t i = 0; i < s->n_places; i++) {
        if (staff_state_of(s, i) != STAFFING_MET)
            continue;
        text_addf(out, "  %s:\n    release:\n      - ", s->places[i].name);
        write_releases(s, i, held, "\n      - ", out);
        text_add(out, "\n");
    }
}

/* ---- what comes with it ---- */

static double side_of(const struct staff_effect *e, int side)
{
    switch ((enum staff_places_side)side) {
    case STAFF_PLACES_WAIT:
        return e->served > 0 ? (double)e->wait_us / 60 / US_PER_S / (double)e->served : (double)NAN;
    case STAFF_PLACES_LEAD:
        return e->booked > 0 ? (double)e->lead_days / (double)e->booked : (double)NAN;
    case STAFF_PLACES_NONE:
        return (double)e->no_booking;
    case STAFF_PLACES_AWAY:
        break;
    }
    return (double)e->turned_away;
}

struct interval staff_places_effect(const struct staff *s, const struct staff_view *a,
                                    const struct staff_view *b, size_t place,
                                    enum staff_places_side side)
{
    return staff_paired(s, a, b, place, side_of, (int)side);
}

const struct staff_model staff_places_model = {.open = open_places,
                                               .run = run_places,
                                               .start = start,
                                               .setting = write_setting,
                                               .yaml = write_yaml,
                                               .tabulate = staff_places_tabulate,
                                               .print = staff_places_print,
                                               .print_json = staff_places_print_json,
                                               .has_calendar = true};
