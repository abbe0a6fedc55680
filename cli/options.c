#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/phrase.h"
#include "cli/words.h"
#include "sim/base/attr.h"

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_CHOICE,
    OPTION_COUNT,
    OPTION_NUMBER, /* counted from 0 */
    OPTION_SEED,
    OPTION_SET,
    OPTION_GRID
};

struct option {
    const char *name, *letter;
    enum option_kind kind;
    int commands;  /* enum options_command, added up */
    size_t offset; /* of the member in struct options */
    const char *example;
    const char *const *choices; /* OPTION_CHOICE only: NULL-ended */
};

static const char *const languages[] = {"ja", "en", NULL};
static const char *const forms[] = {"auto", "plain", "json", "none", NULL};
static const char *const layouts[] = {"table", "csv", "md", NULL};
static const char *const answers[] = {"table", "yaml", NULL};
static const char *const formats[] = {"text", "csv", NULL};
static const char *const roles[] = {"planner", "manager", "analyst", NULL};
static const char *const tables[] = {"table", "csv", NULL};
static const char *const sheets[] = {"table", "shinkyu", NULL};
static const char *const presets[] = {"yokohama-2020", "yokohama-2025", "post-office", NULL};

enum {
    R = OPTIONS_RUN,
    T = OPTIONS_THEORY,
    J = OPTIONS_TRACE, /* journeys */
    C = OPTIONS_COMPARE,
    S = OPTIONS_SWEEP,
    N = OPTIONS_STAFF, /* needed counters */
    F = OPTIONS_FORECAST,
    K = OPTIONS_CALENDAR,
    X = OPTIONS_EXPORT,
    P = OPTIONS_REPORT,
    KX = K | X, /* of a results folder */
    W = OPTIONS_WHATIF,
    JF = J | F,
    JFW = J | F | W,
    I = OPTIONS_INIT,
    D = OPTIONS_DIFF,
    V = OPTIONS_VALIDATE,
    VF = OPTIONS_VERIFY,
    SH = OPTIONS_SHOW,
    RC = R | C | S | N | F | W,
    RTC = R | T | C | S | N | F | W,
    RJC = R | J | C | S | N | F | W,
    SET = RJC | OPTIONS_PLAN | SH | V,
    JSON = RTC | OPTIONS_PLAN | V | OPTIONS_EXPLAIN | SH | D | OPTIONS_WARDS | VF | OPTIONS_DOCTOR,
    ALL = JSON | J | I | OPTIONS_SCHEMA | OPTIONS_COMPLETION | P,
};

