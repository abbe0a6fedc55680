#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/words.h"
#include "sim/base/attr.h"
#include "sim/input/near.h"

static const char *const languages[] = {"ja", "en", NULL};
static const char *const forms[] = {"auto", "plain", "json", "none", NULL};
static const char *const layouts[] = {"table", "csv", "md", NULL};
static const char *const answers[] = {"table", "yaml", NULL};
static const char *const steps[] = {"text", "csv", NULL};
static const char *const roles[] = {"planner", "manager", "analyst", NULL};
static const char *const tables[] = {"table", "csv", NULL};
static const char *const comparisons[] = {"table", "shinkyu", NULL};
static const char *const presets[] = {"yokohama-2020", "yokohama-2025", "post-office", NULL};

#define AT(member) offsetof(struct options, member)

/* clang-format off */
static const struct options_row rows[] = {
    [OPTIONS_REPLICATIONS]   = {"--replications", "-r", OPTIONS_COUNT, AT(replications), "-r 100", NULL, OPTIONS_ANY, {"N", NULL}, {"replications (default: as FILE says)", "反復回数(なければファイルのとおり)"}},
    [OPTIONS_JOBS]           = {"--jobs", "-j", OPTIONS_COUNT, AT(threads), "-j 2", NULL, OPTIONS_ANY, {"N", NULL}, {"threads (default: all processors; same numbers)", "並列数(なければ全コア。いくつでも同じ結果)"}},
    [OPTIONS_UNTIL]          = {"--until", NULL, OPTIONS_TEXT, AT(until), "--until half_width=1%", NULL, OPTIONS_ANY, {"half_width=P%", NULL}, {NULL, NULL}},
    [OPTIONS_OF]             = {"--of", NULL, OPTIONS_TEXT, AT(of), "--of wait.p90", NULL, OPTIONS_ANY, {"MEASURE", "指標"}, {NULL, NULL}},
    [OPTIONS_CHECKPOINT]     = {"--checkpoint", NULL, OPTIONS_NUMBER, AT(checkpoint_s), "--checkpoint 60", NULL, OPTIONS_ANY, {"S", "秒"}, {NULL, NULL}},
    [OPTIONS_SEED]           = {"--seed", NULL, OPTIONS_SEEDED, AT(seed), "--seed 20200727", NULL, OPTIONS_ANY, {"N", NULL}, {"seed of the random numbers (default: as FILE says)", "乱数の種(なければファイルのとおり)"}},
    [OPTIONS_SET]            = {"--set", NULL, OPTIONS_SETTING, AT(set), "--set wards.青葉.mode=booking", NULL, OPTIONS_ANY, {"KEY=VALUE", "キー=値"}, {"change one setting; may be repeated", "設定を1つ変える(何度でも)"}},
    [OPTIONS_FOLDER]         = {"--output", "-o", OPTIONS_TEXT, AT(folder), "-o results/trial", NULL, OPTIONS_FOLDERS, {"DIR", "フォルダー"}, {NULL, NULL}},
    [OPTIONS_INTO]           = {"--output", "-o", OPTIONS_TEXT, AT(target), "-o office", NULL, OPTIONS_FOLDERS, {"DIR", "フォルダー"}, {NULL, NULL}},
    [OPTIONS_FILE]           = {"--output", "-o", OPTIONS_TEXT, AT(target), "-o journeys.csv", NULL, OPTIONS_FILES, {"FILE", "ファイル"}, {"write it there", "書き込む先"}},
    [OPTIONS_LANG]           = {"--lang", NULL, OPTIONS_CHOICE, AT(lang), "--lang ja", languages, OPTIONS_ANY, {"ja|en", NULL}, {"language (default: from the locale)", "言語(なければロケールから)"}},
    [OPTIONS_PROGRESS]       = {"--progress", NULL, OPTIONS_CHOICE, AT(progress), "--progress plain", forms, OPTIONS_ANY, {"FORM", "形"}, {"auto, plain, json or none", "auto, plain, json, none"}},
    [OPTIONS_JSON]           = {"--json", NULL, OPTIONS_FLAG, AT(json), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {"one JSON object", "1つの JSON"}},
    [OPTIONS_QUIET]          = {"--quiet", "-q", OPTIONS_FLAG, AT(quiet), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {"no progress", "途中経過を示さない"}},
    [OPTIONS_NO_COLOR]       = {"--no-color", NULL, OPTIONS_FLAG, AT(no_color), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {"no colours", "色を付けない"}},
    [OPTIONS_NO_FIGURES]     = {"--no-figures", NULL, OPTIONS_FLAG, AT(no_figures), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_CUSTOMERS]      = {"--customers", NULL, OPTIONS_FLAG, AT(customers), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_STRICT_OUTPUT]  = {"--strict-output", NULL, OPTIONS_FLAG, AT(strict_output), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_FAIL_ON_TARGET] = {"--fail-on-target", NULL, OPTIONS_FLAG, AT(fail_on_target), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_TARGET]         = {"--target", NULL, OPTIONS_TEXT, AT(goal), "--target 'wait<=30min:90%'", NULL, OPTIONS_ANY, {"T", "目標"}, {NULL, NULL}},
    [OPTIONS_MONTH]          = {"--month", NULL, OPTIONS_TEXT, AT(month), "--month 2020-07", NULL, OPTIONS_ANY, {"MONTH", "年-月"}, {NULL, NULL}},
    [OPTIONS_LEND]           = {"--lend", NULL, OPTIONS_FLAG, AT(lend), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_PLACES]         = {"--places", NULL, OPTIONS_FLAG, AT(places), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_SHIFTS]         = {"--shifts", NULL, OPTIONS_FLAG, AT(shifts), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_ANSWER]         = {"--format", NULL, OPTIONS_CHOICE, AT(format), "--format yaml", answers, OPTIONS_ANY, {"FORM", "形"}, {NULL, NULL}},
    [OPTIONS_WARD]           = {"--ward", NULL, OPTIONS_TEXT, AT(ward), "--ward 青葉", NULL, OPTIONS_WARDS, {"W", "区"}, {NULL, NULL}},
    [OPTIONS_DATE]           = {"--date", NULL, OPTIONS_TEXT, AT(date), "--date 2020-07-27", NULL, OPTIONS_ANY, {"DATE", "日付"}, {NULL, NULL}},
    [OPTIONS_PERSON]         = {"--person", NULL, OPTIONS_TEXT, AT(person), "--person aoba-20200724-00013", NULL, OPTIONS_ANY, {"NAME", "名前"}, {NULL, NULL}},
    [OPTIONS_STEPS]          = {"--format", NULL, OPTIONS_CHOICE, AT(format), "--format csv", steps, OPTIONS_ANY, {"FORM", "形"}, {NULL, NULL}},
    [OPTIONS_LAYOUT]         = {"--format", NULL, OPTIONS_CHOICE, AT(format), "--format md", layouts, OPTIONS_ANY, {"FORM", "形"}, {"table, csv or md (default: table)", "table、csv、md(なければ table)"}},
    [OPTIONS_REPLICATION]    = {"--replication", NULL, OPTIONS_NUMBER, AT(replication), "--replication 0", NULL, OPTIONS_ANY, {"K", NULL}, {NULL, NULL}},
    [OPTIONS_BEST]           = {"--best", NULL, OPTIONS_TEXT, AT(best), "--best share_within_target", NULL, OPTIONS_ANY, {"MEASURE", "指標"}, {NULL, NULL}},
    [OPTIONS_INDIFFERENCE]   = {"--indifference", NULL, OPTIONS_TEXT, AT(indifference), "--indifference 0.1%", NULL, OPTIONS_ANY, {"X", "差"}, {NULL, NULL}},
    [OPTIONS_CONFIDENCE]     = {"--confidence", NULL, OPTIONS_TEXT, AT(confidence), "--confidence 95%", NULL, OPTIONS_ANY, {"P%", NULL}, {NULL, NULL}},
    [OPTIONS_GRID]           = {"--grid", NULL, OPTIONS_POINTS, AT(grid), "--grid wards.青葉.counters.weekday=5,6,7", NULL, OPTIONS_ANY, {"KEY=A,B,C", "キー=値,.."}, {NULL, NULL}},
    [OPTIONS_ASSUMPTIONS]    = {"--assumptions", NULL, OPTIONS_FLAG, AT(assumptions), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_SWINGS]         = {"--assumptions", NULL, OPTIONS_TEXT, AT(swings), "--assumptions assumptions.csv", NULL, OPTIONS_FILES, {"FILE", "ファイル"}, {NULL, NULL}},
    [OPTIONS_SAMPLES]        = {"--samples", NULL, OPTIONS_COUNT, AT(samples), "--samples 50", NULL, OPTIONS_ANY, {"N", NULL}, {NULL, NULL}},
    [OPTIONS_BASELINE]       = {"--baseline", NULL, OPTIONS_FLAG, AT(baseline), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_TABLE]          = {"--format", NULL, OPTIONS_CHOICE, AT(format), "--format csv", tables, OPTIONS_ANY, {"FORM", "形"}, {NULL, NULL}},
    [OPTIONS_SHEETS]         = {"--format", NULL, OPTIONS_TEXT, AT(format), "--format html,ics", NULL, OPTIONS_ANY, {"LIST", "形"}, {NULL, NULL}},
    [OPTIONS_FROM]           = {"--from", NULL, OPTIONS_TEXT, AT(from), "--from 2020-07-27", NULL, OPTIONS_ANY, {"DATE", "日付"}, {NULL, NULL}},
    [OPTIONS_DAYS]           = {"--days", NULL, OPTIONS_COUNT, AT(days), "--days 28", NULL, OPTIONS_ANY, {"N", NULL}, {NULL, NULL}},
    [OPTIONS_STATE]          = {"--state", NULL, OPTIONS_TEXT, AT(state), "--state results/yokohama-fy2020/3f9a1c07", NULL, OPTIONS_FOLDERS, {"RUN", "フォルダー"}, {NULL, NULL}},
    [OPTIONS_ABSENT]         = {"--absent", NULL, OPTIONS_COUNT, AT(absent), "--absent 2", NULL, OPTIONS_ANY, {"N", NULL}, {NULL, NULL}},
    [OPTIONS_EXCEL]          = {"--excel", NULL, OPTIONS_FLAG, AT(excel), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_CP932]          = {"--cp932", NULL, OPTIONS_FLAG, AT(cp932), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_PDF]            = {"--pdf", NULL, OPTIONS_FLAG, AT(pdf), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_ROLE]           = {"--role", NULL, OPTIONS_CHOICE, AT(role), "--role manager", roles, OPTIONS_ANY, {"ROLE", "役割"}, {NULL, NULL}},
    [OPTIONS_CASES]          = {"--cases", NULL, OPTIONS_TEXT, AT(cases), "--cases scenarios/theory/cases.csv", NULL, OPTIONS_FILES, {"FILE", "ファイル"}, {NULL, NULL}},
    [OPTIONS_QUICK]          = {"--quick", NULL, OPTIONS_FLAG, AT(quick), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_MARKDOWN]       = {"--markdown", NULL, OPTIONS_FLAG, AT(markdown), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_STRICT]         = {"--strict", NULL, OPTIONS_FLAG, AT(strict), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_RESOLVED]       = {"--resolved", NULL, OPTIONS_FLAG, AT(resolved), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_ORIGIN]         = {"--origin", NULL, OPTIONS_FLAG, AT(origin), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_COMPARISON]     = {"--format", NULL, OPTIONS_CHOICE, AT(format), "--format shinkyu", comparisons, OPTIONS_ANY, {"FORM", "形"}, {NULL, NULL}},
    [OPTIONS_PRESET]         = {"--preset", NULL, OPTIONS_CHOICE, AT(preset), "--preset yokohama-2020", presets, OPTIONS_ANY, {"NAME", "名前"}, {NULL, NULL}},
    [OPTIONS_FORM]           = {"--form", NULL, OPTIONS_FLAG, AT(form), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {NULL, NULL}},
    [OPTIONS_FROM_FORM]      = {"--from-form", NULL, OPTIONS_TEXT, AT(filled), "--from-form aoba.csv", NULL, OPTIONS_FILES, {"FILE", "ファイル"}, {NULL, NULL}},
    [OPTIONS_HELP]           = {"--help", "-h", OPTIONS_FLAG, AT(help), NULL, NULL, OPTIONS_ANY, {NULL, NULL}, {"print the help", "説明を出す"}},
};
/* clang-format on */

