#include "cli/form.h"

#include <stdio.h>
#include <string.h>

#include "cli/origin.h"
#include "cli/present/setting.h"
#include "cli/run_ward.h"
#include "sim/base/arena.h"
#include "sim/base/civil.h"
#include "sim/input/near.h"
#include "sim/input/rows.h"

enum { LINES_MAX = 64, STEPS_MAX = 6 };

/* How an answer is written in a scenario. */
enum answer {
    ANSWER_TEXT,
    ANSWER_MODE,
    ANSWER_COUNT,
    ANSWER_CLOCK,
    ANSWER_NUMBERS,
    ANSWER_MINUTES
};

/* In the order of the scenario; @ stands for the ward. A path of NULL is no setting. */
static const struct question {
    const char *key, *path;
    enum answer answer;
    const char *label[2], *unit[2], *how[2]; /* English, Japanese */
} questions[] = {
    {"ward",
     NULL,
     ANSWER_TEXT,
     {"ward", "区"},
     {"", ""},
     {"leave it as it is", "変えないでください"}},
    {"source",
     NULL,
     ANSWER_TEXT,
     {"source", "出典"},
     {"", ""},
     {"where the numbers come from: roster of June 2020", "数字の出どころ 例: 配置表 2020年6月"}},
    {"mode",
     "wards.@.mode",
     ANSWER_MODE,
     {"how people are taken", "受付方法"},
     {"", ""},
     {"booking or walk_in", "予約制 か 予約なし"}},
    {"weekday",
     "wards.@.counters.weekday",
     ANSWER_COUNT,
     {"counters on weekdays", "平日の窓口数"},
     {"counters", "窓口"},
     {"counters that are usually staffed", "ふだん人がついている窓口の数"}},
    {"saturday",
     "wards.@.counters.saturday",
     ANSWER_COUNT,
     {"counters on Saturdays", "土曜の窓口数"},
     {"counters", "窓口"},
     {"on Saturdays that are open", "開庁する土曜の数"}},
    {"renewal",
     "wards.@.places.renewal",
     ANSWER_COUNT,
     {"places for renewals", "更新の予約枠"},
     {"a weekday", "枠/平日1日"},
     {"leave it empty without bookings", "予約なしの区は空欄"}},
    {"handover",
     "wards.@.places.handover",
     ANSWER_COUNT,
     {"places for hand-overs", "交付の予約枠"},
     {"a weekday", "枠/平日1日"},
     {"leave it empty without bookings", "予約なしの区は空欄"}},
    {"open",
     "calendar.weekday.open",
     ANSWER_CLOCK,
     {"doors open on weekdays", "平日の受付開始"},
     {"time", "時刻"},
     {"8:45 (all wards)", "8:45(全区に使います)"}},
    {"close",
     "calendar.weekday.close",
     ANSWER_CLOCK,
     {"doors close on weekdays", "平日の受付終了"},
     {"time", "時刻"},
     {"17:00 (all wards)", "17:00(全区に使います)"}},
    {"weeks",
     "calendar.saturday.weeks",
     ANSWER_NUMBERS,
     {"Saturdays that are open", "開庁する土曜"},
     {"of the month", "第何週"},
     {"2 4 (all wards)", "2 4(全区に使います)"}},
    {"saturday_open",
     "calendar.saturday.open",
     ANSWER_CLOCK,
     {"doors open on Saturdays", "土曜の受付開始"},
     {"time", "時刻"},
     {"9:00 (all wards)", "9:00(全区に使います)"}},
    {"saturday_close",
     "calendar.saturday.close",
     ANSWER_CLOCK,
     {"doors close on Saturdays", "土曜の受付終了"},
     {"time", "時刻"},
     {"12:00 (all wards)", "12:00(全区に使います)"}},
    {"minutes",
     "uses.renewal.service.mean",
     ANSWER_MINUTES,
     {"time of a renewal", "更新1件の時間"},
     {"min", "分"},
     {"mean time at the counter (all wards)", "窓口での平均(全区に使います)"}},
    {"tickets",
     "counters.early_end.tickets",
     ANSWER_COUNT,
     {"tickets a day at most", "整理券の上限"},
     {"a day", "枚/1日"},
     {"for people without booking; empty: no such limit (all wards)",
      "予約のない人に渡す数。上限がなければ空欄(全区に使います)"}},
};