/* clang-format off */
static const struct option rows[] = {
    {"--replications",   "-r", OPTION_COUNT,  RC,  offsetof(struct options, replications),   "-r 100",                       NULL},
    {"--jobs",           "-j", OPTION_COUNT,  RTC | VF, offsetof(struct options, threads),        "-j 2",                         NULL},
    {"--until",          NULL, OPTION_TEXT,   R,  offsetof(struct options, until),          "--until half_width=1%",        NULL},
    {"--of",             NULL, OPTION_TEXT,   R | S, offsetof(struct options, of),            "--of wait.p90",                NULL},
    {"--checkpoint",     NULL, OPTION_NUMBER, R,  offsetof(struct options, checkpoint_s),   "--checkpoint 60",              NULL},
    {"--seed",           NULL, OPTION_SEED,   RJC, offsetof(struct options, seed),           "--seed 20200727",              NULL},
    {"--set",            NULL, OPTION_SET,    SET, offsetof(struct options, set),            "--set wards.青葉.mode=booking", NULL},
    {"--output",         "-o", OPTION_TEXT,   R,  offsetof(struct options, folder),         "-o results/trial",             NULL},
    {"--lang",           NULL, OPTION_CHOICE, ALL | KX, offsetof(struct options, lang),           "--lang ja",                    languages},
    {"--progress",       NULL, OPTION_CHOICE, RTC | VF, offsetof(struct options, progress),       "--progress plain",             forms},
    {"--json",           NULL, OPTION_FLAG, JSON | KX, offsetof(struct options, json),           NULL, NULL},
    {"--quiet",          "-q", OPTION_FLAG, RTC | V | VF | I | KX | P, offsetof(struct options, quiet),          NULL, NULL},
    {"--no-color",       NULL, OPTION_FLAG,   RTC, offsetof(struct options, no_color),       NULL, NULL},
    {"--no-figures",     NULL, OPTION_FLAG,   R,  offsetof(struct options, no_figures),     NULL, NULL},
    {"--customers",      NULL, OPTION_FLAG,   R,  offsetof(struct options, customers),      NULL, NULL},
    {"--strict-output",  NULL, OPTION_FLAG,   R | P, offsetof(struct options, strict_output),  NULL, NULL},
    {"--fail-on-target", NULL, OPTION_FLAG,   R,  offsetof(struct options, fail_on_target), NULL, NULL},
    {"--output",         "-o", OPTION_TEXT, JFW | SH | D | I | OPTIONS_SCHEMA | KX | JF | OPTIONS_COMPLETION, offsetof(struct options, target),         "-o journeys.csv",              NULL},
    {"--target",         NULL, OPTION_TEXT, N, offsetof(struct options, goal),           "--target 'wait<=30min:90%'",   NULL},
    {"--month",          NULL, OPTION_TEXT, N | K | W, offsetof(struct options, month),          "--month 2020-07",              NULL},
    {"--lend",           NULL, OPTION_FLAG,   N,  offsetof(struct options, lend),           NULL, NULL},
    {"--places",         NULL, OPTION_FLAG,   N,  offsetof(struct options, places),         NULL, NULL},
    {"--format",         NULL, OPTION_CHOICE, N, offsetof(struct options, format),         "--format yaml",                answers},
    {"--shifts",         NULL, OPTION_FLAG,   N,  offsetof(struct options, shifts),         NULL, NULL},
    {"--ward",           NULL, OPTION_TEXT, JFW | N | I | K, offsetof(struct options, ward),           "--ward 青葉",                  NULL},
    {"--date",           NULL, OPTION_TEXT,   JF, offsetof(struct options, date),           "--date 2020-07-27",            NULL},
    {"--person",         NULL, OPTION_TEXT,   J,  offsetof(struct options, person),         "--person aoba-20200724-00013", NULL},
    {"--format",         NULL, OPTION_CHOICE, J,  offsetof(struct options, format),         "--format csv",                 formats},
    {"--format",         NULL, OPTION_CHOICE, C | S, offsetof(struct options, format),       "--format md",                  layouts},
    {"--replication",    NULL, OPTION_NUMBER, JF, offsetof(struct options, replication),    "--replication 0",              NULL},
    {"--best",           NULL, OPTION_TEXT,   C,  offsetof(struct options, best),           "--best share_within_target",   NULL},
    {"--indifference",   NULL, OPTION_TEXT,   C,  offsetof(struct options, indifference),   "--indifference 0.1%",          NULL},
    {"--confidence",     NULL, OPTION_TEXT,   C,  offsetof(struct options, confidence),     "--confidence 95%",             NULL},
    {"--grid",           NULL, OPTION_GRID,   S,  offsetof(struct options, grid),           "--grid wards.青葉.counters.weekday=5,6,7", NULL},
    {"--assumptions",    NULL, OPTION_FLAG,   S,  offsetof(struct options, assumptions),    NULL, NULL},
    {"--samples",        NULL, OPTION_COUNT,  S,  offsetof(struct options, samples),        "--samples 50",                 NULL},
    {"--baseline",       NULL, OPTION_FLAG,   S,  offsetof(struct options, baseline),       NULL, NULL},
    {"--format",         NULL, OPTION_CHOICE, F,  offsetof(struct options, format),         "--format csv",                 tables},
    {"--format",         NULL, OPTION_TEXT,   K,  offsetof(struct options, format),         "--format html,ics",            NULL},
    {"--from",           NULL, OPTION_TEXT,   F,  offsetof(struct options, from),           "--from 2020-07-27",            NULL},
    {"--days",           NULL, OPTION_COUNT,  F,  offsetof(struct options, days),           "--days 28",                    NULL},
    {"--state",          NULL, OPTION_TEXT,   F,  offsetof(struct options, state),          "--state results/yokohama-fy2020/3f9a1c07", NULL},
    {"--absent",         NULL, OPTION_COUNT,  F,  offsetof(struct options, absent),         "--absent 2",                   NULL},
    {"--excel",          NULL, OPTION_FLAG,   X,  offsetof(struct options, excel),          NULL, NULL},
    {"--cp932",          NULL, OPTION_FLAG,   X,  offsetof(struct options, cp932),          NULL, NULL},
    {"--pdf",            NULL, OPTION_FLAG,   P,  offsetof(struct options, pdf),            NULL, NULL},
    {"--role",           NULL, OPTION_CHOICE, P,  offsetof(struct options, role),           "--role manager",               roles},
    {"--cases",          NULL, OPTION_TEXT,   T,  offsetof(struct options, file),           "--cases scenarios/theory/cases.csv", NULL},
    {"--quick",          NULL, OPTION_FLAG,   T,  offsetof(struct options, quick),          NULL, NULL},
    {"--markdown",       NULL, OPTION_FLAG,   T,  offsetof(struct options, markdown),       NULL, NULL},
    {"--strict",         NULL, OPTION_FLAG,   V,  offsetof(struct options, strict),         NULL, NULL},
    {"--resolved",       NULL, OPTION_FLAG,   SH, offsetof(struct options, resolved),       NULL, NULL},
    {"--origin",         NULL, OPTION_FLAG,   SH, offsetof(struct options, origin),         NULL, NULL},
    {"--format",         NULL, OPTION_CHOICE, D,  offsetof(struct options, format),         "--format shinkyu",             sheets},
    {"--preset",         NULL, OPTION_CHOICE, I,  offsetof(struct options, preset),         "--preset yokohama-2020",       presets},
    {"--form",           NULL, OPTION_FLAG,   I,  offsetof(struct options, form),           NULL, NULL},
    {"--from-form",      NULL, OPTION_TEXT,   I,  offsetof(struct options, filled),         "--from-form aoba.csv",         NULL},
    {"--help",           "-h", OPTION_FLAG, ALL | KX, offsetof(struct options, help),           NULL, NULL},
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

static bool refuse_whole(struct text *said, const struct options *o, const struct option *row,
                         const char *value, const char *least, const char *most)
{
    phrase_add(said, PHRASE_BAD_WHOLE, words_japanese(o->lang), row->name, value, least, most);
    return false;
}

static const struct option *find(enum options_command command, const char *word, size_t n)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if ((rows[i].commands & (int)command) == 0)
            continue;
        bool is_name = strlen(rows[i].name) == n && memcmp(rows[i].name, word, n) == 0;
        bool is_letter = rows[i].letter != NULL && n == 2 && memcmp(rows[i].letter, word, n) == 0;
        if (is_name || is_letter)
            return &rows[i];
    }
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

