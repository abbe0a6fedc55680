/* What a search for counters shows on a terminal, at most 80 columns: wards, half hours, and what
 * has to be said of them. */
#include <math.h>
#include <string.h>

#include "cli/present/shown.h"
#include "cli/staff_shifts.h"
#include "cli/staff_words.h"
#include "sim/base/arena.h"

enum { HALVES_A_LINE = 17, NAME_WIDTH = 12, CELL_WIDTH = 4, HALF_HOURS = 48, HALF_HOUR_S = 1800 };

static bool japanese(const struct staff *s)
{
    return s->run.frame.japanese;
}

const char *staff_place_name(const struct staff *s, size_t place)
{
    return japanese(s) ? s->places[place].name : s->places[place].name_en;
}

const char *staff_number(const struct staff *s, int digits, double x)
{
    struct text t;
    text_init(&t, s->run.frame.home);
    if (isnan(x))
        text_add(&t, "-");
    else
        text_addf(&t, "%.*f", digits, x);
    return text_get(&t);
}

static const char *whole(const struct staff *s, size_t n)
{
    struct text t;
    text_init(&t, s->run.frame.home);
    text_addf(&t, "%zu", n);
    return text_get(&t);
}

static const char *clock_of(const struct staff *s, int32_t second)
{
    struct text t;
    text_init(&t, s->run.frame.home);
    text_addf(&t, "%d:%02d", second / 3600, second / 60 % 60);
    return text_get(&t);
}

double staff_floor(double share, double parts)
{
    return floor(share * 100 * parts + 1e-9) / parts;
}

void staff_head(const struct staff *s, enum phrase p, struct text *out)
{
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
    const char *share = staff_number(s, 0, 100 * s->ask.share);
    const char *within =
        staff_number(s, s->ask.within_us % 60000000 != 0, (double)s->ask.within_us / 60e6);
    if (fabs(100 * s->ask.share - round(100 * s->ask.share)) > 1e-9)
        share = staff_number(s, 1, 100 * s->ask.share);
    if (s->model->has_calendar) {
        civil_format(s->ask.from, from);
        civil_format(s->ask.to, to);
        phrase_add(out, p, japanese(s), share, within, from, to);
    } else
        phrase_add(out, PHRASE_STAFF_HEAD_DAY, japanese(s), share, within);
    text_add(out, "\n");
}

/* ---- wards ---- */

/* clang-format off */
static const struct shown_column ward_columns[] = {
    {{"ward", "区"},        NAME_WIDTH, SHOWN_NAME, NULL, 0},
    {{"h now", "今h"},       9, SHOWN_NUMBER, NULL, 0},
    {{"needed", "必要h"},    9, SHOWN_NUMBER, NULL, 0},
    {{"kyen", "千円"},       8, SHOWN_NUMBER, NULL, 0},
    {{"least %", "下限%"},   9, SHOWN_NUMBER, NULL, 0},
    {{"away", "断:今"},      8, SHOWN_NUMBER, NULL, 0},
    {{"then", "必要"},       8, SHOWN_NUMBER, NULL, 0},
    {{"over", "超:今"},      8, SHOWN_NUMBER, NULL, 0},
    {{"then", "必要"},       8, SHOWN_NUMBER, NULL, 0},
};
/* clang-format on */

struct line {
    double hours[2], least, away[2], over[2];
    bool is_met;
};

static void add_line(const struct staff *s, const char *name, const struct line *l,
                     struct text *out)
{
    const char *none = l->is_met ? NULL : "-";
    const char *cells[] = {
        name,
        staff_number(s, 0, l->hours[0]),
        none != NULL ? none : staff_number(s, 0, l->hours[1]),
        none != NULL ? none
                     : staff_number(s, 0, (l->hours[1] - l->hours[0]) * s->yen_per_hour / 1000),
        none != NULL ? none : staff_number(s, 1, staff_floor(l->least, 10)),
        staff_number(s, 0, l->away[0]),
        none != NULL ? none : staff_number(s, 0, l->away[1]),
        staff_number(s, 1, l->over[0]),
        none != NULL ? none : staff_number(s, 1, l->over[1]),
    };
    shown_words(&ward_columns[0], cells[0], out);
    for (size_t i = 1; i < COUNT_OF(cells); i++)
        if (i != 3 || s->model->has_calendar)
            shown_text(&ward_columns[i], cells[i], out);
    text_add(out, "\n");
}

