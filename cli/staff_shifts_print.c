/* What a plan of shifts shows on a terminal, at most 80 columns, and as lines of a scenario. */
#include <math.h>
#include <string.h>

#include "cli/phrase.h"
#include "cli/present/shown.h"
#include "cli/staff_shifts.h"
#include "sim/base/arena.h"

enum {
    NAME_WIDTH = 12,
    CELL_WIDTH = 4,
    HALVES_A_LINE = 17,
    SHIFT_WIDTH = 14,
    WIDTH_MOST = 78,
    HALF_HOUR_S = 1800
};

/* clang-format off */
static const struct shown_column day_columns[] = {
    {{"ward", "区"},          NAME_WIDTH, SHOWN_NAME, NULL, 0},
    {{"day", "日"},            10, SHOWN_NAME,   NULL, 0},
    {{"people", "人数"},        7, SHOWN_NUMBER, NULL, 0},
    {{"h paid", "有給h"},       9, SHOWN_NUMBER, NULL, 0},
    {{"needed", "必要h"},       9, SHOWN_NUMBER, NULL, 0},
    {{"spare", "余りh"},        8, SHOWN_NUMBER, NULL, 0},
    {{"yen/day", "円/日"},     11, SHOWN_NUMBER, NULL, 0},
    {{"kyen/month", "千円/月"}, 12, SHOWN_NUMBER, NULL, 0},
};
/* clang-format on */

static bool japanese(const struct staff *s)
{
    return s->run.frame.japanese;
}

static const char *format(const struct staff *s, int digits, double x)
{
    struct text t;
    text_init(&t, s->run.frame.home);
    text_addf(&t, "%.*f", digits, x);
    return text_get(&t);
}

static const char *place_name(const struct staff *s, size_t group)
{
    const struct staff_place *p = &s->places[s->groups[group].place];
    return japanese(s) ? p->name : p->name_en;
}

static const char *day_name(const struct staff *s, size_t group)
{
    struct text t;
    text_init(&t, s->run.frame.home);
    phrase_add(&t,
               !s->model->has_calendar      ? PHRASE_STAFF_DAY
               : s->groups[group].kind == 0 ? PHRASE_STAFF_WEEKDAY
                                            : PHRASE_STAFF_SATURDAY,
               japanese(s), "");
    return text_get(&t);
}

static const char *where(const struct staff *s, size_t group)
{
    struct text t;
    text_init(&t, s->run.frame.home);
    text_addf(&t, "%s %s", place_name(s, group), day_name(s, group));
    return text_get(&t);
}

/* ---- a line for each kind of day ---- */

static void add_figures(const struct staff *s, size_t group, struct text *out)
{
    const struct staff_shifts_day *d = &s->shifts->days[group];
    bool has_plan = staff_shifts_has_plan(d), has_yen = has_plan && s->shifts->has_price;
    double month = d->plan.cost * s->groups[group].open_days / 1000;
    const char *cells[] = {place_name(s, group),
                           day_name(s, group),
                           has_plan ? format(s, 0, d->people) : "-",
                           has_plan ? format(s, 1, d->paid_h) : "-",
                           has_plan ? format(s, 1, d->needed_h) : "-",
                           has_plan ? format(s, 1, d->surplus_h) : "-",
                           has_yen ? format(s, 0, d->plan.cost) : "-",
                           has_yen && s->model->has_calendar ? format(s, 0, month) : "-"};
    shown_words(&day_columns[0], cells[0], out);
    for (size_t i = 1; i < COUNT_OF(cells); i++)
        shown_text(&day_columns[i], cells[i], out);
    text_add(out, "\n");
}

static int32_t people_of(const struct staff_shifts_day *d, const struct shift_rule *r)
{
    int32_t people = 0;
    for (size_t i = 0; i < d->n_ways; i++)
        people += d->ways[i].rule == r ? d->plan.people[i] : 0;
    return people;
}