/* COUNT_MOST: of -r and -j; a seed may be longer, up to INT64_MAX. */
enum { COUNT_MOST = 1000000, CHECKPOINT_S = 60 };

static bool say(struct text *said, const struct options *o, enum phrase p, const char *a,
                const char *b, const char *c)
{
    phrase_add(said, p, words_japanese(o->lang), a, b, c);
    return false;
}

static bool refuse_whole(struct text *said, const struct options *o, const struct options_row *row,
                         const char *value, const char *least, const char *most)
{
    phrase_add(said, PHRASE_BAD_WHOLE, words_japanese(o->lang), row->name, value, least, most);
    return false;
}

const struct options_row *options_of(const struct cmd *command, size_t nth)
{
    size_t n = 0;
    while (n < COUNT_OF(command->options) && command->options[n].name != OPTIONS_NONE)
        n++;
    if (nth > n)
        return NULL;
    return &rows[nth == n ? OPTIONS_HELP : command->options[nth].name];
}

static bool is_called(const struct options_row *row, const char *word, size_t n)
{
    bool is_name = strlen(row->name) == n && memcmp(row->name, word, n) == 0;
    return is_name || (row->letter != NULL && n == 2 && memcmp(row->letter, word, n) == 0);
}

/* Every command takes those about how it speaks, though the help names them only where they
 * matter. */
