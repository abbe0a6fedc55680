/* From counters to people: the problem of each kind of day, its plan, and their tables. */
#include "cli/staff_shifts.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/output/json.h"

enum { HOUR_S = 3600, MINUTE_S = 60, WAYS_MOST = 1 << 18 };

/* clang-format off */
static const struct table_column day_columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード", "code of the ward"},
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"},
    {"day_type", TABLE_TEXT, 0, "", "平日・土曜", "weekday=平日、saturday=土曜", "weekday or saturday"},
    {"state", TABLE_TEXT, 0, "", "結果", "least=費用が最も少ない、good=最も少ないかは確かめていない、bare=勤務のない時間帯がある、too_few=人数の上限が足りない、undecided=分からない、not_met=窓口数が決まらない", "least (nothing is cheaper), good (not shown to be cheapest), bare (no shift covers a half hour), too_few (caps too small), undecided, not_met (counters unknown)"},
    {"reason", TABLE_TEXT, 0, "", "理由", "bare: 勤務のない時間帯、too_few: 足りない人数", "bare: the half hours; too_few: people lacking by shift"},
    {"people", TABLE_COUNT, 0, "people", "人数", "1日の人数", "people a day"},
    {"yen", TABLE_REAL, 0, "yen", "費用", "1日の費用(値段のあるとき)", "cost of a day, where there is a price"},
    {"yen_bound", TABLE_REAL, 0, "yen", "費用の下限", "これより安い案はない", "no plan costs less"},
    {"open_days", TABLE_COUNT, 0, "d", "日数", "その月の開庁日", "open days of the month"},
    {"yen_month", TABLE_REAL, 0, "yen", "月の費用", "1日の費用×日数", "cost of a day times open days"},
    {"paid_hours", TABLE_REAL, 2, "h", "有給の時間", "1日の延べ勤務時間(休憩を除く)", "paid hours a day"},
    {"counter_hours", TABLE_REAL, 2, "h", "窓口の時間", "1日に必要な窓口の延べ時間", "counter-hours needed a day"},
    {"surplus_hours", TABLE_REAL, 2, "h", "余る時間", "受付時間内に必要を超える延べ時間", "hours of people beyond what is needed, doors open"},
};
static const struct table_column people_columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード", "code of the ward"},
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"},
    {"day_type", TABLE_TEXT, 0, "", "平日・土曜", "weekday=平日、saturday=土曜", "weekday or saturday"},
    {"shift", TABLE_TEXT, 0, "", "勤務", "勤務の名前", "name of the shift"},
    {"from", TABLE_CLOCK, 0, "", "から", "勤務の始まり", "it begins"},
    {"to", TABLE_CLOCK, 0, "", "まで", "勤務の終わり", "it ends"},
    {"breaks", TABLE_TEXT, 0, "", "休憩", "休憩の時刻", "when its breaks are"},
    {"people", TABLE_COUNT, 0, "people", "人数", "人数", "people"},
    {"yen", TABLE_REAL, 0, "yen", "費用", "1人1日の費用", "cost of a person a day"},
};
static const struct table_column half_columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード", "code of the ward"},
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"},
    {"day_type", TABLE_TEXT, 0, "", "平日・土曜", "weekday=平日、saturday=土曜", "weekday or saturday"},
    {"from", TABLE_CLOCK, 0, "", "から", "30分の時間帯のうち開いている部分の初め", "begin of the part of the half hour in which the doors are open"},
    {"to", TABLE_CLOCK, 0, "", "まで", "その終わり", "its end"},
    {"needed", TABLE_COUNT, 0, "people", "必要", "必要な窓口数", "counters needed"},
    {"there", TABLE_COUNT, 0, "people", "配置", "勤務案で窓口にいる人", "people there by the plan"},
    {"surplus", TABLE_COUNT, 0, "people", "余り", "配置-必要", "people beyond what is needed"},
};
/* clang-format on */

static size_t cells_of(const struct staff *s, size_t group)
{
    return s->first[group + 1] - s->first[group];
}