static bool take_choice(struct options *o, const struct option *row, const char *value,
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
    return say(said, o, PHRASE_BAD_CHOICE, row->name, value, text_get(&all));
}

static bool take(struct options *o, const struct option *row, const char *value, struct text *said)
{
    void *member = (char *)o + row->offset;
    uint64_t whole;
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)member = true;
        return true;
    case OPTION_TEXT:
        *(const char **)member = value;
        return true;
    case OPTION_CHOICE:
        return take_choice(o, row, value, said);
    case OPTION_COUNT:
        if (!read_whole(value, COUNT_MOST, &whole) || whole == 0)
            return refuse_whole(said, o, row, value, "1", "1000000");
        *(uint32_t *)member = (uint32_t)whole;
        return true;
    case OPTION_NUMBER:
        if (!read_whole(value, COUNT_MOST, &whole))
            return refuse_whole(said, o, row, value, "0", "1000000");
        *(uint32_t *)member = (uint32_t)whole;
        return true;
    case OPTION_SEED:
        if (!read_whole(value, INT64_MAX, &whole))
            return refuse_whole(said, o, row, value, "0", "9223372036854775807");
        o->seed = whole;
        o->has_seed = true;
        return true;
    case OPTION_SET:
        if (o->n_set == OPTIONS_SETS_MAX)
            return say(said, o, PHRASE_TOO_MANY_SETS, "64", "", "");
        o->set[o->n_set++] = value;
        return true;
    case OPTION_GRID:
        if (o->n_grid == OPTIONS_GRIDS_MAX)
            return say(said, o, PHRASE_TOO_MANY_GRIDS, "8", "", "");
        o->grid[o->n_grid++] = value;
        return true;
    }
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
static bool read_option(enum options_command command, int argc, char **argv, int *i,
                        struct options *o, struct text *said)
{
    const char *word = argv[*i], *value;
    size_t n = split_word(word, &value);
    const struct option *row = find(command, word, n);
    if (row == NULL || (row->kind == OPTION_FLAG && value != NULL))
        return say(said, o, PHRASE_UNKNOWN_OPTION, word, "", "");
    if (row->kind == OPTION_FLAG)
        return take(o, row, NULL, said);
    const char *after = value == NULL && *i + 1 < argc ? argv[*i + 1] : NULL;
    if (after != NULL && find(command, after, strlen(after)) == NULL)
        value = argv[++*i];
    if (value == NULL || *value == '\0')
        return say(said, o, PHRASE_NEEDS_VALUE, row->name, row->example, "");
    return take(o, row, value, said);
}

