#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/calendar.h"
#include "cli/phrase.h"
#include "sim/base/arena.h"
#include "sim/output/json.h"
#include "sim/output/terminal.h"

struct command {
    struct frame frame;
    struct calendar calendar;
    struct month *sheets;
    size_t n;
};

/* Every sheet of which the run has a day. */
static bool collect(struct command *c)
{
    const struct calendar *k = &c->calendar;
    c->sheets = arena_take_array(c->frame.home, struct month, k->n_sites * k->n_months);
    if (c->sheets == NULL)
        return err_add(&c->frame.err, ERR_NOMEM, SRC_NOWHERE, "calendar");
    for (size_t site = 0; site < k->n_sites; site++)
        for (size_t month = 0; month < k->n_months; month++)
            c->n += calendar_sheet(k, site, month, &c->sheets[c->n]);
    return true;
}

static bool write_all(struct command *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (!calendar_write(&c->calendar, &c->sheets[i]))
            return false;
    return c->n < 2 || !c->calendar.forms[CALENDAR_HTML] ||
           calendar_write_index(&c->calendar, c->sheets, c->n);
}

static int count_days(const struct month *m, enum level level, bool is_sure)
{
    int n = 0;
    for (int i = 0; i < m->n_days; i++) {
        const struct month_day *d = &m->days[i];
        bool has_level = d->state == MONTH_LEVEL || d->state == MONTH_CLOSED;
        n += has_level && d->level == level && !(is_sure && month_is_unsure(m, d));
    }
    return n;
}

/* Several sheets: a line each. */
static void print_short(const struct command *c, struct text *out)
{
    static const struct table_column columns[] = {
        {.name = "ward", .name_ja = "区", .kind = TABLE_TEXT},
        {.name = "month", .name_ja = "月", .kind = TABLE_TEXT},
        {.name = "packed", .name_ja = "大変混雑", .kind = TABLE_COUNT},
        {.name = "80 % sure", .name_ja = "確率8割以上", .kind = TABLE_COUNT},
        {.name = "busy", .name_ja = "混雑", .kind = TABLE_COUNT},
        {.name = "fair", .name_ja = "やや混雑", .kind = TABLE_COUNT},
        {.name = "quiet", .name_ja = "空きぎみ", .kind = TABLE_COUNT},
        {.name = "closed", .name_ja = "閉庁", .kind = TABLE_COUNT},
    };
    struct table t;
    table_init(&t, out->home, "sheets", columns, COUNT_OF(columns));
    for (size_t i = 0; i < c->n; i++) {
        const struct month *m = &c->sheets[i];
        char date[CIVIL_TEXT_BYTES];
        struct text site, month;
        struct table_cell *row = table_add_row(&t);
        if (row == NULL)
            break;
        text_init(&site, out->home);
        text_init(&month, out->home);
        month_add_site(m, &site);
        civil_format(m->first, date);
        text_addf(&month, "%.7s", date);
        row[0] = table_text(text_get(&site));
        row[1] = table_text(text_get(&month));
        row[2] = table_count(count_days(m, LEVEL_PACKED, false));
        if (m->about->replications > 1)
            row[3] = table_count(count_days(m, LEVEL_PACKED, true));
        for (int k = 0; k < 4; k++)
            row[4 + k] = table_count(count_days(m, (enum level)(LEVEL_BUSY - k), false));
    }
    terminal_print(&t, c->frame.japanese, out);
    out->failed |= t.failed;
}

static void print_json(const struct command *c, struct text *out)
{
    text_add(out, "{\"run\":");
    text_add_json(out, c->calendar.about.run_id);
    text_addf(out, ",\"replications\":%u,\"level_min\":[%g,%g,%g],\"sheets\":[",
              c->calendar.about.replications, c->calendar.about.level_min[0],
              c->calendar.about.level_min[1], c->calendar.about.level_min[2]);
    for (size_t i = 0; i < c->n; i++) {
        struct table days;
        char month[CIVIL_TEXT_BYTES];
        civil_format(c->sheets[i].first, month);
        text_addf(out, "%s{\"site\":", i > 0 ? ",\n" : "\n");
        text_add_json(out, c->sheets[i].site);
        text_addf(out, ",\"month\":\"%.7s\",\"days\":", month);
        if (month_table(&c->sheets[i], out->home, &days))
            json_print(&days, out);
        else
            out->failed = true;
        text_add(out, "}");
    }
    text_add(out, "]}\n");
}

