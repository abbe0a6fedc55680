/* The tables of a search for places, and one JSON object. */
#include <math.h>

#include "cli/staff_places.h"
#include "sim/base/arena.h"
#include "sim/output/json.h"

/* clang-format off */
static const struct table_column slot_columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード", "code of the ward"},
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"},
    {"day_type", TABLE_TEXT, 0, "", "平日・土曜", "weekday=平日、saturday=土曜", "weekday or saturday"},
    {"from", TABLE_CLOCK, 0, "", "から", "30分の時間帯のうち開いている部分の初め", "begin of the part of the half hour in which the doors are open"},
    {"to", TABLE_CLOCK, 0, "", "まで", "その終わり", "its end"},
    {"counters", TABLE_REAL, 2, "", "窓口", "今の窓口数(時間の平均)", "counters on duty now (mean over time)"},
    {"places_now", TABLE_REAL, 2, "people", "今の枠", "この時間帯に始まる1枠の人数、今", "places of a slot that begins in it, now"},
    {"places", TABLE_COUNT, 0, "people", "出せる枠", "同上、出してよい数。met でなければ空", "the same that may be released; empty where the state is not met"},
    {"renewal", TABLE_COUNT, 0, "people", "うち更新", "そのうち更新", "of these for renewals"},
    {"handover", TABLE_COUNT, 0, "people", "うち交付", "そのうち交付", "of these for hand-overs"},
    {"is_most", TABLE_COUNT, 0, "", "上限", "1=試した最も多い数(窓口がすべて予約で埋まる)", "1: as many as were tried at most (all counters busy with the booked)"},
    {"share_now", TABLE_REAL, 4, "1", "今の割合", "今の枠での目標以内の割合(この時間帯に整理券を受けた人に対して)", "share within the target now, of tickets issued in the half hour"},
    {"share", TABLE_REAL, 4, "1", "割合", "出してよい枠での割合", "the same with the places that may be released"},
    {"bound", TABLE_REAL, 4, "1", "下限", "その片側95%の下限(反復についての比の推定)", "its one-sided lower 95 % bound (ratio over replications)"},
    {"state", TABLE_TEXT, 0, "", "結果", "met=守れる、impossible=予約がなくても守れない(窓口が足りない)、not_shown=この反復回数では確かめられない", "met, impossible (not without any appointment: counters are short) or not_shown (these replications cannot tell)"},
};
static const struct table_column ward_columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード", "code of the ward"},
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"},
    {"state", TABLE_TEXT, 0, "", "結果", "時間帯の結果の悪いほう", "the worst state of its half hours"},
    {"places_day_now", TABLE_REAL, 1, "people/d", "今の枠", "開庁日1日の枠", "places of an open day now"},
    {"places_day", TABLE_REAL, 1, "people/d", "出せる枠", "同上、出してよい数", "the same that may be released"},
    {"places_month_now", TABLE_REAL, 0, "people", "今の月の枠", "月の枠", "places of the month now"},
    {"places_month", TABLE_REAL, 0, "people", "月の出せる枠", "同上、出してよい数", "the same that may be released"},
    {"bound_least", TABLE_REAL, 4, "1", "下限の最小", "時間帯の下限のうち最も低いもの", "the lowest bound of its half hours"},
    {"wait_now", TABLE_REAL, 2, "min", "今の待ち時間", "手続できた人の平均", "mean wait of the served, now"},
    {"wait", TABLE_REAL, 2, "min", "待ち時間", "同上、出してよい枠のとき", "the same with the places that may be released"},
    {"wait_change_lo", TABLE_REAL, 2, "min", "差の下限", "差の95%区間", "95 % interval of the difference"},
    {"wait_change_hi", TABLE_REAL, 2, "min", "差の上限", "同上", "upper end"},
    {"lead_now", TABLE_REAL, 2, "d", "今の予約日まで", "最初に試みてから予約日まで(予約した人の平均)", "days from the first try to the appointment, now"},
    {"lead", TABLE_REAL, 2, "d", "予約日まで", "同上、出してよい枠のとき", "the same with the places that may be released"},
    {"lead_change_lo", TABLE_REAL, 2, "d", "差の下限", "差の95%区間", "95 % interval of the difference"},
    {"lead_change_hi", TABLE_REAL, 2, "d", "差の上限", "同上", "upper end"},
    {"no_booking_now", TABLE_REAL, 1, "people", "今の諦めた人", "予約が取れず諦めた人", "gave up for want of a place, now"},
    {"no_booking", TABLE_REAL, 1, "people", "諦めた人", "同上、出してよい枠のとき", "the same with the places that may be released"},
    {"no_booking_change_lo", TABLE_REAL, 1, "people", "差の下限", "差の95%区間", "95 % interval of the difference"},
    {"no_booking_change_hi", TABLE_REAL, 1, "people", "差の上限", "同上", "upper end"},
    {"turned_away_now", TABLE_REAL, 1, "people", "今の断った人", "断った人", "people turned away now"},
    {"turned_away", TABLE_REAL, 1, "people", "断った人", "同上、出してよい枠のとき", "the same with the places that may be released"},
    {"turned_away_change_lo", TABLE_REAL, 1, "people", "差の下限", "差の95%区間", "95 % interval of the difference"},
    {"turned_away_change_hi", TABLE_REAL, 1, "people", "差の上限", "同上", "upper end"},
};
/* clang-format on */