static double cost_of(const struct staff *s, const struct shift_rule *r)
{
    return s->shifts->has_price ? shift_yen(r, s->yen_per_hour)
                                : (double)shift_paid_s(r) / MINUTE_S;
}

/* ---- ways to work a shift ---- */

/* The ways of a kind of day while they are collected. */
struct ways {
    const struct staff *s;
    size_t group, n;
    struct staff_shifts_way *list;
    uint8_t *covers; /* [n][cells] */
    size_t *shift;   /* [n]        */
};

static size_t count_ways(const struct shift_rule *r)
{
    const struct shift_break *b = r->breaks.items;
    int32_t starts[SHIFT_STARTS];
    size_t n = 1;
    for (size_t i = 0; i < r->breaks.count; i++)
        n *= shift_starts(&b[i], starts);
    return n;
}

/* Way number `nth`: a digit for each break, the last one counts quickest. */
static void set_starts(const struct shift_rule *r, size_t nth, int32_t *chosen)
{
    const struct shift_break *b = r->breaks.items;
    int32_t starts[SHIFT_STARTS];
    for (size_t i = r->breaks.count; i-- > 0;) {
        size_t n = shift_starts(&b[i], starts);
        chosen[i] = starts[nth % n];
        nth /= n;
    }
}

/* Two ways that cover the same are one. */
static bool is_known(const struct ways *w, size_t from, const uint8_t *row, size_t cells)
{
    for (size_t i = from; i < w->n; i++)
        if (memcmp(w->covers + i * cells, row, cells) == 0)
            return true;
    return false;
}

static void add_ways(struct ways *w, size_t shift, const struct shift_rule *r)
{
    size_t cells = cells_of(w->s, w->group), from = w->n, count = count_ways(r);
    const struct staff_cell *cell = &w->s->cells[w->s->first[w->group]];
    for (size_t nth = 0; nth < count; nth++) {
        struct staff_shifts_way *way = &w->list[w->n];
        uint8_t *row = w->covers + w->n * cells;
        way->rule = r;
        set_starts(r, nth, way->starts);
        for (size_t c = 0; c < cells; c++)
            row[c] = shift_is_there(r, way->starts, cell[c].from_s, cell[c].to_s);
        if (is_known(w, from, row, cells))
            continue;
        w->shift[w->n++] = shift;
    }
}

static bool take_ways(struct ways *w, const struct staff_shifts_day *d, struct arena *home)
{
    size_t room = 1, cells = cells_of(w->s, w->group);
    for (size_t i = 0; i < d->n_rules; i++)
        room += count_ways(d->rules[i]);
    if (room > WAYS_MOST)
        return false;
    w->list = arena_take_array(home, struct staff_shifts_way, room);
    w->covers = arena_take_array(home, uint8_t, room * cells);
    w->shift = arena_take_array(home, size_t, room);
    return w->list != NULL && w->covers != NULL && w->shift != NULL;
}

/* ---- a kind of day ---- */

static bool take_rules(const struct staff *s, size_t group, struct staff_shifts_day *d)
{
    const struct shift_rule *rules = s->catalogue.items;
    const struct shift_rule **mine =
        arena_take_array(s->run.frame.home, const struct shift_rule *, s->catalogue.count);
    if (mine == NULL)
        return false;
    for (size_t i = 0; i < s->catalogue.count; i++)
        if (rules[i].day == s->groups[group].kind)
            mine[d->n_rules++] = &rules[i];
    d->rules = mine;
    return true;
}

static void add_up(const struct staff *s, size_t group, struct staff_shifts_day *d)
{
    for (size_t i = 0; i < d->n_ways; i++) {
        d->people += d->plan.people[i];
        d->paid_h += (double)d->plan.people[i] * shift_paid_s(d->ways[i].rule) / HOUR_S;
    }
    for (size_t i = 0; i < cells_of(s, group); i++) {
        const struct staff_cell *cell = &s->cells[s->first[group] + i];
        double hours = (double)(cell->to_s - cell->from_s) / HOUR_S;
        int32_t needed = s->found.counters[s->first[group] + i];
        d->needed_h += needed * hours;
        d->surplus_h += (d->plan.covered[i] - needed) * hours;
    }
}