static const char *const heads[2][5] = {{"item", "value", "unit", "now", "how"},
                                        {"項目", "記入", "単位", "今の想定", "書き方"}};
static const char *const modes[2][2] = {{"booking", "予約制"}, {"walk_in", "予約なし"}};

/* ---- the empty form --------------------------------------------------------------------- */

static const struct scenario_capacity *capacity_of(const struct scenario_data *d, const char *ward)
{
    const struct scenario_capacity *rows = d->capacity.items;
    civil_day month = d->s.report.month > 0 ? d->s.report.month : d->s.period.from;
    for (size_t i = 0; i < d->capacity.count; i++)
        if (strcmp(rows[i].ward, ward) == 0 &&
            civil_month_index(rows[i].month) == civil_month_index(month))
            return &rows[i];
    return NULL;
}

static const struct scenario_ward_row *row_of(const struct scenario_data *d, const char *ward)
{
    const struct scenario_ward_row *rows = d->wards.items;
    for (size_t i = 0; i < d->wards.count; i++)
        if (strcmp(rows[i].name, ward) == 0)
            return &rows[i];
    return NULL;
}

/* What the table of capacity says, for a month that is looked at. */
static void add_capacity(const struct scenario_data *d, const char *ward, const char *key,
                         struct text *out)
{
    const struct scenario_capacity *c = capacity_of(d, ward);
    const struct {
        const char *key;
        int32_t value;
    } of[] = {{"weekday", c != NULL ? c->weekday : 0},
              {"saturday", c != NULL ? c->saturday : 0},
              {"renewal", c != NULL ? c->places_renewal : 0},
              {"handover", c != NULL ? c->places_handover : 0}};
    for (size_t i = 0; i < COUNT_OF(of) && c != NULL; i++)
        if (strcmp(of[i].key, key) == 0)
            text_addf(out, "%d", (int)of[i].value);
}

static void add_now(const struct run *r, const struct origins *all, const struct question *q,
                    const char *ward, bool japanese, struct text *out)
{
    const struct scenario_data *d = &r->ward->data;
    const struct scenario_ward_row *row = row_of(d, ward);
    if (q->answer == ANSWER_MODE && row != NULL)
        text_add(out, modes[row->mode][japanese]);
    for (size_t i = 0; i < all->count && q->path != NULL; i++)
        if (strcmp(all->items[i].path, q->path) == 0 && strcmp(q->key, "tickets") != 0)
            setting_value(q->answer == ANSWER_NUMBERS ? setting_row(r->model->rows(), q->path)
                                                      : NULL,
                          all->items[i].value, false, out);
    add_capacity(d, ward, q->key, out);
}

static void end_line(struct text *out)
{
    text_add(out, "\r\n");
}

static void add_line(const char *const *cells, struct text *out)
{
    for (size_t i = 0; i < COUNT_OF(heads[0]); i++) {
        text_add(out, i > 0 ? "," : "");
        text_add_csv(out, cells[i]);
    }
    end_line(out);
}

void form_print(const struct run *r, const char *ward, bool japanese, struct text *out)
{
    struct origins all = {NULL, 0};
    out->failed = !origin_list(r, &all) || out->failed;
    text_add(out, "\xEF\xBB\xBF");
    add_line(heads[japanese], out);
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        const struct question *q = &questions[i];
        struct text now;
        text_init(&now, out->home);
        add_now(r, &all, q, ward, japanese, &now);
        const char *const cells[] = {q->label[japanese], i == 0 ? ward : "", q->unit[japanese],
                                     text_get(&now), q->how[japanese]};
        add_line(cells, out);
    }
    text_add(out,
             japanese
                 ? "# 「記入」の列だけに書き、分からないところは空けて、CSV UTF-8 で保存します。"
                 : "# Fill in the column value only; leave empty what you do not know; save as "
                   "CSV UTF-8.");
    end_line(out);
}

