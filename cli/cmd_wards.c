#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/opened.h"
#include "cli/run_ward.h"
#include "cli/shipped.h"

#define FILE_BY_DEFAULT "yokohama-fy2020.yaml"
enum { NAME_COLUMNS = 14, LATIN_COLUMNS = 18, CODE_COLUMNS = 10, MODE_COLUMNS = 12 };

static void add_column(struct text *out, const char *s, int columns)
{
    text_add(out, s);
    int width = text_width(s);
    do
        text_add(out, " ");
    while (++width < columns);
}

static const char *mode_of(const struct scenario_data *d, const struct scenario_ward_row *row)
{
    const struct scenario_ward *wards = d->s.wards.items;
    static const char *const modes[] = {"booking", "walk_in"};
    for (size_t i = 0; i < d->s.wards.count; i++)
        if (strcmp(wards[i].name, row->name) == 0 && wards[i].mode != WARD_AS_TABLE)
            return modes[wards[i].mode == WARD_WALK_IN];
    return modes[row->mode != 0];
}

static const char *say_mode(const char *mode, bool japanese)
{
    bool is_walk_in = strcmp(mode, "walk_in") == 0;
    if (japanese)
        return is_walk_in ? "予約なし" : "予約制";
    return mode;
}

static void add_row(const struct scenario_ward_row *row, const char *mode, bool has_region,
                    struct text *out)
{
    add_column(out, row->name, NAME_COLUMNS);
    add_column(out, row->name_en, LATIN_COLUMNS);
    add_column(out, row->code, CODE_COLUMNS);
    if (has_region)
        add_column(out, mode, MODE_COLUMNS);
    else
        text_add(out, mode);
    text_addf(out, "%s\n", row->region != NULL ? row->region : "");
}

/* The region has a column where any ward has one. */
static void print_text(const struct scenario_data *d, bool japanese, struct text *out)
{
    const struct scenario_ward_row *rows = d->wards.items;
    const struct scenario_ward_row heads[2] = {
        {.name = "ward", .name_en = "Roman", .code = "code", .region = "region"},
        {.name = "区", .name_en = "ローマ字", .code = "コード", .region = "地域"}};
    struct scenario_ward_row head = heads[japanese];
    bool has_region = false;
    for (size_t i = 0; i < d->wards.count; i++)
        has_region |= rows[i].region != NULL;
    head.region = has_region ? head.region : NULL;
    add_row(&head, japanese ? "受付" : "access", has_region, out);
    for (size_t i = 0; i < d->wards.count; i++)
        if (rows[i].centre == 0)
            add_row(&rows[i], say_mode(mode_of(d, &rows[i]), japanese), has_region, out);
}

static void print_json(const struct scenario_data *d, struct text *out)
{
    const struct scenario_ward_row *rows = d->wards.items;
    bool is_first = true;
    text_add(out, "{\"wards\": [");
    for (size_t i = 0; i < d->wards.count; i++) {
        if (rows[i].centre > 0)
            continue;
        text_add(out, is_first ? "\n {\"name\": " : ",\n {\"name\": ");
        is_first = false;
        text_add_json(out, rows[i].name);
        text_add(out, ", \"name_en\": ");
        text_add_json(out, rows[i].name_en);
        text_add(out, ", \"code\": ");
        text_add_json(out, rows[i].code);
        text_addf(out,
                  ", \"access\": \"%s\", \"population\": %d, \"region\": ", mode_of(d, &rows[i]),
                  (int)rows[i].population);
        if (rows[i].region != NULL)
            text_add_json(out, rows[i].region);
        else
            text_add(out, "null");
        text_add(out, "}");
    }
    text_add(out, "\n]}\n");
}

static int perform(struct frame *f)
{
    const char *file =
        f->options.n_words > 0 ? f->options.words[0] : shipped_find(FILE_BY_DEFAULT, f->home);
    struct text out;
    text_init(&out, f->home);
    struct run *r = opened_new(f, file != NULL ? file : "scenarios/" FILE_BY_DEFAULT);
    if (r == NULL)
        return frame_fail(f, FRAME_FAILED);
    if (!opened_read(r))
        return frame_fail(&r->frame, FRAME_INVALID);
    if (r->ward == NULL) {
        frame_say(f, stderr, PHRASE_WARDS_NONE, r->frame.options.file, "");
        return FRAME_USAGE;
    }
    if (f->options.json)
        print_json(&r->ward->data, &out);
    else
        print_text(&r->ward->data, f->japanese, &out);
    return opened_put(f, &out);
}

const struct cmd cmd_wards = {
    .name = "wards",
    .brief = {"the offices a scenario knows, and how to name them",
              "区(市区町村)の一覧と、その書き方"},
    .usage = {{{"[FILE] [options]", "[ファイル] [指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_JSON, {NULL, NULL}}, {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"Without a file those of scenarios/yokohama-fy2020.yaml. Wherever a ward is "
              "named, its name, the name with its last character for ward, the Roman letters "
              "and the code will do.",
              "ファイルがなければ scenarios/yokohama-fy2020.yaml の区を示します。区を書くところ"
              "では、青葉、青葉区、aoba、141178 のどの書き方でもかまいません。"},
    .examples = {"madosim wards\n"
                 "madosim wards scenarios/japan.yaml --json\n",
                 NULL},
    .exits = {{3, {NULL, NULL}}},
    .words = {0, 1, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct frame),
};
