/* What a scenario of wards means, for programs: every month of every ward. */
#include <math.h>

#include "cli/diagnose.h"
#include "cli/plan.h"
#include "sim/output/json.h"

/* clang-format off */
static const struct table_column load_columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "コード", "区のコード、全市は 141003", "code of the ward; the city is 141003"},
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"},
    {"month", TABLE_TEXT, 0, "", "月", "年月", "month"},
    {"open_days", TABLE_COUNT, 0, "d", "開庁日", "開庁日数", "open days"},
    {"visits", TABLE_REAL, 1, "people", "来庁", "来庁者の見込み", "people expected to come"},
    {"work_h", TABLE_REAL, 1, "h", "仕事(時間)", "窓口の仕事の見込み", "hours of service they need"},
    {"counters_h", TABLE_REAL, 1, "h", "窓口(時間)", "開庁時間中の窓口の延べ時間", "counter-hours while the doors are open"},
    {"load", TABLE_REAL, 3, "1", "負荷", "仕事÷窓口", "work over counters"},
    {"renewals_wanted", TABLE_REAL, 1, "people", "更新の予約", "更新の予約の見込み", "appointments wanted for renewals"},
    {"renewal_places", TABLE_COUNT, 0, "people", "更新の枠", "更新の予約枠", "places for renewals"},
    {"handovers_wanted", TABLE_REAL, 1, "people", "交付の予約", "交付の予約の見込み", "appointments wanted for hand-overs"},
    {"handover_places", TABLE_COUNT, 0, "people", "交付の枠", "交付の予約枠", "places for hand-overs"},
    {"calls", TABLE_REAL, 1, "calls", "電話", "かかってくる電話(かけ直しを除く)、全市だけ", "first calls and enquiries, the city only"},
    {"calls_h", TABLE_REAL, 1, "h", "通話(時間)", "その通話時間", "hours they take"},
    {"agents_h", TABLE_REAL, 1, "h", "応対者(時間)", "応対者の延べ時間", "agent-hours"},
};
static const struct table_column trap_columns[] = {
    {"date", TABLE_DATE, 0, "", "日付", "日付", "date"},
    {"kind", TABLE_TEXT, 0, "", "種類", "種類", "kind"},
    {"text", TABLE_TEXT, 0, "", "説明", "説明", "in words"},
};
/* clang-format on */

static const char *kept(struct text *t)
{
    return t->failed ? "" : text_get(t);
}

static void add_month(const struct plan_facts *f, int32_t site, int32_t month, struct table *t)
{
    const struct load_month *m = load_at(&f->load, site, month);
    const struct scenario_ward_row *rows = f->data->wards.items;
    bool is_city = site == f->load.n_sites;
    struct text name;
    char date[CIVIL_TEXT_BYTES];
    struct table_cell *row = table_add_row(t);
    if (row == NULL)
        return;
    civil_format(civil_first_of_month(civil_month_index(f->data->s.period.from) + month), date);
    text_init(&name, t->home);
    text_addf(&name, "%.7s", date);
    row[0] = table_text(is_city ? "141003" : rows[site].code);
    row[1] = table_text(is_city ? "全市" : rows[site].name);
    row[2] = table_text(kept(&name));
    row[3] = table_count(m->open_days);
    row[4] = table_real(m->visits);
    row[5] = table_real(m->work_h);
    row[6] = table_real(m->counters_h);
    row[7] = table_real(m->counters_h > 0 ? load_ratio(&f->load, site, month) : (double)NAN);
    row[8] = table_real(m->wanted[USE_RENEWAL]);
    row[9] = table_count(m->places[USE_RENEWAL]);
    row[10] = table_real(m->wanted[USE_HANDOVER]);
    row[11] = table_count(m->places[USE_HANDOVER]);
    if (m->agents_h <= 0)
        return;
    row[12] = table_real(m->calls);
    row[13] = table_real(m->calls_h);
    row[14] = table_real(m->agents_h);
}

static void add_loads(const struct plan_facts *f, struct text *out)
{
    struct table t;
    table_init(&t, out->home, "load", load_columns, COUNT_OF(load_columns));
    for (int32_t i = 0; i <= f->load.n_sites; i++)
        for (int32_t month = 0; month < f->load.n_months; month++)
            add_month(f, i == 0 ? f->load.n_sites : i - 1, month, &t);
    json_print(&t, out);
    out->failed |= t.failed;
}

static void add_traps(const struct plan_facts *f, bool japanese, struct text *out)
{
    struct table t;
    table_init(&t, out->home, "traps", trap_columns, COUNT_OF(trap_columns));
    for (size_t i = 0; i < f->traps.count; i++) {
        const struct plan_trap *trap = &f->traps.items[i];
        struct table_cell *row = table_add_row(&t);
        struct text words;
        text_init(&words, out->home);
        plan_facts_trap(trap, f->data, japanese, &words);
        if (row == NULL)
            break;
        row[0] = table_count(trap->date);
        row[1] = table_text(plan_trap_key(trap->kind));
        row[2] = table_text(kept(&words));
    }
    json_print(&t, out);
    out->failed |= t.failed;
}

static void add_day(const struct plan_facts *f, const char *name, int32_t day, struct text *out)
{
    char date[CIVIL_TEXT_BYTES];
    civil_format(f->plan->base_day + (day == PLAN_NO_DAY ? 0 : day), date);
    if (day == PLAN_NO_DAY)
        text_addf(out, ",\"%s\":null", name);
    else
        text_addf(out, ",\"%s\":\"%s\"", name, date);
}

static void add_mail(const struct plan_facts *f, struct text *out)
{
    const struct load_mail *m = &f->load.mail;
    text_addf(out,
              "{\"mailed\":%lld,\"mail_days\":%lld,\"daily_capacity\":%d,\"unmailed\":%lld,"
              "\"peak_waiting\":%lld,\"clear_days\":%lld",
              (long long)m->mailed, (long long)m->mail_days, (int)f->data->s.notices.daily_capacity,
              (long long)m->unmailed, (long long)m->peak_waiting, (long long)m->clear_days);
    add_day(f, "peak_day", m->peak_day, out);
    add_day(f, "cleared_day", m->cleared_day, out);
    text_add(out, "}");
}

void plan_facts_json(const struct plan_facts *f, bool japanese, struct text *out)
{
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
    civil_format(f->data->s.period.from, from);
    civil_format(f->data->s.period.to, to);
    text_add(out, "{\"id\":");
    text_add_json(out, f->data->s.id);
    text_add(out, ",\"title\":");
    text_add_json(out, f->data->s.title);
    text_addf(out, ",\"from\":\"%s\",\"to\":\"%s\",\"open_days\":%d,\"open_saturdays\":%d", from,
              to, (int)f->open_days, (int)f->open_saturdays);
    text_addf(out, ",\"replications\":%u,\"rough_seconds\":%.1f,\"mail\":", f->replications,
              f->seconds);
    add_mail(f, out);
    text_add(out, ",\"traps\":");
    add_traps(f, japanese, out);
    text_add(out, ",\"warnings\":");
    diagnose_json(&f->idle, japanese, out);
    text_add(out, ",\"load\":");
    add_loads(f, out);
    text_add(out, "}\n");
}