static double least_of(const struct staff *s, size_t place)
{
    const struct table_cell *cell = table_at(&s->wards, place, "bound_least");
    return cell->is_missing ? 1 : cell->real;
}

static struct line line_of(const struct staff *s, size_t place)
{
    const struct staff_view *views[] = {&s->now, &s->needed};
    struct line l = {.is_met = staff_state_of(s, place) == STAFFING_MET};
    l.hours[0] = staff_hours(s, place, NULL);
    l.hours[1] = staff_hours(s, place, s->found.counters);
    l.least = least_of(s, place);
    for (int i = 0; i < 2; i++) {
        l.away[i] = staff_effect_of(s, views[i], place, STAFF_TURNED_AWAY).estimate;
        l.over[i] = staff_effect_of(s, views[i], place, STAFF_OVERTIME).estimate;
    }
    return l;
}

static void add_wards(const struct staff *s, struct text *out)
{
    struct line all = {.least = 1, .is_met = true};
    for (size_t i = 0; i < COUNT_OF(ward_columns); i++)
        if (i != 3 || s->model->has_calendar)
            shown_text(&ward_columns[i], ward_columns[i].heading[japanese(s)], out);
    text_add(out, "\n");
    for (size_t place = 0; place < s->n_places; place++) {
        struct line l = line_of(s, place);
        add_line(s, staff_place_name(s, place), &l, out);
        all.is_met &= l.is_met;
        all.least = fmin(all.least, l.least);
        for (int i = 0; i < 2; i++) {
            all.hours[i] += l.hours[i];
            all.away[i] += l.away[i];
            all.over[i] += l.over[i] / (double)s->n_places;
        }
    }
    if (s->n_places > 1)
        add_line(s, japanese(s) ? "全体" : "all", &all, out);
}

/* ---- half hours ---- */

/* The first cell of the group at that half hour, n_cells when it is closed then. */
static size_t cell_at(const struct staff *s, size_t group, int32_t half)
{
    for (size_t c = s->first[group]; c < s->first[group + 1]; c++)
        if (s->cells[c].half_hour == half)
            return c;
    return s->n_cells;
}

static void add_name(const char *name, struct text *out)
{
    const struct shown_column column = {{"", ""}, NAME_WIDTH, SHOWN_NAME, NULL, 0};
    shown_words(&column, name, out);
}

static void add_number(const char *number, struct text *out)
{
    const struct shown_column column = {{"", ""}, CELL_WIDTH, SHOWN_NUMBER, NULL, 0};
    shown_text(&column, number, out);
}

/* Hours stand over their first half, two columns wide. */
static void add_hours(const struct staff *s, int32_t from, int32_t to, const char *heading,
                      struct text *out)
{
    add_name(heading, out);
    for (int32_t h = from; h < to; h++) {
        struct text t;
        text_init(&t, out->home);
        if (h % 2 == 0)
            text_addf(&t, "%d:", h / 2);
        else
            text_add(&t, h == from ? clock_of(s, h * HALF_HOUR_S) : "30");
        add_number(text_get(&t), out);
    }
    text_add(out, "\n");
}

const char *staff_places_number(const struct staff *s, double x)
{
    return staff_number(s, fabs(x - round(x)) >= 0.05, x);
}

static const char *number_now(const struct staff *s, size_t c)
{
    return staff_places_number(s, s->cells[c].now);
}

static const char *number_needed(const struct staff *s, size_t c)
{
    bool is_met = s->found.state[s->cells[c].group] == STAFFING_MET;
    return is_met ? whole(s, (size_t)s->found.counters[c]) : "-";
}