static bool solve(struct staff *s, size_t group, struct staff_shifts_day *d)
{
    struct arena *home = s->run.frame.home;
    struct ways w = {.s = s, .group = group};
    size_t shifts = d->n_rules > 0 ? d->n_rules : 1;
    double *cost = arena_take_array(home, double, shifts);
    int32_t *most = arena_take_array(home, int32_t, shifts);
    if (cost == NULL || most == NULL || !take_ways(&w, d, home))
        return err_add(&s->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "shifts");
    for (size_t i = 0; i < d->n_rules; i++) {
        add_ways(&w, i, d->rules[i]);
        cost[i] = cost_of(s, d->rules[i]);
        most[i] = d->rules[i]->most > 0 ? d->rules[i]->most : -1;
    }
    const struct cover_problem p = {.periods = cells_of(s, group),
                                    .columns =
                                        w.n > 0 ? w.n : 1, /* of a shift that is never there */
                                    .shifts = shifts,
                                    .needed = s->found.counters + s->first[group],
                                    .covers = w.covers,
                                    .shift = w.shift,
                                    .cost = cost,
                                    .most = most};
    d->ways = w.list;
    d->n_ways = w.n;
    return cover_solve(&p, home, &d->plan, &s->run.frame.err);
}

static bool plan_day(struct staff *s, size_t group)
{
    struct staff_shifts_day *d = &s->shifts->days[group];
    d->is_asked = s->found.state[group] == STAFFING_MET;
    if (!d->is_asked)
        return true;
    if (!take_rules(s, group, d))
        return err_add(&s->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "shifts");
    if (!solve(s, group, d))
        return false;
    if (staff_shifts_has_plan(d))
        add_up(s, group, d);
    return true;
}

/* ---- words ---- */

const char *staff_shifts_state_key(const struct staff_shifts_day *d)
{
    static const char *const keys[] = {"least", "good", "bare", "too_few", "undecided"};
    return d->is_asked ? keys[d->plan.state] : "not_met";
}

static void add_clock(int32_t second, struct text *out)
{
    text_addf(out, "%d:%02d", second / HOUR_S, second / MINUTE_S % 60);
}

const char *staff_shifts_breaks(const struct staff_shifts_way *w, struct arena *home)
{
    const struct shift_break *b = w->rule->breaks.items;
    struct text t;
    text_init(&t, home);
    for (size_t i = 0; i < w->rule->breaks.count; i++) {
        text_add(&t, i > 0 ? " " : "");
        add_clock(w->starts[i], &t);
        text_add(&t, "-");
        add_clock(w->starts[i] + (int32_t)(b[i].length.us / 1000000), &t);
    }
    return text_get(&t);
}

const char *staff_shifts_reason(const struct staff *s, size_t group, struct arena *home)
{
    const struct staff_shifts_day *d = &s->shifts->days[group];
    struct text t;
    text_init(&t, home);
    for (size_t i = 0; d->is_asked && i < cells_of(s, group); i++)
        if (d->plan.is_bare[i] != 0) {
            text_add(&t, t.length > 0 ? " " : "");
            add_clock(s->cells[s->first[group] + i].from_s, &t);
        }
    for (size_t i = 0; d->is_asked && i < d->n_rules; i++)
        if (d->plan.lacking[i] > 0)
            text_addf(&t, "%s%s+%d", t.length > 0 ? " " : "", d->rules[i]->name,
                      d->plan.lacking[i]);
    return text_get(&t);
}

/* ---- tables ---- */

static struct table_cell *add_row(const struct staff *s, size_t group, struct table *t)
{
    const struct staff_group *g = &s->groups[group];
    struct table_cell *row = table_add_row(t);
    if (row == NULL)
        return NULL;
    row[0] = table_text(s->places[g->place].code);
    row[1] = table_text(s->places[g->place].name);
    if (s->model->has_calendar)
        row[2] = table_text(g->kind == 0 ? "weekday" : "saturday");
    return row;
}

