#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/opened.h"
#include "cli/relative.h"
#include "cli/shipped.h"
#include "cli/version.h"
#include "sim/output/probe.h"

enum { DEADLINE_S = 20, ITEMS_MAX = 8, WIDTH_WANTED = 80, NAME_COLUMNS = 16 };
enum state { FINE, LACKING, NICE_TO_HAVE };

struct item {
    const char *key;     /* for programs */
    const char *name[2]; /* English, Japanese */
    enum state state;
    const char *found;        /* what is there; "" nothing */
    const char *why[2], *fix; /* NULL: nothing to do */
};

struct doctor {
    struct frame frame;
    struct item items[ITEMS_MAX];
    size_t n;
};

static void add(struct doctor *d, const struct item *item)
{
    d->items[d->n++] = *item;
}

static void look_for_gnuplot(struct doctor *d)
{
    static const char *const question[] = {"gnuplot", "--version", NULL};
    struct item item = {.key = "gnuplot", .name = {"gnuplot", "gnuplot"}};
    if (probe_run(question, DEADLINE_S, d->frame.home, &item.found) != PROBE_OK) {
        item.state = LACKING;
        item.why[0] = "figures cannot be drawn; tables and the report are made without them";
        item.why[1] = "図を描けません。表と報告書は、図なしで作られます";
        item.fix = "sudo apt install gnuplot-nox";
    }
    add(d, &item);
}

/* Without the font fontconfig names another one, which may have no Japanese characters. */
static void look_for_font(struct doctor *d)
{
    static const char *const question[] = {"fc-match", "-f", "%{family}\n", "BIZ UDPGothic:lang=ja",
                                           NULL};
    struct item item = {.key = "font", .name = {"Japanese font", "日本語フォント"}};
    bool is_asked = probe_run(question, DEADLINE_S, d->frame.home, &item.found) == PROBE_OK;
    if (!is_asked || strstr(item.found, "BIZ UD") == NULL) {
        item.state = LACKING;
        item.why[0] = "Japanese in PNG figures may come out as boxes";
        item.why[1] = "PNG の図の日本語が、正しく出ないことがあります";
        item.fix = is_asked ? "sudo apt install fonts-morisawa-bizud-gothic"
                            : "sudo apt install fontconfig fonts-morisawa-bizud-gothic";
    }
    add(d, &item);
}

static void look_for_chromium(struct doctor *d)
{
    static const char *const names[] = {"chromium", "chromium-browser", "google-chrome"};
    struct item item = {.key = "chromium", .name = {"Chromium", "Chromium"}, .found = ""};
    bool is_there = false;
    for (size_t i = 0; i < COUNT_OF(names) && !is_there; i++) {
        const char *const question[] = {names[i], "--version", NULL};
        is_there = probe_run(question, DEADLINE_S, d->frame.home, &item.found) == PROBE_OK;
    }
    if (!is_there) {
        item.state = NICE_TO_HAVE;
        item.why[0] = "makes PDF of the report; any browser can print it, too";
        item.why[1] = "報告書を PDF にするときに使います。ほかのブラウザーからも印刷できます";
        item.fix = "sudo apt install chromium";
    }
    add(d, &item);
}

static const char *locale_of_characters(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && value[0] != '\0')
            return value;
    }
    return "";
}

static void look_at_locale(struct doctor *d)
{
    struct item item = {.key = "locale", .name = {"locale", "ロケール"}};
    item.found = locale_of_characters();
    if (strstr(item.found, "UTF-8") == NULL && strstr(item.found, "utf8") == NULL) {
        item.state = NICE_TO_HAVE;
        item.why[0] = "names in Japanese may not be shown; messages are chosen with --lang";
        item.why[1] = "日本語が正しく表示されないことがあります(言語は --lang でも選べます)";
        item.fix = "export LANG=ja_JP.UTF-8";
    }
    add(d, &item);
}

static void look_at_terminal(struct doctor *d)
{
    struct item item = {.key = "terminal", .name = {"terminal", "端末"}};
    struct winsize size = {0};
    const char *term = getenv("TERM");
    bool is_terminal = isatty(STDOUT_FILENO) == 1, japanese = d->frame.japanese;
    if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        size.ws_col = 0;
    struct text found;
    text_init(&found, d->frame.home);
    if (!is_terminal)
        text_add(&found, japanese ? "ファイルかパイプへの出力" : "output goes to a file or a pipe");
    else
        text_add(&found, term != NULL ? term : "?");
    if (is_terminal && size.ws_col > 0)
        text_addf(&found, japanese ? " %d桁" : ", %d columns", (int)size.ws_col);
    item.found = text_get(&found);
    if (is_terminal && size.ws_col > 0 && size.ws_col < WIDTH_WANTED) {
        item.state = NICE_TO_HAVE;
        item.why[0] = "tables are made for 80 columns; widen the window";
        item.why[1] = "表は80桁に合わせています。窓を広げてください";
    }
    add(d, &item);
}