static const char *number_least(const struct staff *s, size_t c)
{
    if (s->found.state[s->cells[c].group] != STAFFING_MET || s->needed.cells[c].tickets == 0)
        return "-";
    return staff_number(s, 0, staff_floor(s->needed.cells[c].bound, 1));
}

static void add_row(const struct staff *s, size_t group, int32_t from, int32_t to,
                    const struct staff_row *row, struct text *out)
{
    const char *label = row->label[japanese(s)];
    int owed = 0; /* empty cells, written when another follows */
    add_name(label != NULL ? label : staff_place_name(s, s->groups[group].place), out);
    for (int32_t h = from; h < to; h++) {
        size_t c = cell_at(s, group, h);
        const char *number = c < s->n_cells ? row->number(s, c) : "";
        if (number[0] == '\0') {
            owed++;
            continue;
        }
        for (; owed > 0; owed--)
            add_number("", out);
        add_number(number, out);
    }
    text_add(out, "\n");
}

/* The widest hours of a kind of day. */
static void find_span(const struct staff *s, int32_t kind, int32_t *from, int32_t *to)
{
    *from = HALF_HOURS;
    *to = 0;
    for (size_t c = 0; c < s->n_cells; c++) {
        int32_t h = s->cells[c].half_hour;
        if (s->groups[s->cells[c].group].kind != kind)
            continue;
        *from = h < *from ? h : *from;
        *to = h + 1 > *to ? h + 1 : *to;
    }
}

void staff_grid(const struct staff *s, int32_t kind, const struct staff_row *rows, size_t n,
                struct text *out)
{
    int32_t first, end;
    struct text heading;
    find_span(s, kind, &first, &end);
    text_init(&heading, out->home);
    phrase_add(&heading,
               !s->model->has_calendar ? PHRASE_STAFF_DAY
               : kind == 0             ? PHRASE_STAFF_WEEKDAY
                                       : PHRASE_STAFF_SATURDAY,
               japanese(s), "");
    if (first < end)
        text_addf(out, "\n%s\n", text_get(&heading));
    for (int32_t from = first; from < end; from += HALVES_A_LINE) {
        int32_t to = from + HALVES_A_LINE < end ? from + HALVES_A_LINE : end;
        add_hours(s, from, to, "", out);
        for (size_t g = 0; g < s->n_groups; g++) {
            if (s->groups[g].kind != kind)
                continue;
            for (size_t i = 0; i < n; i++)
                if (!rows[i].is_detail || s->n_places == 1)
                    add_row(s, g, from, to, &rows[i], out);
        }
    }
}

/* ---- sentences ---- */

const char *staff_where(const struct staff *s, size_t c, bool has_place)
{
    const struct staff_group *group = &s->groups[s->cells[c].group];
    struct text t;
    text_init(&t, s->run.frame.home);
    if (has_place)
        text_addf(&t, "%s ", staff_place_name(s, group->place));
    if (s->model->has_calendar) {
        phrase_add(&t, group->kind == 0 ? PHRASE_STAFF_WEEKDAY : PHRASE_STAFF_SATURDAY, japanese(s),
                   "");
        text_add(&t, " ");
    }
    text_add(&t, clock_of(s, s->cells[c].from_s));
    return text_get(&t);
}

static void add_failures(const struct staff *s, struct text *out)
{
    for (size_t g = 0; g < s->n_groups; g++) {
        size_t c = staff_least_share(s, g);
        if (s->found.state[g] == STAFFING_MET)
            continue;
        text_add(out, "\n");
        if (s->found.state[g] == STAFFING_IMPOSSIBLE)
            phrase_note(out, PHRASE_STAFF_IMPOSSIBLE, japanese(s), staff_where(s, c, true),
                        staff_number(s, 1, staff_floor(s->needed.cells[c].share, 10)),
                        whole(s, (size_t)s->found.counters[c]));
        else
            phrase_note(out, PHRASE_STAFF_UNSHOWN, japanese(s), staff_where(s, c, true),
                        whole(s, s->replications[STAFF_CONFIRM]));
    }
}