/* ---- reading ------------------------------------------------------------------------------ */

struct filled {
    struct src_pos at;
    const char *item, *value, *unit, *now, *how;
};

struct form_lines {
    const char *ward;
    size_t count;                 /* lines of the scenario that are known */
    struct src_pos at[LINES_MAX]; /* file NULL: of no cell                */
    const char *path[LINES_MAX];  /* of the setting; NULL: none           */
};

/* The label of a question as it is known, in either language. */
static const char *item_of(const char *written, const char **nearest, const void *context)
{
    const char *names[2 * COUNT_OF(questions)];
    (void)context;
    for (size_t i = 0; i < COUNT_OF(questions); i++)
        for (int k = 0; k < 2; k++) {
            names[2 * i + (size_t)k] = questions[i].label[k];
            if (strcmp(questions[i].label[k], written) == 0)
                return questions[i].label[k];
        }
    *nearest = near_best(written, names, COUNT_OF(names));
    return NULL;
}

#define FORM_COLUMNS(item_name, value_name, unit_name, now_name, how_name) \
    { \
        {.name = (item_name), \
         .kind = BIND_TEXT, \
         .offset = offsetof(struct filled, item), \
         .resolve = item_of, \
         .name_kind = "question"}, \
            {.name = (value_name), \
             .kind = BIND_TEXT, \
             .is_optional = true, \
             .offset = offsetof(struct filled, value)}, \
            {.name = (unit_name), \
             .kind = BIND_TEXT, \
             .is_optional = true, \
             .offset = offsetof(struct filled, unit)}, \
            {.name = (now_name), \
             .kind = BIND_TEXT, \
             .is_optional = true, \
             .offset = offsetof(struct filled, now)}, \
            {.name = (how_name), \
             .kind = BIND_TEXT, \
             .is_optional = true, \
             .offset = offsetof(struct filled, how)}, \
    }

static const struct series_column columns_en[] =
    FORM_COLUMNS("item", "value", "unit", "now", "how");
static const struct series_column columns_ja[] =
    FORM_COLUMNS("項目", "記入", "単位", "今の想定", "書き方");
static const struct series_shape shapes[2] = {SHAPE(columns_en, struct filled),
                                              SHAPE(columns_ja, struct filled)};

/* Where the answer of a line stands: its second cell. */
static struct src_pos cell_at(const struct filled *f)
{
    struct src_pos at = f->at;
    const char *p = at.excerpt;
    bool is_quoted = false;
    int column = 1;
    for (uint32_t c; p != NULL && (c = text_next(&p)) != 0; column++) {
        is_quoted ^= c == '"';
        if (c == ',' && !is_quoted)
            break;
    }
    at.column = column + 1;
    at.width = (int)text_count(f->value);
    return at;
}

/* 60枚 where 60 was asked for. */
static void cut_unit(struct text *t)
{
    static const char *const units[] = {"つ", "台", "枠", "件", "枚", "人", "窓口", "分"};
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        size_t n = strlen(units[i]);
        char before = ' ';
        if (t->length > n)
            before = t->bytes[t->length - n - 1];
        if (before >= '0' && before <= '9' && strcmp(t->bytes + t->length - n, units[i]) == 0)
            text_cut(t, t->length - n);
    }
}

/* What a Japanese keyboard writes in full width, in half width, and no unit behind a number. */
static const char *plain(const char *s, struct arena *home)
{
    struct text t;
    text_init(&t, home);
    for (const char *from = s; *s != '\0'; from = s) {
        uint32_t c = text_next(&s);
        const char half = (char)((c - 0xFEE0) & 0x7F);
        if (c >= 0xFF01 && c <= 0xFF5E)
            text_add_bytes(&t, &half, 1);
        else if (c == 0x3000)
            text_add(&t, " ");
        else
            text_add_bytes(&t, from, (size_t)(s - from));
    }
    cut_unit(&t);
    return text_get(&t);
}