static void look_for_scenarios(struct doctor *d)
{
    static const char name[] = "yokohama-fy2020.yaml";
    struct item item = {.key = "scenarios", .name = {"scenarios", "シナリオ"}};
    const char *file = shipped_find(name, d->frame.home);
    item.found = file != NULL ? relative_folder_of(file, d->frame.home) : "";
    item.found = item.found != NULL ? item.found : "";
    if (file == NULL) {
        item.state = LACKING;
        item.why[0] = "the scenarios that come with the program are not found; run it in the "
                      "checkout";
        item.why[1] = "配布のシナリオが見つかりません。取得したフォルダーの中で実行してください";
    }
    add(d, &item);
}

/* ---- printing ------------------------------------------------------------------------------ */

static void print_item(const struct item *item, bool japanese, struct text *out)
{
    static const char *const marks[][2] = {[FINE] = {"ok     ", "よし"},
                                           [LACKING] = {"missing", "不足"},
                                           [NICE_TO_HAVE] = {"note   ", "任意"}};
    text_addf(out, "%s  %s", marks[item->state][japanese], item->name[japanese]);
    for (int i = text_width(item->name[japanese]); i < NAME_COLUMNS; i++)
        text_add(out, " ");
    text_addf(out, "%s\n", item->found[0] != '\0' ? item->found : "-");
    if (item->why[0] != NULL)
        text_addf(out, "%*s%s\n", japanese ? 6 : 9, "", item->why[japanese]);
    if (item->fix != NULL)
        text_addf(out, "%*s$ %s\n", japanese ? 6 : 9, "", item->fix);
}

static void print_json_item(const struct item *item, bool japanese, struct text *out)
{
    static const char *const states[] = {"ok", "missing", "note"};
    text_addf(out, "{\"name\": \"%s\", \"state\": \"%s\", \"found\": ", item->key,
              states[item->state]);
    text_add_json(out, item->found);
    text_add(out, ", \"why\": ");
    if (item->why[0] != NULL)
        text_add_json(out, item->why[japanese]);
    else
        text_add(out, "null");
    text_add(out, ", \"fix\": ");
    if (item->fix != NULL)
        text_add_json(out, item->fix);
    else
        text_add(out, "null");
    text_add(out, "}");
}

static int perform(struct frame *f)
{
    static void (*const looks[])(struct doctor *) = {look_for_gnuplot,  look_for_font,
                                                     look_for_chromium, look_at_locale,
                                                     look_at_terminal,  look_for_scenarios};
    struct doctor *d = (struct doctor *)(void *)f;
    struct text out;
    bool is_lacking = false;
    text_init(&out, f->home);
    if (f->options.json)
        text_addf(&out, "{\"version\": \"%s\", \"items\": [", version_get()->version);
    else
        text_addf(&out, "madosim %s\n", version_get()->version);
    for (size_t i = 0; i < COUNT_OF(looks); i++) {
        looks[i](d);
        const struct item *item = &d->items[i];
        is_lacking |= item->state == LACKING;
        text_add(&out, f->options.json ? (i > 0 ? ",\n " : "\n ") : "");
        if (f->options.json)
            print_json_item(item, f->japanese, &out);
        else
            print_item(item, f->japanese, &out);
    }
    text_add(&out, f->options.json ? "\n]}\n" : "");
    int code = opened_put(f, &out);
    return code != FRAME_OK || !is_lacking ? code : FRAME_FIGURE_MISSING;
}

const struct cmd cmd_doctor = {
    .name = "doctor",
    .brief = {"what is installed, and what to install", "入っているものと、足りないものを調べる"},
    .usage = {{{"[options]", "[指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_JSON, {NULL, NULL}}, {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"Looks for gnuplot (figures), a font with Japanese characters, Chromium (PDF of "
              "the report; not needed), the locale, the terminal and the scenarios that come "
              "along, and says which command helps. Changes nothing.",
              "gnuplot(図)、日本語のフォント、Chromium(報告書の PDF、なくてもよい)、ロケール、"
              "端末、配布のシナリオを調べ、足りないものを入れる命令を示します。何も変えません。"},
    .examples = {"madosim doctor\n", NULL},
    .exits = {{0, {"nothing is lacking", "足りないものはない"}},
              {5, {"something is that results need", "結果に要るものが足りない"}}},
    .words = {0, 0, OPTIONS_ANY, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct doctor),
};