/* Commands that take words of their own kind, or none. */
static const struct words_rule {
    int command;
    enum phrase too_few;
    size_t least, most;
    const char *example;
} words_rules[] = {
    {V, PHRASE_NEEDS_FILE, 1, OPTIONS_WORDS_MAX, "madosim validate scenarios/yokohama-fy2020.yaml"},
    {OPTIONS_EXPLAIN, PHRASE_NEEDS_FILE, 0, OPTIONS_WORDS_MAX, "madosim explain M021"},
    {D, PHRASE_DIFF_NEEDS_TWO, 2, 2,
     "madosim diff scenarios/yokohama-fy2020.yaml scenarios/policies/every-saturday.yaml"},
    {I, PHRASE_INIT_NEEDS, 0, 1, "madosim init my-office"},
    {OPTIONS_SCHEMA, PHRASE_NEEDS_FILE, 0, 0, "madosim schema"},
    {OPTIONS_WARDS, PHRASE_NEEDS_FILE, 0, 1, "madosim wards"},
    {VF, PHRASE_VERIFY_NEEDS, 1, OPTIONS_WORDS_MAX,
     "madosim verify results/yokohama-fy2020/3f9a1c07"},
    {P, PHRASE_NEEDS_FOLDER, 1, OPTIONS_WORDS_MAX,
     "madosim report results/yokohama-fy2020/3f9a1c07"},
    {OPTIONS_DOCTOR, PHRASE_NEEDS_FILE, 0, 0, "madosim doctor"},
    {OPTIONS_COMPLETION, PHRASE_COMPLETION_NEEDS, 1, 1, "madosim completion bash"},
};

static const struct words_rule *rule_of(enum options_command command)
{
    for (size_t i = 0; i < COUNT_OF(words_rules); i++)
        if (words_rules[i].command == (int)command)
            return &words_rules[i];
    return NULL;
}

