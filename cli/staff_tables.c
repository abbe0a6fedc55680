/* The tables of a search: half hours, and wards. */
#include <math.h>

#include "cli/staff.h"
#include "sim/base/arena.h"

/* clang-format off */
static const struct table_column half_columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード", "code of the ward"},
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"},
    {"day_type", TABLE_TEXT, 0, "", "平日・土曜", "weekday=平日、saturday=土曜", "weekday or saturday"},
    {"from", TABLE_CLOCK, 0, "", "から", "30分の時間帯のうち開いている部分の初め", "begin of the part of the half hour in which the doors are open"},
    {"to", TABLE_CLOCK, 0, "", "まで", "その終わり", "its end"},
    {"counters_now", TABLE_REAL, 2, "", "今の窓口", "今の窓口数(時間の平均)", "counters on duty now (mean over time)"},
    {"counters_needed", TABLE_COUNT, 0, "", "必要な窓口", "必要な窓口数。met でなければ空", "counters needed; empty where the state is not met"},
    {"tickets", TABLE_REAL, 1, "people/d", "整理券", "1日の整理券(必要な窓口のとき)", "tickets issued a day, with the counters needed"},
    {"share_now", TABLE_REAL, 4, "1", "今の割合", "今の窓口での目標以内の割合(この時間帯に整理券を受けた人に対して)", "share within the target now, of tickets issued in the half hour"},
    {"share", TABLE_REAL, 4, "1", "割合", "必要な窓口での割合", "the same with the counters needed"},
    {"bound", TABLE_REAL, 4, "1", "下限", "その片側95%の下限(反復についての比の推定)", "its one-sided lower 95 % bound (ratio over replications)"},
    {"state", TABLE_TEXT, 0, "", "結果", "met=守れる、impossible=窓口を増やしても守れない、not_shown=この反復回数では確かめられない", "met, impossible (no number of counters is enough) or not_shown (these replications cannot tell)"},
};
static const struct table_column ward_columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード", "code of the ward"},
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"},
    {"state", TABLE_TEXT, 0, "", "結果", "half hours の state の悪いほう", "the worst state of its half hours"},
    {"hours_now", TABLE_REAL, 1, "h", "今の延べ時間", "窓口の延べ時間", "counter-hours now"},
    {"hours_needed", TABLE_REAL, 1, "h", "必要な延べ時間", "同上", "counter-hours needed"},
    {"yen_now", TABLE_REAL, 0, "yen", "今の費用", "窓口の延べ時間の費用(時間外を除く)", "cost of the counter-hours (without overtime)"},
    {"yen_needed", TABLE_REAL, 0, "yen", "必要な費用", "同上", "the same, of what is needed"},
    {"bound_least", TABLE_REAL, 4, "1", "下限の最小", "時間帯の下限のうち最も低いもの", "the lowest bound of its half hours"},
    {"turned_away_now", TABLE_REAL, 1, "people", "今の断った人", "断った人", "people turned away now"},
    {"turned_away_needed", TABLE_REAL, 1, "people", "断った人", "同上、必要な窓口のとき", "the same with the counters needed"},
    {"turned_away_change_lo", TABLE_REAL, 1, "people", "差の下限", "差の95%区間", "95 % interval of the difference"},
    {"turned_away_change_hi", TABLE_REAL, 1, "people", "差の上限", "同上", "upper end"},
    {"overtime_now", TABLE_REAL, 2, "min", "今の時間外", "時間外(分/開庁日)", "overtime now, min per open day"},
    {"overtime_needed", TABLE_REAL, 2, "min", "時間外", "同上、必要な窓口のとき", "the same with the counters needed"},
    {"overtime_change_lo", TABLE_REAL, 2, "min", "差の下限", "差の95%区間", "95 % interval of the difference"},
    {"overtime_change_hi", TABLE_REAL, 2, "min", "差の上限", "同上", "upper end"},
};
/* clang-format on */

static bool add_half(struct staff *s, size_t c)
{
    const struct staff_cell *cell = &s->cells[c];
    const struct staff_group *group = &s->groups[cell->group];
    const struct staff_place *place = &s->places[group->place];
    const struct staffing_cell *now = &s->now.cells[c], *needed = &s->needed.cells[c];
    struct table_cell *row = table_add_row(&s->halves);
    if (row == NULL)
        return false;
    bool is_met = s->found.state[cell->group] == STAFFING_MET;
    double n = s->replications[STAFF_CONFIRM];
    row[0] = table_text(place->code);
    row[1] = table_text(place->name);
    if (s->model->has_calendar)
        row[2] = table_text(group->kind == 0 ? "weekday" : "saturday");
    row[3] = table_count(cell->from_s);
    row[4] = table_count(cell->to_s);
    row[5] = table_real(cell->now);
    if (is_met)
        row[6] = table_count(s->found.counters[c]);
    row[7] = table_real((double)needed->tickets / n / cell->days);
    row[8] = table_real(now->share);
    row[9] = table_real(needed->share);
    row[10] = table_real(needed->bound);
    row[11] = table_text(staff_state_key(s->found.state[cell->group]));
    return true;
}

double staff_least_bound(const struct staff *s, size_t place)
{
    double least = 1;
    for (size_t c = 0; c < s->n_cells; c++)
        if (s->groups[s->cells[c].group].place == place && s->needed.cells[c].tickets > 0)
            least = fmin(least, s->needed.cells[c].bound);
    return least;
}

static void add_sides(const struct staff *s, size_t place, struct table_cell *row)
{
    for (int side = STAFF_TURNED_AWAY; side <= STAFF_OVERTIME; side++, row += 4) {
        enum staff_side what = (enum staff_side)side;
        struct interval change = staff_change_of(s, &s->now, &s->needed, place, what);
        row[0] = table_real(staff_effect_of(s, &s->now, place, what).estimate);
        row[1] = table_real(staff_effect_of(s, &s->needed, place, what).estimate);
        row[2] = table_real(change.lo);
        row[3] = table_real(change.hi);
    }
}

static bool add_ward(struct staff *s, size_t place)
{
    struct table_cell *row = table_add_row(&s->wards);
    if (row == NULL)
        return false;
    bool is_met = staff_state_of(s, place) == STAFFING_MET;
    double now = staff_hours(s, place, NULL), needed = staff_hours(s, place, s->found.counters);
    row[0] = table_text(s->places[place].code);
    row[1] = table_text(s->places[place].name);
    row[2] = table_text(staff_state_key(staff_state_of(s, place)));
    row[3] = table_real(now);
    if (is_met)
        row[4] = table_real(needed);
    if (s->model->has_calendar)
        row[5] = table_real(now * s->yen_per_hour);
    if (s->model->has_calendar && is_met)
        row[6] = table_real(needed * s->yen_per_hour);
    row[7] = table_real(staff_least_bound(s, place));
    add_sides(s, place, row + 8);
    return true;
}

bool staff_tabulate(struct staff *s)
{
    struct arena *home = s->run.frame.home;
    table_init(&s->halves, home, "half_hours", half_columns, COUNT_OF(half_columns));
    table_init(&s->wards, home, "wards", ward_columns, COUNT_OF(ward_columns));
    for (size_t c = 0; c < s->n_cells; c++)
        if (!add_half(s, c))
            return false;
    for (size_t i = 0; i < s->n_places; i++)
        if (!add_ward(s, i))
            return false;
    return true;
}