/* "  全日 2, 午前 1", in as many lines as it takes. */
static void add_list(const struct staff *s, size_t group, struct text *out)
{
    const struct staff_shifts_day *d = &s->shifts->days[group];
    int width = WIDTH_MOST;
    for (size_t i = 0; i < d->n_rules; i++) {
        struct text t;
        int32_t people = people_of(d, d->rules[i]);
        if (people == 0)
            continue;
        text_init(&t, out->home);
        text_addf(&t, "  %s %d", d->rules[i]->name, people);
        int more = text_width(text_get(&t));
        if (width + more > WIDTH_MOST) {
            text_add(out, width < WIDTH_MOST ? "\n" : "");
            text_add(out, "  ");
            width = 2;
        }
        text_add(out, text_get(&t));
        width += more;
    }
    text_add(out, width < WIDTH_MOST ? "\n" : "");
}

static void add_total(const struct staff *s, struct text *out)
{
    double yen = 0;
    for (size_t g = 0; g < s->n_groups; g++) {
        if (!staff_shifts_has_plan(&s->shifts->days[g]))
            return;
        yen += s->shifts->days[g].plan.cost * s->groups[g].open_days;
    }
    if (!s->shifts->has_price || !s->model->has_calendar || s->n_groups < 2)
        return;
    shown_words(&day_columns[0], japanese(s) ? "全体" : "all", out);
    for (size_t i = 1; i + 1 < COUNT_OF(day_columns); i++)
        shown_text(&day_columns[i], "", out);
    shown_text(&day_columns[COUNT_OF(day_columns) - 1], format(s, 0, yen / 1000), out);
    text_add(out, "\n");
}

/* ---- one place: who has the break when, and the half hours ---- */

static void add_way(const struct staff *s, const struct staff_shifts_way *w, int32_t people,
                    struct text *out)
{
    const struct shown_column name = {{"", ""}, SHIFT_WIDTH, SHOWN_NAME, NULL, 0};
    const struct shown_column count = {{"", ""}, 4, SHOWN_NUMBER, NULL, 0};
    const struct shown_column hours = {{"", ""}, 14, SHOWN_NUMBER, NULL, 0};
    const struct shift_rule *r = w->rule;
    struct text t;
    text_init(&t, out->home);
    text_addf(&t, "%d:%02d-%d:%02d", r->from / 3600, r->from / 60 % 60, r->to / 3600,
              r->to / 60 % 60);
    text_add(out, "  ");
    shown_words(&name, r->name, out);
    shown_text(&count, format(s, 0, people), out);
    shown_text(&hours, text_get(&t), out);
    if (r->breaks.count > 0)
        text_addf(out, "  %s %s", japanese(s) ? "休憩" : "break",
                  staff_shifts_breaks(w, out->home));
    text_add(out, "\n");
}

static void add_cells(const struct staff *s, size_t group, size_t from, size_t to, int row,
                      struct text *out)
{
    static const char *const names[][2] = {{"", ""}, {"  needed", "  必要"}, {"  there", "  配置"}};
    const struct shown_column name = {{"", ""}, NAME_WIDTH, SHOWN_NAME, NULL, 0};
    const struct shown_column cell = {{"", ""}, CELL_WIDTH, SHOWN_NUMBER, NULL, 0};
    shown_words(&name, names[row][japanese(s)], out);
    for (size_t c = from; c < to; c++) {
        int32_t half = s->cells[c].half_hour;
        struct text t;
        text_init(&t, out->home);
        if (row == 1)
            text_addf(&t, "%d", s->found.counters[c]);
        else if (row == 2)
            text_addf(&t, "%d", s->shifts->days[group].plan.covered[c - s->first[group]]);
        else if (half % 2 == 0)
            text_addf(&t, "%d:", half / 2);
        else
            text_add(&t, "30");
        shown_text(&cell, text_get(&t), out);
    }
    text_add(out, "\n");
}