static bool take_by_rule(const struct words_rule *rule, const char *word, struct options *o,
                         struct text *said)
{
    char most[16];
    if (o->n_words == rule->most) {
        snprintf(most, sizeof most, "%zu", rule->most);
        return say(said, o, PHRASE_TOO_MANY_WORDS, word, most, rule->example);
    }
    o->words[o->n_words++] = word;
    return true;
}

/* A word that is no option: the scenario of a run, or one more case. */
static bool take_word(enum options_command command, const char *word, struct options *o,
                      struct text *said)
{
    const struct words_rule *rule = rule_of(command);
    if (rule != NULL)
        return take_by_rule(rule, word, o, said);
    if (command == OPTIONS_THEORY || command == OPTIONS_COMPARE) {
        if (command == OPTIONS_COMPARE && o->n_words == OPTIONS_POLICIES_MAX)
            return say(said, o, PHRASE_TOO_MANY_POLICIES, word, "8", "");
        if (o->n_words == OPTIONS_WORDS_MAX)
            return say(said, o, PHRASE_TOO_MANY_CASES, word, "64", "");
        o->words[o->n_words++] = word;
        return true;
    }
    if (o->file != NULL)
        return say(said, o, PHRASE_TOO_MANY_FILES, word, "", "");
    o->file = word;
    return true;
}

/* A command line that is whole. */
static const char *example_of(enum options_command command)
{
    if (command == OPTIONS_TRACE)
        return "madosim trace scenarios/yokohama-fy2020.yaml --ward 青葉 --date 2020-07-27";
    if (command == OPTIONS_COMPARE)
        return "madosim compare scenarios/yokohama-fy2020.yaml --set wards.青葉.mode=booking";
    if (command == OPTIONS_SWEEP)
        return "madosim sweep scenarios/yokohama-fy2020.yaml --grid "
               "wards.青葉.counters.weekday=5,6,7";
    if (command == OPTIONS_STAFF)
        return "madosim staff scenarios/yokohama-fy2020.yaml --target 'wait<=30min:90%'";
    if (command == OPTIONS_FORECAST)
        return "madosim forecast scenarios/yokohama-fy2020.yaml --ward 青葉 --date 2020-07-27";
    if (command == OPTIONS_SHOW)
        return "madosim show scenarios/yokohama-fy2020.yaml";
    if (command == OPTIONS_CALENDAR)
        return "madosim calendar results/yokohama-fy2020/3f9a1c07 --ward 青葉 --month 2020-07";
    if (command == OPTIONS_EXPORT)
        return "madosim export results/yokohama-fy2020/3f9a1c07 --excel";
    if (command == OPTIONS_WHATIF)
        return "madosim whatif scenarios/yokohama-fy2020.yaml";
    return command == OPTIONS_PLAN ? "madosim plan scenarios/yokohama-fy2020.yaml"
                                   : "madosim run scenarios/yokohama-fy2020.yaml";
}

static bool is_whole_sweep(const struct options *o, struct text *said)
{
    if (o->n_grid > 0 && o->assumptions)
        return say(said, o, PHRASE_SWEEP_EITHER, "", "", "");
    if (o->samples > 0 && !o->assumptions)
        return say(said, o, PHRASE_LATIN_ALONE, "", "", "");
    return o->n_grid > 0 || o->assumptions ||
           say(said, o, PHRASE_NEEDS_GRID, example_of(OPTIONS_SWEEP), "", "");
}

static bool is_whole_compare(const struct options *o, struct text *said)
{
    bool is_choice = o->best != NULL;
    if ((o->indifference != NULL) != is_choice || (o->confidence != NULL && !is_choice))
        return say(said, o, PHRASE_BEST_TOGETHER, "", "", "");
    return o->n_words > 1 || (o->n_words == 1 && o->n_set > 0) ||
           say(said, o, PHRASE_NEEDS_TWO, example_of(OPTIONS_COMPARE), "", "");
}