static const struct options_row *find(const struct cmd *command, const char *word, size_t n)
{
    static const enum options_name all[] = {OPTIONS_LANG, OPTIONS_QUIET, OPTIONS_NO_COLOR,
                                            OPTIONS_PROGRESS};
    const struct options_row *row;
    for (size_t i = 0; (row = options_of(command, i)) != NULL; i++)
        if (is_called(row, word, n))
            return row;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (is_called(&rows[all[i]], word, n))
            return &rows[all[i]];
    return NULL;
}

/* A whole number without sign, spaces or anything after it. */
static bool read_whole(const char *text, uint64_t most, uint64_t *value)
{
    char *rest;
    errno = 0;
    *value = strtoull(text, &rest, 10);
    return *text >= '0' && *text <= '9' && *rest == '\0' && errno == 0 && *value <= most;
}

/* Appends the choice that was probably meant. Always false. */
static bool refuse_nearly(const char *value, const char *const *choices, const struct options *o,
                          struct text *said)
{
    size_t n = 0;
    while (choices[n] != NULL)
        n++;
    const char *meant = near_best(value, choices, n);
    return meant != NULL ? say(said, o, PHRASE_MEANT, meant, "", "") : false;
}

static bool take_choice(struct options *o, const struct options_row *row, const char *value,
                        struct text *said)
{
    struct text all;
    text_init(&all, said->home);
    for (const char *const *choice = row->choices; *choice != NULL; choice++) {
        text_addf(&all, "%s%s", choice == row->choices ? "" : ", ", *choice);
        if (strcmp(*choice, value) == 0) {
            *(const char **)(void *)((char *)o + row->offset) = *choice;
            return true;
        }
    }
    (void)say(said, o, PHRASE_BAD_CHOICE, row->name, value, text_get(&all));
    return refuse_nearly(value, row->choices, o, said);
}