static bool say(struct command *c)
{
    struct text out;
    text_init(&out, c->frame.home);
    if (c->frame.options.json)
        print_json(c, &out);
    else if (c->frame.options.quiet)
        return true;
    else if (c->n == 1)
        month_text(&c->sheets[0], &out);
    else
        print_short(c, &out);
    if (out.failed)
        return err_add(&c->frame.err, ERR_NOMEM, SRC_NOWHERE, "calendar");
    fputs(text_get(&out), stdout);
    return (fflush(stdout) == 0 && !ferror(stdout)) ||
           err_add(&c->frame.err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
}

/* Where the files are, and whether there was nothing to make appointments of. */
static void tell(const struct command *c)
{
    bool has_appointments = false;
    struct text files;
    if (c->frame.options.quiet)
        return;
    for (size_t i = 0; i < c->n; i++)
        has_appointments |= calendar_has_appointments(&c->sheets[i]);
    text_init(&files, c->frame.home);
    text_addf(&files, "%s/%s.", c->calendar.folder,
              c->n == 1 ? calendar_stem(&c->calendar, &c->sheets[0]) : "*");
    int n = 0;
    for (int i = 0; i < CALENDAR_FORMS; i++)
        if (c->calendar.forms[i] && (i != CALENDAR_ICS || has_appointments))
            text_addf(&files, "%s%s", n++ > 0 ? "," : "", calendar_endings[i]);
    if (n > 0)
        frame_say(&c->frame, stderr, PHRASE_CALENDAR_FILES, text_get(&files), "");
    if (c->calendar.forms[CALENDAR_ICS] && !has_appointments)
        frame_say(&c->frame, stderr, PHRASE_CALENDAR_NO_ICS, "", "");
}

static int perform(struct frame *f)
{
    struct command *c = (struct command *)(void *)f;
    int code = FRAME_OK;
    if (!calendar_open(f, &c->calendar, &code))
        return code;
    if (!collect(c) || !write_all(c) || !say(c))
        return frame_fail(f, FRAME_FAILED);
    tell(c);
    return FRAME_OK;
}

const struct cmd cmd_calendar = {
    .name = "calendar",
    .brief = {"the congestion calendar of a ward and month", "区と月の混雑予想カレンダーを作る"},
    .usage = {{{"RESULTS [options]", "結果フォルダー [指定]"}, {NULL, NULL}}},
    .about = {"RESULTS is the folder of a run. The calendar is printed as text, and written to "
              "RESULTS/calendar as a page for A4, a picture, a table, a text to paste or read "
              "aloud, and appointments of the crowded days (for Outlook and the like).",
              "run の結果から、カレンダーを画面に文で示し、結果フォルダーの calendar に書きます: "
              "A4のページ(html)、図(svg)、表(csv)、広報や読み上げのための文(txt)、混む日の予定("
              "ics。Outlook などに取り込めます)。"},
    .options = {{OPTIONS_WARD,
                 {"such as aoba, or all (default: as the scenario says)",
                  "青葉 など。all は全区(なければシナリオのとおり)"}},
                {OPTIONS_MONTH,
                 {"or all (default: as the scenario says)",
                  "2020-07 など。all は全期間(なければシナリオのとおり)"}},
                {OPTIONS_SHEETS,
                 {"some of html,svg,csv,txt,ics (default: all of them)",
                  "html,svg,csv,txt,ics のいくつか(なければすべて)"}},
                {OPTIONS_INTO, {"where the files go", "書く場所"}},
                {OPTIONS_JSON, {"print the days as JSON", "日々を JSON で出力"}},
                {OPTIONS_QUIET, {"print nothing but errors", "エラーのほかは出力しない"}},
                {OPTIONS_LANG,
                 {"of the calendar and messages (default: the locale's)",
                  "カレンダーとメッセージの言語(なければロケールから)"}}},
    .notes =
        {"A day's level says within how many minutes nine of ten people are called. A * "
         "marks days on which that level is less than 80 % sure. In English a place is called what "
         "name_en of the ward table says.",
         "段階は、10人のうち9人がそれまでに呼ばれる時間によります。※は、その段階以上になる"
         "確率が8割に満たない日です。英語の名前は区の表の name_en です。"},
    .examples = {"madosim calendar results/yokohama-fy2020/3f9a1c07\n"
                 "madosim calendar results/yokohama-fy2020/3f9a1c07 --ward naka --month 2020-08\n"
                 "madosim calendar results/yokohama-fy2020/3f9a1c07 --ward all --month all\n"
                 "madosim calendar results/yokohama-fy2020/3f9a1c07 --format txt,ics -o "
                 "bulletin\n",
                 "madosim calendar results/yokohama-fy2020/3f9a1c07\n"
                 "madosim calendar results/yokohama-fy2020/3f9a1c07 --ward 港北 --month 2020-08\n"
                 "madosim calendar results/yokohama-fy2020/3f9a1c07 --ward all --month all\n"
                 "madosim calendar results/yokohama-fy2020/3f9a1c07 --format txt,ics -o 広報\n"},
    .exits = {{3, {"no results, or a run without days", "結果がない、または日ごとの結果がない"}}},
    .words = {1, 1, OPTIONS_FOLDERS, PHRASE_NEEDS_FOLDER, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct command),
};