/* Absence is of a day; half hours are of a day and a ward. */
static bool is_forecast(const struct options *o, struct text *said)
{
    const char *example = example_of(OPTIONS_FORECAST);
    if (o->date == NULL)
        return o->absent == 0 || say(said, o, PHRASE_NEEDS_ABSENT_DAY, example, "", "");
    return o->absent > 0 || o->ward != NULL || say(said, o, PHRASE_NEEDS_WARD, example, "", "");
}

static bool is_whole_trace(const struct options *o, struct text *said)
{
    return o->person != NULL || (o->ward != NULL && o->date != NULL) ||
           say(said, o, PHRASE_NEEDS_DAY, example_of(OPTIONS_TRACE), "", "");
}

/* Is everything there that the command cannot do without? */
static bool is_whole(enum options_command command, const struct options *o, struct text *said)
{
    const struct words_rule *rule = rule_of(command);
    if (rule != NULL)
        return o->n_words >= rule->least || say(said, o, rule->too_few, rule->example, "", "");
    if (command == OPTIONS_COMPARE)
        return is_whole_compare(o, said);
    if (command != OPTIONS_THEORY && o->file == NULL)
        return say(said, o, ((int)command & KX) != 0 ? PHRASE_NEEDS_FOLDER : PHRASE_NEEDS_FILE,
                   example_of(command), "", "");
    if (command == OPTIONS_SWEEP)
        return is_whole_sweep(o, said);
    if (command == OPTIONS_TRACE)
        return is_whole_trace(o, said);
    return command != OPTIONS_FORECAST || is_forecast(o, said);
}

bool options_read(enum options_command command, int argc, char **argv, struct options *o,
                  struct text *said)
{
    *o = (struct options){.checkpoint_s = CHECKPOINT_S};
    for (int i = 0; i < argc; i++) {
        bool is_option = argv[i][0] == '-' && argv[i][1] != '\0';
        bool ok = is_option ? read_option(command, argc, argv, &i, o, said)
                            : take_word(command, argv[i], o, said);
        if (!ok)
            return false;
    }
    return o->help || is_whole(command, o, said);
}

bool options_row_at(size_t nth, struct options_row *row)
{
    if (nth >= COUNT_OF(rows))
        return false;
    *row = (struct options_row){rows[nth].name, rows[nth].letter, rows[nth].commands,
                                rows[nth].kind != OPTION_FLAG, rows[nth].choices};
    return true;
}

const char *options_command_at(size_t nth, enum options_command *bit)
{
    static const struct {
        enum options_command bit;
        const char *name;
    } commands[] = {
        {OPTIONS_PLAN, "plan"},         {OPTIONS_RUN, "run"},
        {OPTIONS_COMPARE, "compare"},   {OPTIONS_STAFF, "staff"},
        {OPTIONS_SWEEP, "sweep"},       {OPTIONS_FORECAST, "forecast"},
        {OPTIONS_THEORY, "theory"},     {OPTIONS_TRACE, "trace"},
        {OPTIONS_VALIDATE, "validate"}, {OPTIONS_EXPLAIN, "explain"},
        {OPTIONS_SHOW, "show"},         {OPTIONS_DIFF, "diff"},
        {OPTIONS_INIT, "init"},         {OPTIONS_SCHEMA, "schema"},
        {OPTIONS_WARDS, "wards"},       {OPTIONS_VERIFY, "verify"},
        {OPTIONS_DOCTOR, "doctor"},     {OPTIONS_COMPLETION, "completion"},
        {OPTIONS_CALENDAR, "calendar"}, {OPTIONS_EXPORT, "export"},
        {OPTIONS_WHATIF, "whatif"},     {OPTIONS_REPORT, "report"},
    };
    if (nth >= COUNT_OF(commands))
        return NULL;
    *bit = commands[nth].bit;
    return commands[nth].name;
}