static bool add_day(struct staff *s, size_t group)
{
    const struct staff_shifts_day *d = &s->shifts->days[group];
    struct table_cell *row = add_row(s, group, &s->shifts->days_table);
    if (row == NULL)
        return false;
    row[3] = table_text(staff_shifts_state_key(d));
    row[4] = table_text(staff_shifts_reason(s, group, s->run.frame.home));
    row[8] = table_count(s->groups[group].open_days);
    if (!staff_shifts_has_plan(d))
        return true;
    row[5] = table_count(d->people);
    if (s->shifts->has_price) {
        row[6] = table_real(d->plan.cost);
        row[7] = table_real(d->plan.bound);
        if (s->model->has_calendar)
            row[9] = table_real(d->plan.cost * s->groups[group].open_days);
    }
    row[10] = table_real(d->paid_h);
    row[11] = table_real(d->needed_h);
    row[12] = table_real(d->surplus_h);
    return true;
}

static bool add_people(struct staff *s, size_t group)
{
    const struct staff_shifts_day *d = &s->shifts->days[group];
    for (size_t i = 0; staff_shifts_has_plan(d) && i < d->n_ways; i++) {
        const struct shift_rule *r = d->ways[i].rule;
        if (d->plan.people[i] == 0)
            continue;
        struct table_cell *row = add_row(s, group, &s->shifts->people);
        if (row == NULL)
            return false;
        row[3] = table_text(r->name);
        row[4] = table_count(r->from);
        row[5] = table_count(r->to);
        row[6] = table_text(staff_shifts_breaks(&d->ways[i], s->run.frame.home));
        row[7] = table_count(d->plan.people[i]);
        if (s->shifts->has_price)
            row[8] = table_real(cost_of(s, r));
    }
    return true;
}

static bool add_halves(struct staff *s, size_t group)
{
    const struct staff_shifts_day *d = &s->shifts->days[group];
    for (size_t i = 0; staff_shifts_has_plan(d) && i < cells_of(s, group); i++) {
        const struct staff_cell *cell = &s->cells[s->first[group] + i];
        int32_t needed = s->found.counters[s->first[group] + i];
        struct table_cell *row = add_row(s, group, &s->shifts->halves);
        if (row == NULL)
            return false;
        row[3] = table_count(cell->from_s);
        row[4] = table_count(cell->to_s);
        row[5] = table_count(needed);
        row[6] = table_count(d->plan.covered[i]);
        row[7] = table_count(d->plan.covered[i] - needed);
    }
    return true;
}

static bool has_price(const struct staff *s)
{
    const struct shift_rule *rules = s->catalogue.items;
    for (size_t i = 0; i < s->catalogue.count; i++)
        if (shift_yen(&rules[i], s->yen_per_hour) > 0)
            return true;
    return false;
}

bool staff_shifts_make(struct staff *s)
{
    struct arena *home = s->run.frame.home;
    struct staff_shifts *x = arena_take_array(home, struct staff_shifts, 1);
    if (x == NULL)
        return false;
    s->shifts = x;
    x->has_price = has_price(s);
    x->days = arena_take_array(home, struct staff_shifts_day, s->n_groups);
    table_init(&x->days_table, home, "shift_days", day_columns, COUNT_OF(day_columns));
    table_init(&x->people, home, "shift_people", people_columns, COUNT_OF(people_columns));
    table_init(&x->halves, home, "shift_half_hours", half_columns, COUNT_OF(half_columns));
    if (x->days == NULL)
        return false;
    for (size_t g = 0; g < s->n_groups; g++)
        if (!plan_day(s, g) || !add_day(s, g) || !add_people(s, g) || !add_halves(s, g))
            return false;
    return true;
}

/* ---- JSON ---- */

void staff_shifts_print_json(const struct staff *s, struct text *out)
{
    text_add(out, "{\"days\":");
    json_print(&s->shifts->days_table, out);
    text_add(out, ",\n\"people\":");
    json_print(&s->shifts->people, out);
    text_add(out, ",\n\"half_hours\":");
    json_print(&s->shifts->halves, out);
    text_add(out, "}");
}
