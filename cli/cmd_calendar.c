#include "cli/cmd_calendar.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/calendar.h"
#include "cli/phrase.h"
#include "sim/base/arena.h"
#include "sim/output/json.h"
#include "sim/output/terminal.h"

static const char help_en[] =
    "madosim calendar RESULTS [options]   the congestion calendar of a ward and month\n"
    "\n"
    "RESULTS is the folder of a run. The calendar is printed as text, and written to\n"
    "RESULTS/calendar as a page for A4, a picture, a table, a text to paste or read\n"
    "aloud, and appointments of the crowded days (for Outlook and the like).\n"
    "\n"
    "      --ward WARD        such as aoba, or all (default: as the scenario says)\n"
    "      --month YYYY-MM    or all (default: as the scenario says)\n"
    "      --format LIST      some of html,svg,csv,txt,ics (default: all of them)\n"
    "  -o, --output DIR       where the files go\n"
    "      --json             print the days as JSON\n"
    "  -q, --quiet            print nothing but errors\n"
    "      --lang ja|en       of the calendar and messages (default: the locale's)\n"
    "\n"
    "A day's level says within how many minutes nine of ten people are called. A *\n"
    "marks days on which that level is less than 80 % sure.\n"
    "\n"
    "examples:\n"
    "  madosim calendar results/yokohama-fy2020/3f9a1c07\n"
    "  madosim calendar results/yokohama-fy2020/3f9a1c07 --ward naka --month 2020-08\n"
    "  madosim calendar results/yokohama-fy2020/3f9a1c07 --ward all --month all\n"
    "  madosim calendar results/yokohama-fy2020/3f9a1c07 --format txt,ics -o bulletin\n"
    "\n"
    "exit: 0 done, 1 failed, 2 usage, 3 no results, or a run without days\n";
static const char help_ja[] =
    "madosim calendar 結果フォルダ [指定]   区と月の混雑予想カレンダーを作ります\n"
    "\n"
    "run の結果から、カレンダーを画面に文で示し、結果フォルダの calendar に書きます:\n"
    "A4のページ(html)、図(svg)、表(csv)、広報や読み上げのための文(txt)、混む日の予定\n"
    "(ics。Outlook などに取り込めます)。\n"
    "\n"
    "      --ward 区          青葉 など。all は全区(なければシナリオのとおり)\n"
    "      --month 年-月      2020-07 など。all は全期間(なければシナリオのとおり)\n"
    "      --format 形        html,svg,csv,txt,ics のいくつか(なければすべて)\n"
    "  -o, --output フォルダ  書く場所\n"
    "      --json             日々を JSON で出力\n"
    "  -q, --quiet            エラーのほかは出力しない\n"
    "      --lang ja|en       カレンダーとメッセージの言語(なければロケールから)\n"
    "\n"
    "段階は、10人のうち9人がそれまでに呼ばれる時間によります。※は、その段階以上になる\n"
    "確率が8割に満たない日です。\n"
    "\n"
    "例:\n"
    "  madosim calendar results/yokohama-fy2020/3f9a1c07\n"
    "  madosim calendar results/yokohama-fy2020/3f9a1c07 --ward 港北 --month 2020-08\n"
    "  madosim calendar results/yokohama-fy2020/3f9a1c07 --ward all --month all\n"
    "  madosim calendar results/yokohama-fy2020/3f9a1c07 --format txt,ics -o 広報\n"
    "\n"
    "終了コード: 0 完了、1 失敗、2 使い方、3 結果がない、または日ごとの結果がない\n";

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

int cmd_calendar(int argc, char **argv)
{
    static const struct frame_command command = {
        "calendar", OPTIONS_CALENDAR, {help_en, help_ja}, sizeof(struct command), perform, false};
    return frame_run(&command, argc, argv);
}