static bool take(struct options *o, const struct options_row *row, const char *value,
                 struct text *said)
{
    void *member = (char *)o + row->offset;
    uint64_t whole;
    switch (row->kind) {
    case OPTIONS_FLAG:
        *(bool *)member = true;
        return true;
    case OPTIONS_TEXT:
        *(const char **)member = value;
        return true;
    case OPTIONS_CHOICE:
        return take_choice(o, row, value, said);
    case OPTIONS_COUNT:
        if (!read_whole(value, COUNT_MOST, &whole) || whole == 0)
            return refuse_whole(said, o, row, value, "1", "1000000");
        *(uint32_t *)member = (uint32_t)whole;
        return true;
    case OPTIONS_NUMBER:
        if (!read_whole(value, COUNT_MOST, &whole))
            return refuse_whole(said, o, row, value, "0", "1000000");
        *(uint32_t *)member = (uint32_t)whole;
        return true;
    case OPTIONS_SEEDED:
        if (!read_whole(value, INT64_MAX, &whole))
            return refuse_whole(said, o, row, value, "0", "9223372036854775807");
        o->seed = whole;
        o->has_seed = true;
        return true;
    case OPTIONS_SETTING:
        if (o->n_set == OPTIONS_SETS_MAX)
            return say(said, o, PHRASE_TOO_MANY_SETS, "64", "", "");
        o->set[o->n_set++] = value;
        return true;
    case OPTIONS_POINTS:
        if (strchr(value, '=') == NULL) /* its values stand behind a blank, perhaps */
            return say(said, o, PHRASE_SWEEP_BAD_GRID, value, "", "");
        if (o->n_grid == OPTIONS_GRIDS_MAX)
            return say(said, o, PHRASE_TOO_MANY_GRIDS, "8", "", "");
        o->grid[o->n_grid++] = value;
        return true;
    }
    return false;
}

/* How many letters the names have in common from the first on. */
static size_t alike(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] != '\0' && a[n] == b[n])
        n++;
    return n;
}

/* An option of this command with nearly this name, or one that begins like it (--reps, --out), or
 * NULL. */
static const char *nearest_option(const struct cmd *command, const char *name)
{
    const char *names[COUNT_OF(command->options) + 1];
    const struct options_row *row;
    size_t n = 0;
    for (; (row = options_of(command, n)) != NULL; n++)
        names[n] = row->name;
    const char *meant = near_best(name, names, n);
    for (size_t i = 0; i < n && meant == NULL; i++)
        if (alike(name, names[i]) >= strlen("--rep"))
            meant = names[i];
    return meant;
}

