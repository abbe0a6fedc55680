/* What a run of wards shows on the terminal: two tables, each at most 80 columns wide, also
 * where ± ○ △ × take two columns. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/phrase.h"
#include "cli/present/lookup.h"
#include "cli/present/remedy.h"
#include "cli/run_ward.h"
#include "cli/present/shown.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"

/* Names of places are longer than those of wards: a wider first column, and where there is no room
 * the last but one gives way. */
enum { COLUMNS_MAX = 8, PLACE_WIDTH = 13, LINE_WIDTH = 80 };

/* clang-format off */
static const struct shown_column waits[] = {
    {{"ward", "区"},           9, SHOWN_NAME,   NULL, 0},
    {{"access", "方式"},       9, SHOWN_MODE,   NULL, 0},
    {{"visits", "来庁"},       8, SHOWN_NUMBER, "visits", 0},
    {{"mean", "平均"},        12, SHOWN_HALF,   "wait_mean", 1},
    {{"median", "中央値"},    12, SHOWN_HALF,   "wait_p50", 1},
    {{"90 %", "90%点"},       13, SHOWN_HALF,   "wait_p90", 1},
    {{"95 %", "95%点"},       13, SHOWN_HALF,   "wait_p95", 1},
};
static const struct shown_column promise[] = {
    {{"ward", "区"},           9, SHOWN_NAME,    NULL, 0},
    {{"share (95 %)", "割合(95%区間)"}, 18, SHOWN_SHARE, "share_within_target", 1},
    {{"turned away", "断った"}, 12, SHOWN_NUMBER,  "turned_away", 0},
    {{"no booking", "予約不可"}, 11, SHOWN_NUMBER, "refused", 0},
    {{"overtime", "時間外"},    9, SHOWN_NUMBER,  "overtime_mean", 1},
    {{"to slot", "予約まで"},   9, SHOWN_NUMBER,  "lead_days_mean", 1},
    {{"verdict", "判定"},      11, SHOWN_VERDICT, "share_within_target", 0},
};
/* clang-format on */

/* Yes when the site has rows of the access. */
static bool has_access(const struct tables *t, const char *code, const char *access)
{
    return !isnan(lookup_summary(&t->summary, code, access, "visits").estimate);
}

/* The whole city has wards of both kinds. */
static const char *mode_of(const struct run *r, const char *code)
{
    if (r->ward->plan->n_sites > 1 && strcmp(code, LOOKUP_CITY) == 0)
        return "";
    bool is_booked = has_access(&r->ward->shown, code, "booked");
    if (r->frame.japanese)
        return is_booked ? "予約制" : "予約なし";
    return is_booked ? "booked" : "walk-in";
}

/* English readers see the wards' English names. */
static const char *name_of(const struct run *r, const struct lookup_site *site)
{
    const struct scenario_ward_row *wards = r->ward->data.wards.items;
    const char *whole = plan_is_one(r->ward->plan) ? "city" : "all";
    for (size_t i = 0; !r->frame.japanese && i < r->ward->data.wards.count; i++)
        if (strcmp(wards[i].code, site->code) == 0)
            return wards[i].name_en;
    return r->frame.japanese || strcmp(site->code, LOOKUP_CITY) != 0 ? site->name : whole;
}

static void add_cell(const struct run *r, const struct shown_column *c,
                     const struct lookup_site *site, struct text *out)
{
    if (c->kind == SHOWN_NAME)
        shown_words(c, name_of(r, site), out);
    else if (c->kind == SHOWN_MODE)
        shown_words(c, mode_of(r, site->code), out);
    else
        shown_interval(c, lookup_summary(&r->ward->shown.summary, site->code, "all", c->metric),
                       r->said.target_share, r->frame.japanese, out);
}

static size_t widen(const struct shown_column *columns, size_t n, struct shown_column *wide)
{
    int width = PLACE_WIDTH - columns[0].width;
    for (size_t i = 0; i < n; i++) {
        wide[i] = columns[i];
        width += columns[i].width;
    }
    wide[0].width = PLACE_WIDTH;
    if (width <= LINE_WIDTH)
        return n;
    wide[n - 2] = wide[n - 1];
    return n - 1;
}

/* The longest verdict is a column longer in English, the heading before it shorter. */
static void make_english(const struct shown_column *columns, size_t n, struct shown_column *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = columns[i];
    out[n - 2].width--;
    out[n - 1].width++;
}