static void fill_slot(const struct staff *s, size_t c, struct table_cell *row)
{
    const int32_t *held = s->found.counters;
    row[6] = table_real(staff_places_of(s, c, NULL, USE_COUNT));
    if (s->found.state[s->cells[c].group] != STAFFING_MET)
        return;
    row[7] = table_count((int64_t)staff_places_of(s, c, held, USE_COUNT));
    row[8] = table_count((int64_t)staff_places_of(s, c, held, USE_RENEWAL));
    row[9] = table_count((int64_t)staff_places_of(s, c, held, USE_HANDOVER));
    row[10] = table_count(staff_places_at_most(s, c));
}

static bool add_slot(struct staff *s, size_t c)
{
    const struct staff_cell *cell = &s->cells[c];
    const struct staff_group *group = &s->groups[cell->group];
    struct table_cell *row = table_add_row(&s->halves);
    if (row == NULL)
        return false;
    row[0] = table_text(s->places[group->place].code);
    row[1] = table_text(s->places[group->place].name);
    row[2] = table_text(group->kind == 0 ? "weekday" : "saturday");
    row[3] = table_count(cell->from_s);
    row[4] = table_count(cell->to_s);
    row[5] = table_real(cell->now);
    if (s->releases[c].slots > 0)
        fill_slot(s, c, row);
    row[11] = table_real(s->now.cells[c].share);
    row[12] = table_real(s->needed.cells[c].share);
    row[13] = table_real(s->needed.cells[c].bound);
    row[14] = table_text(staff_state_key(s->found.state[cell->group]));
    return true;
}

static void add_sides(const struct staff *s, size_t place, struct table_cell *row)
{
    for (int side = STAFF_PLACES_WAIT; side <= STAFF_PLACES_AWAY; side++, row += 4) {
        enum staff_places_side what = (enum staff_places_side)side;
        struct interval change = staff_places_effect(s, &s->now, &s->needed, place, what);
        row[0] = table_real(staff_places_effect(s, NULL, &s->now, place, what).estimate);
        row[1] = table_real(staff_places_effect(s, NULL, &s->needed, place, what).estimate);
        row[2] = table_real(change.lo);
        row[3] = table_real(change.hi);
    }
}

static bool add_ward(struct staff *s, size_t place)
{
    struct table_cell *row = table_add_row(&s->wards);
    if (row == NULL)
        return false;
    row[0] = table_text(s->places[place].code);
    row[1] = table_text(s->places[place].name);
    row[2] = table_text(staff_state_key(staff_state_of(s, place)));
    row[3] = table_real(staff_places_sum(s, place, NULL, true));
    row[5] = table_real(staff_places_sum(s, place, NULL, false));
    if (staff_state_of(s, place) == STAFFING_MET) {
        row[4] = table_real(staff_places_sum(s, place, s->found.counters, true));
        row[6] = table_real(staff_places_sum(s, place, s->found.counters, false));
    }
    row[7] = table_real(staff_least_bound(s, place));
    add_sides(s, place, row + 8);
    return true;
}

bool staff_places_tabulate(struct staff *s)
{
    struct arena *home = s->run.frame.home;
    table_init(&s->halves, home, "slots", slot_columns, COUNT_OF(slot_columns));
    table_init(&s->wards, home, "wards", ward_columns, COUNT_OF(ward_columns));
    for (size_t c = 0; c < s->n_cells; c++)
        if (!add_slot(s, c))
            return false;
    for (size_t i = 0; i < s->n_places; i++)
        if (!add_ward(s, i))
            return false;
    return true;
}

void staff_places_print_json(const struct staff *s, struct text *out)
{
    staff_print_json_head(s, out);
    text_add(out, "\"wards\":");
    json_print(&s->wards, out);
    text_add(out, ",\n\"slots\":");
    json_print(&s->halves, out);
    text_add(out, ",\n\"set\":[");
    staff_print_json_settings(s, out);
    text_add(out, "]}\n");
}