static void add_detail(const struct staff *s, size_t group, struct text *out)
{
    const struct staff_shifts_day *d = &s->shifts->days[group];
    for (size_t i = 0; i < d->n_ways; i++)
        if (d->plan.people[i] > 0)
            add_way(s, &d->ways[i], d->plan.people[i], out);
    for (size_t from = s->first[group]; from < s->first[group + 1]; from += HALVES_A_LINE) {
        size_t end = s->first[group + 1];
        size_t to = from + HALVES_A_LINE < end ? from + HALVES_A_LINE : end;
        for (int row = 0; row < 3; row++)
            add_cells(s, group, from, to, row, out);
    }
}

/* ---- sentences ---- */

static int32_t lacking_of(const struct staff_shifts_day *d)
{
    int32_t lacking = 0;
    for (size_t i = 0; i < d->n_rules; i++)
        lacking += d->plan.lacking[i];
    return lacking;
}

static const char *bound_of(const struct staff *s, const struct staff_shifts_day *d)
{
    struct text t;
    text_init(&t, s->run.frame.home);
    if (s->shifts->has_price)
        text_addf(&t, "%.0f%s", floor(d->plan.bound), japanese(s) ? "円" : " yen");
    else
        text_addf(&t, "%.1f h", floor(d->plan.bound / 6) / 10);
    return text_get(&t);
}

static void add_sentence(const struct staff *s, size_t group, struct text *out)
{
    const struct staff_shifts_day *d = &s->shifts->days[group];
    const char *at = where(s, group), *reason = staff_shifts_reason(s, group, out->home);
    if (!d->is_asked)
        phrase_add(out, PHRASE_SHIFTS_UNMET, japanese(s), at);
    else if (d->plan.state == COVER_BARE)
        phrase_add(out, PHRASE_SHIFTS_BARE, japanese(s), at, reason);
    else if (d->plan.state == COVER_TOO_FEW)
        phrase_add(out, PHRASE_SHIFTS_TOO_FEW, japanese(s), at, format(s, 0, lacking_of(d)),
                   reason);
    else if (d->plan.state == COVER_UNDECIDED)
        phrase_add(out, PHRASE_SHIFTS_UNDECIDED, japanese(s), at);
    else if (d->plan.state == COVER_GOOD)
        phrase_add(out, PHRASE_SHIFTS_GOOD, japanese(s), at, bound_of(s, d));
    else
        return;
    text_add(out, "\n");
}

void staff_shifts_print(const struct staff *s, struct text *out)
{
    text_add(out, "\n");
    phrase_add(out, s->shifts->has_price ? PHRASE_SHIFTS_HEAD : PHRASE_SHIFTS_HEAD_HOURS,
               japanese(s), "");
    text_add(out, "\n");
    shown_headings(day_columns, COUNT_OF(day_columns), japanese(s), out);
    for (size_t g = 0; g < s->n_groups; g++) {
        add_figures(s, g, out);
        if (!staff_shifts_has_plan(&s->shifts->days[g]))
            continue;
        if (s->n_places > 1)
            add_list(s, g, out);
        else
            add_detail(s, g, out);
    }
    add_total(s, out);
    for (size_t g = 0; g < s->n_groups; g++)
        add_sentence(s, g, out);
    phrase_note(out, PHRASE_SHIFTS_NOTE, japanese(s), "");
    text_add(out, "\n");
}

/* ---- as comments of a scenario ---- */

void staff_shifts_print_yaml(const struct staff *s, struct text *out)
{
    text_add(out, "# shifts (people a day):\n");
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct staff_shifts_day *d = &s->shifts->days[g];
        text_addf(out, "#  %s: %s", where(s, g), staff_shifts_state_key(d));
        for (size_t i = 0; staff_shifts_has_plan(d) && i < d->n_rules; i++)
            if (people_of(d, d->rules[i]) > 0)
                text_addf(out, ", %s %d", d->rules[i]->name, people_of(d, d->rules[i]));
        text_addf(out, " %s\n", staff_shifts_reason(s, g, out->home));
    }
}