/* 1,200 as 1200. */
static const char *without_groups(const char *s, struct arena *home)
{
    struct text t;
    text_init(&t, home);
    for (const char *at = s; *at != '\0'; at++) {
        size_t digits = strspn(at + 1, "0123456789");
        bool is_group = *at == ',' && at > s && digits == 3;
        text_add_bytes(&t, at, is_group ? 0 : 1);
    }
    return text_get(&t);
}

/* 8時45分, 17時 and 8:45:00 as 8:45 and 17:00; anything else as it is. */
static void add_clock(const char *s, struct text *out)
{
    int hour = 0, minute = 0, second, end = 0;
    struct text t;
    text_init(&t, out->home);
    bool is_clock = sscanf(s, "%2d:%2d:%2d%n", &hour, &minute, &second, &end) == 3 && !s[end];
    is_clock = is_clock || (sscanf(s, "%2d時%2d%n", &hour, &minute, &end) == 2 && !s[end]);
    bool is_hour = !is_clock && sscanf(s, "%2d時%n", &hour, &end) == 1 && end > 0 && !s[end];
    if (is_clock || is_hour)
        text_addf(&t, "%d:%02d", hour, is_hour ? 0 : minute);
    else
        text_add(&t, s);
    text_add_json(out, text_get(&t));
}

/* 2 4, 2・4 or 第2、第4 as [2, 4]. */
static void add_numbers(const char *s, struct text *out)
{
    bool is_inside = false, has_any = false;
    text_add(out, "[");
    for (; *s != '\0'; s++) {
        bool is_digit = *s >= '0' && *s <= '9';
        text_add(out, is_digit && !is_inside && has_any ? ", " : "");
        if (is_digit)
            text_add_bytes(out, s, 1);
        has_any |= is_digit;
        is_inside = is_digit;
    }
    text_add(out, "]");
}

static bool add_mode(const struct question *q, const struct filled *f, const char *said,
                     bool japanese, struct text *out, struct err *e)
{
    const char *names[2];
    struct text all;
    for (int i = 0; i < 2; i++) {
        names[i] = modes[i][japanese];
        if (strcmp(said, modes[i][0]) != 0 && strcmp(said, modes[i][1]) != 0)
            continue;
        text_add(out, modes[i][0]);
        return true;
    }
    text_init(&all, out->home);
    text_addf(&all, "%s, %s", names[0], names[1]);
    const char *nearest = near_best(said, names, 2);
    return err_add(e, ERR_CHOICE, cell_at(f), q->label[japanese], f->value, text_get(&all),
                   nearest != NULL ? nearest : "");
}

/* The answer as a scenario says it; what cannot be read stays as it is and is refused there.
 * false with the mistake when not even that can be. */
static bool add_answer(const struct question *q, const struct filled *f, bool japanese,
                       struct text *out, struct err *e)
{
    const char *said = plain(f->value, out->home);
    if (q->answer == ANSWER_COUNT)
        said = without_groups(said, out->home);
    size_t digits = strspn(said, "0123456789."), n = strlen(said);
    if (q->answer == ANSWER_MODE)
        return add_mode(q, f, said, japanese, out, e);
    if (q->answer == ANSWER_CLOCK)
        add_clock(said, out);
    else if (q->answer == ANSWER_NUMBERS && strcspn(said, "0123456789") < n)
        add_numbers(said, out);
    else if (digits == n)
        text_addf(out, q->answer == ANSWER_MINUTES ? "%s min" : "%s", said);
    else
        text_add_yaml(out, said);
    return true;
}

/* ---- the scenario -------------------------------------------------------------------------- */

struct writer {
    struct form_lines *lines;
    struct text *out;
    const char *ward, *source, *last; /* last: path of the setting before */
};