static void add_table(const struct run *r, const struct shown_column *columns, size_t n,
                      const struct lookup_site *sites, size_t n_sites, struct text *out)
{
    struct shown_column english[COLUMNS_MAX], wide[COLUMNS_MAX];
    BUG_IF(n > COLUMNS_MAX);
    if (!r->frame.japanese && columns[n - 1].kind == SHOWN_VERDICT) {
        make_english(columns, n, english);
        columns = english;
    }
    if (r->ward->is_short) {
        n = widen(columns, n, wide);
        columns = wide;
    }
    shown_headings(columns, n, r->frame.japanese, out);
    for (size_t s = 0; s <= n_sites; s++) {
        struct lookup_site site = s == 0 ? lookup_whole(&r->ward->shown.summary) : sites[s - 1];
        for (size_t k = 0; k < n; k++)
            add_cell(r, &columns[k], &site, out);
        text_add(out, "\n");
    }
}

static void add_heading(const struct run *r, struct text *out)
{
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
    struct text n;
    civil_format(r->ward->about.from_day, from);
    civil_format(r->ward->about.to_day, to);
    text_init(&n, r->frame.home);
    text_addf(&n, "%u", r->result.replications);
    text_addf(out, "%s\n", r->ward->about.title);
    phrase_add(out, PHRASE_PERIOD, r->frame.japanese, from, to, text_get(&n), r->run_id);
    text_add(out, "\n\n");
}

/* Too many sites to list: how they did, and which are listed. */
static void add_count(const struct run *r, struct text *out)
{
    const struct tables_count *count = &r->ward->count;
    const size_t numbers[] = {count->sites, count->below, TABLES_SHORT_SITES};
    char words[COUNT_OF(numbers)][24];
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        snprintf(words[i], sizeof words[i], "%zu", numbers[i]);
    phrase_note(out, PHRASE_WORST_SITES, r->frame.japanese, words[0], words[1], words[2]);
    text_add(out, "\n\n");
}

/* What is undecided, and how many more replications are expected to settle it. */
static void add_remedy(const struct run *r, const struct lookup_site *sites, size_t n_sites,
                       struct text *out)
{
    uint32_t n = r->result.replications, most = 0, more = 0, close = 0;
    char words[4][16];
    for (size_t s = 0; s <= n_sites; s++) {
        struct lookup_site site = s == 0 ? lookup_whole(&r->ward->shown.summary) : sites[s - 1];
        uint32_t all;
        enum remedy how = remedy_of(
            lookup_summary(&r->ward->shown.summary, site.code, "all", "share_within_target"),
            r->said.target_share, n, &all);
        more += how == REMEDY_MORE;
        close += how == REMEDY_CLOSE;
        most = all > most ? all : most;
    }
    const uint32_t numbers[] = {more, most - n, most, close};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        snprintf(words[i], sizeof words[i], "%u", numbers[i]);
    if (more > 0)
        phrase_add(out, PHRASE_UNDECIDED, r->frame.japanese, words[0], words[1], words[2]);
    text_add(out, more > 0 ? "\n" : "");
    if (close > 0)
        phrase_add(out, PHRASE_UNDECIDED_CLOSE, r->frame.japanese, words[3]);
    text_add(out, close > 0 ? "\n" : "");
}

void run_ward_print(const struct run *r, struct text *out)
{
    struct lookup_site *sites =
        arena_take_array(r->frame.home, struct lookup_site, r->ward->shown.summary.n_rows);
    struct text within, share;
    if (sites == NULL) {
        out->failed = true;
        return;
    }
    size_t n = lookup_sites(&r->ward->shown.summary, sites);
    text_init(&within, r->frame.home);
    text_init(&share, r->frame.home);
    text_addf(&within, "%g", r->ward->about.target_min);
    text_addf(&share, "%g", 100 * r->ward->about.target_share);
    add_heading(r, out);
    if (r->ward->is_short)
        add_count(r, out);
    phrase_add(out, PHRASE_WAITS, r->frame.japanese, "");
    text_add(out, "\n");
    add_table(r, waits, COUNT_OF(waits), sites, n, out);
    phrase_add(out, PHRASE_NOTE_WAITS, r->frame.japanese, "");
    text_add(out, "\n\n");
    phrase_add(out, PHRASE_PROMISE, r->frame.japanese, text_get(&within), text_get(&share));
    text_add(out, "\n");
    add_table(r, promise, COUNT_OF(promise), sites, n, out);
    add_remedy(r, sites, n, out);
    phrase_add(out, r->ward->is_short ? PHRASE_NOTE_SHORT : PHRASE_NOTE_PROMISE, r->frame.japanese,
               "");
    text_add(out, "\n");
}
