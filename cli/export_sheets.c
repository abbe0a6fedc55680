/* What the workbook holds, and what stands above it. */
#include <math.h>
#include <string.h>

#include "cli/export.h"
#include "cli/present/dictionary.h"
#include "cli/present/level.h"
#include "cli/present/lookup.h"
#include "models/ward/measures.h"
#include "sim/base/arena.h"
#include "sim/base/text.h"

enum { OWN_FACTS = 16 /* beside one of each setting */, KEPT_OUT_ROWS = 200000 };

/* In the order of the tabs. */
static const struct {
    const char *table, *name;
} titles[] = {
    {"wait_daily", "日別 days"},     {"wait_halfhour", "時間帯別 half hours"},
    {"staffing", "窓口数 staffing"}, {"calendar", "カレンダー calendar"},
    {"summary", "指標 measures"},    {"wait_ecdf", "待ち時間の分布 distribution"},
    {"fluid", "負荷 load"},          {"phone_halfhour", "電話 phone"},
    {"names", "区の名前 names"},     {"customers", "一人ひとり customers"},
};

/* Levels of the calendar, and verdicts. */
static const struct workbook_paint verdicts[] = {
    {"verdict", "verdict", "met", 0, 0xdcf1e7, 0x00513a},
    {"verdict", "verdict", "open", 0, 0xfff1d6, 0x1f2328},
    {"verdict", "verdict", "missed", 0, 0xf8dcd3, 0x8a2a10},
};

static const struct workbook_paint *level_paints(struct arena *home, size_t *n)
{
    static const char *const columns[] = {"level", "level_ja"};
    struct workbook_paint *paints =
        arena_take_array(home, struct workbook_paint, COUNT_OF(columns) * LEVEL_COUNT);
    *n = 0;
    for (int level = 0; level < LEVEL_COUNT && paints != NULL; level++)
        for (size_t i = 0; i < COUNT_OF(columns); i++) {
            const struct level_look *look = level_look(level);
            paints[(*n)++] =
                (struct workbook_paint){"level", columns[i], NULL, level, look->fill, look->ink};
        }
    return paints;
}

static void set_paints(struct export *x, struct workbook_sheet *s)
{
    if (table_has(s->table, "level") && table_has(s->table, "level_ja") &&
        s->table->columns[table_column_index(s->table, "level")].kind == TABLE_COUNT) {
        s->paints = level_paints(x->frame->home, &s->n_paints);
    } else if (table_has(s->table, "verdict")) {
        s->paints = verdicts;
        s->n_paints = COUNT_OF(verdicts);
    }
}

static struct workbook_sheet *add_sheet(struct export *x, const char *name, const struct table *t)
{
    if (t == NULL || x->n_sheets == WORKBOOK_SHEETS_MAX || t->n_columns == 0)
        return NULL;
    struct workbook_sheet *s = &x->sheets[x->n_sheets++];
    const char *of = t->name;
    *s = (struct workbook_sheet){.name = name, .table = t};
    s->n_frozen = table_has(t, "site_code") && table_has(t, "site") ? 2 : 0;
    s->charts = export_charts(x, of, t, &s->n_charts);
    set_paints(x, s);
    return s;
}

/* ---- facts ---- */

struct facts {
    struct workbook_fact *items;
    size_t n, most;
    struct arena *home;
};

static void add_fact(struct facts *f, const char *name, const char *value)
{
    if (f->n < f->most && value != NULL && value[0] != '\0')
        f->items[f->n++] = (struct workbook_fact){name, value};
}

static void add_run(const struct export *x, struct facts *f)
{
    const struct manifest_origin *o = &x->stored.origin;
    struct text runs;
    text_init(&runs, f->home);
    text_addf(&runs, "%u", o->replications);
    text_add(&runs, o->is_partial ? " (中断 interrupted)" : "");
    add_fact(f, "試算ID run", o->run_id);
    add_fact(f, "シナリオ scenario", o->scenario);
    for (size_t i = 0; i < o->n_settings; i++)
        add_fact(f, "設定 setting", o->settings[i]);
    add_fact(f, "反復 replications", text_get(&runs));
    add_fact(f, "終了 finished", o->finished);
    add_fact(f, "版 version", o->version);
    add_fact(f, "再現 to repeat", o->command);
}

static void add_ask(const struct export *x, struct facts *f)
{
    const char *from = stored_text(&x->stored, "period.from");
    const char *to = stored_text(&x->stored, "period.to");
    const char *share = stored_text(&x->stored, "target.share");
    double within = stored_minutes(&x->stored, "target.within");
    struct text period, target;
    text_init(&period, f->home);
    text_init(&target, f->home);
    if (from != NULL && to != NULL)
        text_addf(&period, "%s 〜 %s", from, to);
    if (share != NULL && !isnan(within))
        text_addf(&target, "%g分以内に %s / %s within %g min", within, share, share, within);
    add_fact(f, "期間 period", text_get(&period));
    add_fact(f, "目標 target", text_get(&target));
}