static void finish_setting(struct writer *w, const struct src_pos *at, const char *path)
{
    text_add(w->out, "\n");
    BUG_IF(w->lines->count >= LINES_MAX);
    w->lines->path[w->lines->count] = path;
    w->lines->at[w->lines->count++] = at != NULL ? *at : SRC_NOWHERE;
}

static void finish_line(struct writer *w, const struct src_pos *at)
{
    finish_setting(w, at, NULL);
}

/* The keys around a setting, as far as they are not written yet; the depth of the last step. */
static int add_parents(struct writer *w, const char *path, const struct src_pos *of_ward)
{
    const char *last = w->last;
    bool is_same = true;
    int depth = 0;
    for (; strchr(path, '.') != NULL; depth++) {
        size_t n = strcspn(path, "."), m = strcspn(last, ".");
        is_same = is_same && n == m && strncmp(path, last, n) == 0;
        bool is_ward = n == 1 && path[0] == '@';
        if (!is_same) {
            text_addf(w->out, "%*s", 2 * depth, "");
            if (is_ward)
                text_add_yaml(w->out, w->ward);
            else
                text_add_bytes(w->out, path, n);
            text_add(w->out, ":");
            finish_line(w, is_ward ? of_ward : NULL);
        }
        path += n + 1;
        last += m + (last[m] == '.');
    }
    return depth;
}

static void add_setting(struct writer *w, const char *path, const char *value,
                        const struct src_pos *at, const struct src_pos *of_ward)
{
    int depth = add_parents(w, path, of_ward);
    text_addf(w->out, "%*s%s: {value: %s, basis: {kind: FACT, source: ", 2 * depth, "",
              strrchr(path, '.') + 1, value);
    text_add_json(w->out, w->source);
    text_add(w->out, "}}");
    finish_setting(w, at, path);
    w->last = path;
}

static const struct question *question_of(const char *label)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++)
        if (strcmp(questions[i].label[0], label) == 0 || strcmp(questions[i].label[1], label) == 0)
            return &questions[i];
    return NULL;
}

/* Nothing but blanks, also those of full width. */
static bool is_blank(const char *s)
{
    while (*s != '\0') {
        uint32_t c = text_next(&s);
        if (c != ' ' && c != 0x3000)
            return false;
    }
    return true;
}

static const struct filled *answer_to(const struct bind_list *rows, const char *key)
{
    const struct filled *all = rows->items;
    for (size_t i = 0; i < rows->count; i++) {
        const struct question *q = all[i].item != NULL ? question_of(all[i].item) : NULL;
        bool is_filled = all[i].value != NULL && !is_blank(all[i].value);
        if (q != NULL && is_filled && strcmp(q->key, key) == 0)
            return &all[i];
    }
    return NULL;
}

/* The same question answered in two lines. */
static void check_once(const struct bind_list *rows, struct err *e)
{
    const struct filled *all = rows->items;
    for (size_t i = 0; i < rows->count; i++)
        for (size_t k = 0; k < i; k++) {
            bool is_same =
                all[i].item != NULL && all[k].item != NULL && strcmp(all[i].item, all[k].item) == 0;
            char line[16];
            if (!is_same)
                continue;
            snprintf(line, sizeof line, "%d", all[k].at.line);
            err_add(e, ERR_ROW_TWICE, all[i].at, all[i].item, line);
        }
}

/* The form in the language of its first line. */
static bool read_rows(struct form *f, struct arena *home, struct bind_list *rows, struct err *e)
{
    struct err *other = arena_take_array(home, struct err, 1);
    if (other == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, f->path);
    f->japanese = true;
    if (series_read(f->path, &shapes[1], home, rows, e))
        return true;
    bool is_other =
        e->item[0].code == ERR_COLUMN && e->item[0].at.line == 1 &&
        (series_read(f->path, &shapes[0], home, rows, other) || other->item[0].code != ERR_COLUMN);
    if (is_other) {
        f->japanese = false;
        *e = *other;
    }
    return !err_is_set(e);
}

