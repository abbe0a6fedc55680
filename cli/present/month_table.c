/* The calendar as a table: the numbers behind the words, one day a row. */
#include "cli/present/month.h"

/* clang-format off */
static const struct table_column columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "全国地方公共団体コード", "local government code"},
    {"site", TABLE_TEXT, 0, "", "区", "区名", "ward"},
    {"date", TABLE_DATE, 0, "", "日付", "日付", "date"},
    {"weekday", TABLE_TEXT, 0, "", "曜日", "曜日", "weekday"},
    {"open_from", TABLE_CLOCK, 0, "", "受付開始", "受付開始(閉庁日は空)", "doors open (empty: closed)"},
    {"open_to", TABLE_CLOCK, 0, "", "受付終了", "受付終了", "doors close"},
    {"level", TABLE_COUNT, 0, "", "混雑の段階", "0=閉庁、1〜4", "0 closed, 1 to 4"},
    {"level_name", TABLE_TEXT, 0, "", "混雑の言葉", "段階の言葉", "its word"},
    {"wait_p90_min", TABLE_REAL, 1, "min", "待ち90%点", "10人中9人がこれ以内に呼ばれる", "nine of ten are called within it"},
    {"prob_level_or_worse", TABLE_REAL, 3, "1", "その段階以上の確率", "反復のうちその段階以上だった割合", "share of replications at that level or worse"},
    {"turned_away", TABLE_REAL, 2, "people", "断られた人", "断られた人(平均)", "turned away, mean"},
    {"note", TABLE_TEXT, 0, "", "備考", "祝日名、土曜の時間など", "holiday, hours of a Saturday"},
};
/* clang-format on */

static void fill_open(const struct month *m, const struct month_day *d, struct table_cell *row)
{
    row[4] = table_count(d->open_from_s);
    row[5] = table_count(d->open_to_s);
    row[8] = table_real(d->wait_min);
    row[9] = table_real(d->probability);
    row[10] = table_real(d->turned_away);
    if (d->state == MONTH_NO_DATA)
        return;
    row[6] = table_count(d->level);
    row[7] = table_text(month_word(m, d->level));
}

bool month_table(const struct month *m, struct arena *home, struct table *out)
{
    table_init(out, home, "calendar", columns, COUNT_OF(columns));
    for (int i = 0; i < m->n_days; i++) {
        const struct month_day *d = &m->days[i];
        struct text note;
        if (d->state == MONTH_OUTSIDE)
            continue;
        struct table_cell *row = table_add_row(out);
        if (row == NULL)
            return false;
        text_init(&note, home);
        month_add_note(m, i, &note);
        row[0] = table_text(m->code);
        row[1] = table_text(m->site);
        row[2] = table_count(m->first + i);
        row[3] = table_text(month_weekday(m, m->first + i));
        row[11] = table_text(text_get(&note));
        if (d->state != MONTH_CLOSED) {
            fill_open(m, d, row);
            continue;
        }
        row[6] = table_count(LEVEL_CLOSED);
        row[7] = table_text(month_word(m, LEVEL_CLOSED));
    }
    return true;
}