static bool has_intervals(const struct export *x)
{
    return x->stored.origin.replications > 1;
}

static void add_facts(struct export *x, struct workbook_sheet *s)
{
    struct facts f = {.home = x->frame->home, .most = OWN_FACTS + x->stored.origin.n_settings};
    f.items = arena_take_array(f.home, struct workbook_fact, f.most);
    if (f.items == NULL || s == NULL)
        return;
    add_fact(&f, "表題 title", stored_text(&x->stored, "title"));
    add_ask(x, &f);
    add_fact(&f, "注意 note",
             "仮定にもとづく試算で、実際とは異なることがあります。 "
             "A simulation that rests on assumptions; what happens may differ.");
    if (has_intervals(x))
        add_fact(&f, "区間 intervals",
                 "グラフは推定値です。95%区間は、表の ci_lo から ci_hi までです。 "
                 "Charts show estimates; 95 % intervals are ci_lo to ci_hi of the tables.");
    else
        add_fact(&f, "区間 intervals",
                 "反復1回の試算なので、区間がなく、どれほど確かかは分かりません。 "
                 "There is one replication, so no interval: how sure a number is, is not known.");
    add_run(x, &f);
    s->facts = f.items;
    s->n_facts = f.n;
}

/* ---- sheets ---- */

static const char *title_of(const char *table)
{
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        if (strcmp(titles[i].table, table) == 0)
            return titles[i].name;
    return NULL;
}

/* Replications are many and nobody reads them one by one; they are in CSV. */
static bool is_kept_out(const struct table *t)
{
    return strcmp(t->name, "columns") == 0 || strcmp(t->name, "replications") == 0 ||
           t->n_rows > KEPT_OUT_ROWS || t->n_rows == 0;
}

static bool has_text(const struct table *t, const char *column, const char *text)
{
    for (size_t row = 0; row < t->n_rows; row++)
        if (lookup_is(t, row, column, text))
            return true;
    return false;
}

static bool add_table(struct export *x, const struct table *t, const char *name)
{
    if (is_kept_out(t))
        return true;
    const struct table *plain = export_without(t, "run_id", x->frame->home);
    return plain != NULL && add_sheet(x, name, plain) != NULL;
}

/* What the values of the column `metric` stand for. */
static void add_measures(const struct table *summary, struct table *t)
{
    size_t n;
    const struct measure *all = measures_all(&n);
    for (size_t i = 0; i < n; i++)
        if (has_text(summary, "metric", all[i].name))
            dictionary_add_measure(t, all[i].name, all[i].unit, all[i].meaning_ja,
                                   all[i].meaning_en);
}

/* What the columns of the wards' sheet mean stands with the others. */
static const struct table *dictionary(const struct export *x, const struct table *wards)
{
    const struct table *from = &x->stored.columns;
    struct table *t = arena_take_array(x->frame->home, struct table, 1);
    if (t == NULL)
        return NULL;
    table_init(t, x->frame->home, "columns", from->columns, from->n_columns);
    for (size_t row = 0; row < from->n_rows; row++) {
        struct table_cell *cells = table_add_row(t);
        if (cells == NULL)
            return NULL;
        memcpy(cells, table_row(from, row), from->n_columns * sizeof *cells);
    }
    if (wards != NULL) {
        dictionary_add(t, wards);
        add_measures(export_table(x, "summary"), t);
    }
    return t->failed ? NULL : t;
}

static bool add_others(struct export *x)
{
    for (size_t i = 0; i < x->n_tables; i++) {
        const struct table *t = &x->tables[i];
        if (title_of(t->name) == NULL && text_count(t->name) <= WORKBOOK_NAME_MAX &&
            !add_table(x, t, t->name))
            return false;
    }
    return true;
}

bool export_sheets(struct export *x)
{
    const struct table *whole = export_whole(x), *wards = export_wards(x);
    if (whole != NULL)
        add_facts(x, add_sheet(x, "概要 summary", whole));
    if (wards != NULL)
        (void)add_sheet(x, "区別 wards", wards);
    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        const struct table *t = export_table(x, titles[i].table);
        if (t != NULL && !add_table(x, t, titles[i].name))
            return false;
    }
    return add_others(x) && add_sheet(x, "データ辞書 dictionary", dictionary(x, wards)) != NULL;
}