static void add_head(struct form *f, struct writer *w)
{
    if (f->schema != NULL) {
        text_addf(w->out, "# yaml-language-server: $schema=%s", f->schema);
        finish_line(w, NULL);
    }
    text_addf(w->out, f->japanese ? "# %s の記入から" : "# from what is filled in in %s", f->path);
    finish_line(w, NULL);
    text_add(w->out, "schema: madosim/1");
    finish_line(w, NULL);
    text_add(w->out, "extends: ");
    text_add_yaml(w->out, f->base);
    finish_line(w, NULL);
    text_addf(w->out, "id: %s", f->id);
    finish_line(w, NULL);
    text_addf(w->out, "title: ");
    struct text title;
    text_init(&title, w->out->home);
    text_addf(&title, f->japanese ? "%s(記入票による)" : "%s (from its form)", w->ward);
    text_add_json(w->out, text_get(&title));
    finish_line(w, NULL);
}

static void add_answers(struct writer *w, const struct bind_list *rows, bool japanese,
                        struct err *e)
{
    const struct filled *ward = answer_to(rows, "ward");
    const struct src_pos of_ward = cell_at(ward);
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        const struct question *q = &questions[i];
        const struct filled *f = answer_to(rows, q->key);
        struct text value;
        if (f == NULL || q->path == NULL)
            continue;
        const struct src_pos at = cell_at(f);
        text_init(&value, w->out->home);
        if (!add_answer(q, f, japanese, &value, e))
            continue;
        if (strcmp(q->key, "tickets") == 0)
            add_setting(w, "counters.early_end.rule", "tickets", &at, &of_ward);
        add_setting(w, q->path, text_get(&value), &at, &of_ward);
    }
}

const struct form_lines *form_read(struct form *f, struct arena *home, struct text *out,
                                   struct err *e)
{
    struct bind_list rows = {0};
    struct form_lines *lines = arena_take_array(home, struct form_lines, 1);
    if (lines == NULL)
        (void)err_add(e, ERR_NOMEM, SRC_NOWHERE, f->path);
    if (lines == NULL || !read_rows(f, home, &rows, e))
        return NULL;
    const struct filled *ward = answer_to(&rows, "ward"), *source = answer_to(&rows, "source");
    if (ward == NULL) {
        const struct src_pos top = {f->path, 1, 0, 0, NULL};
        (void)err_add(e, ERR_NO_DATA, top, f->path, questions[0].label[f->japanese]);
        return NULL;
    }
    struct writer w = {lines, out, ward->value, source != NULL ? source->value : f->path, ""};
    f->ward = ward->value;
    check_once(&rows, e);
    add_head(f, &w);
    add_answers(&w, &rows, f->japanese, e);
    return lines;
}

/* A mistake elsewhere that comes from an answer: 18:00 is after the closing time of the base. */
static const struct src_pos *answer_in(const struct form_lines *lines, const struct err_item *item)
{
    for (size_t i = 0; i < lines->count; i++)
        for (int k = 0; k < ERR_ARGS && lines->path[i] != NULL; k++)
            if (strcmp(item->arg[k], lines->path[i]) == 0)
                return &lines->at[i];
    return NULL;
}

void form_blame(const struct form_lines *lines, const char *scenario, struct err *e)
{
    int n = e->count < ERR_LIST_MAX ? e->count : ERR_LIST_MAX;
    for (int i = 0; i < n; i++) {
        struct src_pos *at = &e->item[i].at;
        const struct src_pos *cell = answer_in(lines, &e->item[i]);
        bool is_ours = at->file != NULL && strcmp(at->file, scenario) == 0 && at->line > 0 &&
                       (size_t)at->line <= lines->count;
        if (is_ours)
            cell = lines->at[at->line - 1].file != NULL ? &lines->at[at->line - 1] : NULL;
        if (cell != NULL)
            *at = *cell;
    }
}