/* Wards at which something gets worse, beyond doubt. */
static void add_worse(const struct staff *s, enum staff_side side, enum phrase p, struct text *out)
{
    struct text list;
    text_init(&list, out->home);
    for (size_t place = 0; place < s->n_places; place++) {
        struct interval d = staff_change_of(s, &s->now, &s->needed, place, side);
        if (staff_state_of(s, place) != STAFFING_MET || !(d.lo > 0))
            continue;
        text_addf(&list, "%s%s +%.1f±%.1f", list.length > 0 ? (japanese(s) ? "、" : ", ") : "",
                  staff_place_name(s, place), d.estimate, d.hi - d.estimate);
    }
    if (list.length == 0)
        return;
    text_add(out, "\n");
    phrase_add(out, p, japanese(s), text_get(&list));
}

/* What a counter more or less is worth where it is tightest. */
static void add_margins(const struct staff *s, struct text *out)
{
    for (size_t g = 0; g < s->n_groups; g++) {
        size_t c = s->worst[g];
        if (c == s->n_cells)
            continue;
        text_add(out, "\n");
        phrase_note(out, PHRASE_STAFF_MARGIN, japanese(s), staff_where(s, c, s->n_places > 1),
                    staff_number(s, 1, 100 * s->needed.cells[c].share),
                    staff_number(s, 1, 100 * s->more.cells[c].share),
                    staff_number(s, 1, 100 * s->fewer.cells[c].share));
    }
}

static void add_settings(const struct staff *s, struct text *out)
{
    struct text setting;
    text_add(out, "\n");
    phrase_add(out, PHRASE_STAFF_SET, japanese(s), "");
    text_add(out, "\n");
    for (int nth = 0;; nth++) {
        text_init(&setting, out->home);
        if (!s->model->setting(s, 0, s->found.counters, nth, &setting))
            return;
        text_addf(out, "  --set '%s'\n", text_get(&setting));
    }
}

void staff_runs(const struct staff *s, struct text *out)
{
    phrase_note(out, PHRASE_STAFF_RUNS, japanese(s), whole(s, s->found.runs[STAFF_SEARCH]),
                whole(s, s->replications[STAFF_SEARCH]), whole(s, s->found.runs[STAFF_CONFIRM]),
                whole(s, s->replications[STAFF_CONFIRM]));
    text_add(out, "\n\n");
}

void staff_print(const struct staff *s, struct text *out)
{
    static const struct staff_row rows[] = {{{NULL, NULL}, number_now, false},
                                            {{"  needed", "  必要"}, number_needed, false},
                                            {{"  least %", "  下限%"}, number_least, true}};
    staff_head(s, PHRASE_STAFF_HEAD, out);
    staff_runs(s, out);
    add_wards(s, out);
    for (int32_t kind = 0; kind < 2; kind++)
        staff_grid(s, kind, rows, COUNT_OF(rows), out);
    size_t before = out->length;
    add_failures(s, out);
    add_worse(s, STAFF_TURNED_AWAY, PHRASE_STAFF_AWAY, out);
    add_worse(s, STAFF_OVERTIME, PHRASE_STAFF_OVERTIME, out);
    if (s->n_places == 1)
        add_margins(s, out);
    text_add(out, out->length > before ? "\n" : "");
    if (s->n_places == 1 && staff_state_of(s, 0) == STAFFING_MET)
        add_settings(s, out);
    if (s->shifts != NULL)
        staff_shifts_print(s, out);
    text_add(out, "\n");
    phrase_note(out, PHRASE_STAFF_NOTE, japanese(s), "");
    text_add(out, "\n");
    if (s->model->has_calendar) {
        phrase_note(out, PHRASE_STAFF_NOTE_WARD, japanese(s), "");
        text_add(out, "\n");
    }
}