static bool refuse_option(const struct cmd *command, const char *word, size_t n,
                          const struct options *o, struct text *said)
{
    struct text name;
    text_init(&name, said->home);
    text_add_bytes(&name, word, n);
    const char *meant = nearest_option(command, text_get(&name));
    (void)say(said, o, PHRASE_UNKNOWN_OPTION, word, "", "");
    if (meant != NULL)
        (void)say(said, o, PHRASE_MEANT, meant, "", "");
    return false;
}

/* "-r100" and "--seed=1": the name's length, and the value after it or NULL. */
static size_t split_word(const char *word, const char **value)
{
    const char *equals = strchr(word, '=');
    *value = NULL;
    if (word[1] == '-') {
        *value = equals != NULL ? equals + 1 : NULL;
        return equals != NULL ? (size_t)(equals - word) : strlen(word);
    }
    if (strlen(word) > 2)
        *value = word + 2;
    return strlen(word) > 2 ? 2 : strlen(word);
}

/* One option at argv[*i]; its value is joined to it or is the next word. */
static bool read_option(const struct cmd *command, int argc, char **argv, int *i, struct options *o,
                        struct text *said)
{
    const char *word = argv[*i], *value;
    size_t n = split_word(word, &value);
    const struct options_row *row = find(command, word, n);
    if (row == NULL || (row->kind == OPTIONS_FLAG && value != NULL))
        return refuse_option(command, word, n, o, said);
    if (row->kind == OPTIONS_FLAG)
        return take(o, row, NULL, said);
    const char *after = value == NULL && *i + 1 < argc ? argv[*i + 1] : NULL;
    if (after != NULL && find(command, after, strlen(after)) == NULL)
        value = argv[++*i];
    if (value == NULL || *value == '\0')
        return say(said, o, PHRASE_NEEDS_VALUE, row->name, row->example, "");
    return take(o, row, value, said);
}

/* The first line of the command's examples: a command line that is whole. */
static void add_example(const struct cmd *command, const struct options *o, struct text *out)
{
    const char *line = cmd_words(command->examples, words_japanese(o->lang));
    for (size_t n; line[n = strcspn(line, "\\\n")] == '\\'; line += n + strspn(line + n, "\\\n "))
        text_add_bytes(out, line, n);
    text_add_bytes(out, line, strcspn(line, "\n"));
}

static bool lacks(const struct cmd *command, const struct options *o, enum phrase what,
                  struct text *said)
{
    struct text example;
    text_init(&example, said->home);
    add_example(command, o, &example);
    return say(said, o, what, text_get(&example), "", "");
}

/* A word that is no option: a scenario, a folder, a case. */
static bool take_word(const struct cmd *command, const char *word, struct options *o,
                      struct text *said)
{
    struct text example;
    char most[16];
    if (o->n_words < command->words.most) {
        o->file = o->n_words == 0 ? word : o->file;
        o->words[o->n_words++] = word;
        return true;
    }
    text_init(&example, said->home);
    add_example(command, o, &example);
    snprintf(most, sizeof most, "%zu", command->words.most);
    return say(said, o, command->words.too_many, word, most, text_get(&example));
}

/* Is everything there that the command cannot do without? */
static bool is_whole(const struct cmd *command, const struct options *o, struct text *said)
{
    enum phrase what = command->words.too_few;
    if (o->n_words < command->words.least ||
        (command->is_whole != NULL && !command->is_whole(o, &what)))
        return lacks(command, o, what, said);
    return true;
}

/* Programs for letters turn "--" into another stroke, and an input method writes it wide. */
static bool is_other_stroke(const char *word)
{
    static const char *const strokes[] = {"－", "ー", "―", "—", "–", "−", "‐", "‑"};
    for (size_t i = 0; i < COUNT_OF(strokes); i++)
        if (strncmp(word, strokes[i], strlen(strokes[i])) == 0)
            return true;
    return false;
}

bool options_read(const struct cmd *command, int argc, char **argv, struct options *o,
                  struct text *said)
{
    *o = (struct options){.checkpoint_s = CHECKPOINT_S};
    for (int i = 0; i < argc; i++) {
        bool is_option = argv[i][0] == '-' && argv[i][1] != '\0';
        if (is_other_stroke(argv[i]))
            return say(said, o, PHRASE_OTHER_STROKE, argv[i], "", "");
        bool ok = is_option ? read_option(command, argc, argv, &i, o, said)
                            : take_word(command, argv[i], o, said);
        if (!ok)
            return false;
    }
    return o->help || is_whole(command, o, said);
}
