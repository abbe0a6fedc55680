/* What a comparison shows on a terminal: changed settings first, then differences with their
 * intervals, then only what the intervals support. At most 80 columns. */
#include <math.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/phrase.h"
#include "cli/present/shown.h"
#include "sim/output/json.h"

enum {
    GAIN_TOLD = 2,
    COLUMNS_MAX = 8,
    CHANGES_SHOWN = 12,
    NAME_WIDTH = 13,
    CELL_WIDTH = 13,
    MEASURE_WIDTH = 29
};

static const struct trial *baseline(const struct compare *c)
{
    return &c->trials[0];
}

static bool japanese(const struct compare *c)
{
    return c->frame->japanese;
}

static const char *place_name(const struct compare *c, size_t place)
{
    const struct run_place *p = &baseline(c)->catalog.places[place];
    return japanese(c) ? p->name : p->name_en;
}

static bool is_share(const struct compare *c, const struct compare_item *item)
{
    return strcmp(baseline(c)->catalog.measures[item->measure].unit, "1") == 0;
}

/* Decimals of a number whose interval is so wide: one more where it would read ±0.0. */
static int digits_for(int digits, double half)
{
    return half > 0 && half * pow(10, digits) < 0.5 ? digits + 1 : digits;
}

/* Of points in a sentence: as many as show half of the interval, one to four. */
static int digits_of_points(double half)
{
    int digits = 1;
    while (digits < 4 && half > 0 && half * pow(10, digits) < 0.5)
        digits++;
    return digits;
}

/* +1.2±0.3*, in points where it is a share. */
static void add_difference(const struct compare *c, const struct compare_item *item, int digits,
                           struct text *out)
{
    double scale = is_share(c, item) ? 100 : 1;
    struct interval d = item->one.interval;
    if (item->verdict == COMPARE_SAME) {
        text_add(out, "= ");
        return;
    }
    double half = (d.hi - d.lo) / 2 * scale;
    digits = digits_for(digits, half);
    text_addf(out, "%+.*f", digits, d.estimate * scale);
    if (!isnan(half))
        text_addf(out, "±%.*f", digits, half);
    bool is_shown = item->verdict != COMPARE_OPEN && item->verdict != COMPARE_NONE;
    text_add(out, is_shown ? "*" : " ");
}

static void add_changes(const struct compare *c, size_t policy, struct text *out)
{
    size_t shown = 0, n = 0;
    for (size_t i = 0; i < c->n_changes[policy]; i++) {
        const struct flat_change *change = &c->changes[policy][i];
        if (strcmp(change->path, "id") == 0 || strcmp(change->path, "title") == 0)
            continue;
        n++;
        if (shown == CHANGES_SHOWN)
            continue;
        shown++;
        text_addf(out, "  %s: %s → %s\n", change->path, change->a != NULL ? change->a : "-",
                  change->b != NULL ? change->b : "-");
    }
    struct text rest;
    text_init(&rest, out->home);
    text_addf(&rest, "%zu", n - shown);
    if (n > shown)
        phrase_add(out, PHRASE_COMPARE_MORE, japanese(c), text_get(&rest));
    if (n == 0)
        phrase_add(out, PHRASE_COMPARE_NO_CHANGE, japanese(c), "");
    text_add(out, n > shown || n == 0 ? "\n" : "");
}

static size_t set_columns(const struct compare *c, struct shown_column *columns)
{
    const struct run_model *m = baseline(c)->run.model;
    size_t n = 0;
    columns[n++] = (struct shown_column){{"", ""}, NAME_WIDTH, SHOWN_NAME, NULL, 0};
    for (size_t i = 0; i < m->n_keys && n < COLUMNS_MAX; i++)
        if (m->keys[i].heading[0] != NULL)
            columns[n++] = (struct shown_column){{m->keys[i].heading[0], m->keys[i].heading[1]},
                                                 CELL_WIDTH,
                                                 SHOWN_NUMBER,
                                                 m->keys[i].name,
                                                 m->keys[i].digits};
    return n;
}

static void add_place(const struct compare *c, size_t policy, size_t place,
                      const struct shown_column *columns, size_t n, struct text *out)
{
    shown_words(&columns[0], place_name(c, place), out);
    for (size_t k = 1; k < n; k++) {
        struct text cell;
        text_init(&cell, out->home);
        const struct compare_item *item = compare_find(c, policy, place, columns[k].metric);
        if (item != NULL)
            add_difference(c, item, columns[k].digits, &cell);
        else
            text_add(&cell, "- ");
        shown_text(&columns[k], text_get(&cell), out);
    }
    text_add(out, "\n");
}

static bool is_all(const struct run_place *p)
{
    return p->access[0] == '\0' || strcmp(p->access, "all") == 0;
}

static void add_places(const struct compare *c, size_t policy, struct text *out)
{
    struct shown_column columns[COLUMNS_MAX];
    const struct run_catalog *all = &baseline(c)->catalog;
    size_t n = set_columns(c, columns);
    shown_headings(columns, n, japanese(c), out);
    for (size_t place = 0; place < all->n_places; place++)
        if (is_all(&all->places[place]))
            add_place(c, policy, place, columns, n, out);
}

/* Everything over the whole, before and after: name, a, b, difference. */
static void add_whole(const struct compare *c, size_t policy, struct text *out)
{
    static const struct shown_column columns[] = {
        {{"over the whole", "全体"}, MEASURE_WIDTH, SHOWN_NAME, NULL, 0},
        {{"baseline", "基準"}, CELL_WIDTH, SHOWN_NUMBER, NULL, 0},
        {{"policy", "比べる条件"}, CELL_WIDTH, SHOWN_NUMBER, NULL, 0},
        {{"difference", "差"}, CELL_WIDTH + 8, SHOWN_NUMBER, NULL, 0},
    };
    const struct run_model *m = baseline(c)->run.model;
    shown_headings(columns, COUNT_OF(columns), japanese(c), out);
    for (size_t i = 0; i < m->n_keys; i++) {
        const struct compare_item *item = compare_find(c, policy, 0, m->keys[i].name);
        if (item == NULL)
            continue;
        const struct run_measure *measure = &baseline(c)->catalog.measures[item->measure];
        double scale = is_share(c, item) ? 100 : 1;
        struct text cell[3], name;
        text_init(&name, out->home);
        text_addf(&name, "%s (%s)", measure->name, is_share(c, item) ? "%" : measure->unit);
        shown_words(&columns[0], text_get(&name), out);
        for (int k = 0; k < 3; k++)
            text_init(&cell[k], out->home);
        text_addf(&cell[0], "%.*f", m->keys[i].digits, item->a.estimate * scale);
        text_addf(&cell[1], "%.*f", m->keys[i].digits, item->b.estimate * scale);
        add_difference(c, item, m->keys[i].digits, &cell[2]);
        for (int k = 0; k < 3; k++)
            shown_text(&columns[k + 1], text_get(&cell[k]), out);
        text_add(out, "\n");
    }
}

/* Is the item one of those a sentence tells of: a place of its own, both ways of coming? */
static bool is_told(const struct compare *c, const struct compare_item *item,
                    const struct run_key *key, enum compare_verdict v)
{
    const struct run_catalog *all = &baseline(c)->catalog;
    return item != NULL && item->verdict == v && key->heading[0] != NULL &&
           is_all(&all->places[item->place]) && item->place > 0;
}

/* "青葉 -17.9±2.2": the interval is the one that holds together with all others. */
static void add_told(const struct compare *c, const struct compare_item *item, int digits,
                     struct text *out)
{
    struct interval d = item->all.interval;
    double scale = is_share(c, item) ? 100 : 1, half = (d.hi - d.lo) / 2 * scale;
    digits = digits_for(digits, half);
    text_addf(out, "%s %+.*f±%.*f", place_name(c, item->place), digits, d.estimate * scale, digits,
              half);
}

static void add_claim(const struct compare *c, size_t policy, const struct run_key *key,
                      enum compare_verdict v, struct text *out)
{
    enum { TOLD = 3 };
    struct text places, count;
    size_t n = 0;
    text_init(&places, out->home);
    text_init(&count, out->home);
    for (size_t place = 1; place < baseline(c)->catalog.n_places; place++) {
        const struct compare_item *item = compare_find(c, policy, place, key->name);
        if (!is_told(c, item, key, v) || n++ >= TOLD)
            continue;
        text_add(&places, n > 1 ? (japanese(c) ? "、" : ", ") : "");
        add_told(c, item, key->digits, &places);
    }
    text_add(&places, n > TOLD ? (japanese(c) ? " ほか" : ", ...") : "");
    text_addf(&count, "%zu", n);
    if (n == 0)
        return;
    text_add(out, "  ");
    phrase_add(out, v == COMPARE_BETTER ? PHRASE_COMPARE_BETTER : PHRASE_COMPARE_WORSE, japanese(c),
               key->name, text_get(&count), text_get(&places));
    text_add(out, "\n");
}

/* Who gains and who loses: only what holds for all differences at once. */
static void add_claims(const struct compare *c, size_t policy, struct text *out)
{
    const struct run_model *m = baseline(c)->run.model;
    for (size_t i = 0; i < m->n_keys; i++) {
        add_claim(c, policy, &m->keys[i], COMPARE_BETTER, out);
        add_claim(c, policy, &m->keys[i], COMPARE_WORSE, out);
    }
}

/* What is worse over the whole where the promise is kept better, or the other way round. */
static void add_price(const struct compare *c, size_t policy, enum compare_verdict promise,
                      struct text *out)
{
    const struct run_model *m = baseline(c)->run.model;
    enum compare_verdict other = promise == COMPARE_BETTER ? COMPARE_WORSE : COMPARE_BETTER;
    struct text list, line;
    size_t n = 0;
    text_init(&list, out->home);
    for (size_t i = 0; i < m->n_keys; i++) {
        const struct compare_item *item = compare_find(c, policy, 0, m->keys[i].name);
        if (item == NULL || item->verdict != other)
            continue;
        struct interval d = item->all.interval;
        double scale = is_share(c, item) ? 100 : 1, half = (d.hi - d.lo) / 2 * scale;
        int digits = digits_for(m->keys[i].digits, half);
        text_addf(&list, "%s%s %+.*f±%.*f", n++ > 0 ? (japanese(c) ? "、" : ", ") : "",
                  m->keys[i].name, digits, d.estimate * scale, digits, half);
    }
    if (n == 0)
        return;
    text_init(&line, out->home);
    phrase_add(&line, promise == COMPARE_BETTER ? PHRASE_COMPARE_PRICE : PHRASE_COMPARE_RETURN,
               japanese(c), text_get(&list));
    shown_wrapped(text_get(&line), out);
    text_add(out, "\n");
}

/* For the whole: the promise, in one sentence. */
static void add_verdict(const struct compare *c, size_t policy, struct text *out)
{
    const struct compare_item *item =
        compare_find(c, policy, 0, baseline(c)->run.model->promise_measure);
    static const enum phrase phrases[] = {
        [COMPARE_OPEN] = PHRASE_COMPARE_OPEN,    [COMPARE_BETTER] = PHRASE_COMPARE_GAIN,
        [COMPARE_WORSE] = PHRASE_COMPARE_LOSS,   [COMPARE_SAME] = PHRASE_COMPARE_SAME,
        [COMPARE_CHANGED] = PHRASE_COMPARE_OPEN, [COMPARE_NONE] = PHRASE_COMPARE_OPEN,
    };
    if (item == NULL)
        return;
    struct interval d = item->all.interval;
    struct text points, lo, hi, gain;
    text_init(&points, out->home);
    text_init(&lo, out->home);
    text_init(&hi, out->home);
    text_init(&gain, out->home);
    int digits = digits_of_points(100 * (d.hi - d.lo) / 2);
    text_addf(&points, "%.*f", digits, 100 * fabs(d.estimate));
    text_addf(&lo, "%.*f", digits, 100 * fmin(fabs(d.lo), fabs(d.hi)));
    text_addf(&hi, "%.*f", digits, 100 * fmax(fabs(d.lo), fabs(d.hi)));
    phrase_note(out, phrases[item->verdict], japanese(c), text_get(&points), text_get(&lo),
                text_get(&hi));
    text_add(out, "\n");
    if (item->verdict == COMPARE_BETTER || item->verdict == COMPARE_WORSE)
        add_price(c, policy, item->verdict, out);
    if (!isfinite(item->one.gain) || item->one.gain < GAIN_TOLD)
        return;
    text_addf(&gain, "%.0f", item->one.gain);
    phrase_note(out, PHRASE_COMPARE_NUMBERS, japanese(c), text_get(&gain));
    text_add(out, "\n");
}

static void add_best(const struct compare *c, struct text *out)
{
    struct text names;
    size_t n = 0;
    text_init(&names, out->home);
    for (size_t i = 0; i < c->n_trials; i++)
        if (c->best[i].may_be_best)
            text_addf(&names, "%s%s", n++ > 0 ? ", " : "", c->trials[i].named);
    phrase_add(out, n == 1 ? PHRASE_COMPARE_BEST : PHRASE_COMPARE_MAY_BE_BEST, japanese(c),
               text_get(&names));
    text_add(out, "\n");
}

void compare_print(const struct compare *c, struct text *out)
{
    struct text count, seed, family;
    text_init(&count, out->home);
    text_init(&seed, out->home);
    text_init(&family, out->home);
    text_addf(&count, "%u", c->replications);
    text_addf(&seed, "%llu", (unsigned long long)baseline(c)->run.seed);
    text_addf(&family, "%zu", c->family);
    phrase_add(out, PHRASE_COMPARE_HEAD, japanese(c), baseline(c)->named, text_get(&count),
               text_get(&seed));
    text_add(out, "\n");
    for (size_t policy = 1; policy < c->n_trials; policy++) {
        text_add(out, "\n");
        phrase_add(out, PHRASE_COMPARE_POLICY, japanese(c), c->trials[policy].named);
        text_add(out, "\n");
        add_changes(c, policy, out);
        text_add(out, "\n");
        add_places(c, policy, out);
        text_add(out, "\n");
        add_whole(c, policy, out);
        text_add(out, "\n");
        add_verdict(c, policy, out);
        add_claims(c, policy, out);
    }
    if (c->n_trials > 2) {
        text_add(out, "\n");
        add_best(c, out);
    }
    phrase_note(out, PHRASE_COMPARE_NOTE, japanese(c), text_get(&family));
    text_add(out, "\n");
}

static void add_json_changes(const struct compare *c, size_t policy, struct text *out)
{
    for (size_t i = 0; i < c->n_changes[policy]; i++) {
        const struct flat_change *change = &c->changes[policy][i];
        text_add(out, i > 0 ? ",\n    {\"path\":" : "\n    {\"path\":");
        text_add_json(out, change->path);
        text_add(out, ",\"baseline\":");
        text_add_json(out, change->a != NULL ? change->a : "");
        text_add(out, ",\"policy\":");
        text_add_json(out, change->b != NULL ? change->b : "");
        text_add(out, "}");
    }
}

void compare_print_json(const struct compare *c, struct text *out)
{
    text_add(out, "{\"baseline\":");
    text_add_json(out, baseline(c)->named);
    text_addf(out, ",\"replications\":%u,\"seed\":\"%llu\",\"level\":%g,\"family\":%zu,",
              c->replications, (unsigned long long)baseline(c)->run.seed, COMPARE_LEVEL, c->family);
    text_add(out, "\n\"changed\":[");
    for (size_t policy = 1; policy < c->n_trials; policy++) {
        text_add(out, policy > 1 ? ",\n  {\"policy\":" : "\n  {\"policy\":");
        text_add_json(out, c->trials[policy].named);
        text_add(out, ",\"settings\":[");
        add_json_changes(c, policy, out);
        text_add(out, "]}");
    }
    text_add(out, "],\n\"best\":[");
    for (size_t i = 0; i < c->n_trials; i++) {
        text_add(out, i > 0 ? ",\n  {\"policy\":" : "\n  {\"policy\":");
        text_add_json(out, c->trials[i].named);
        text_addf(out, ",\"is_best\":%s,\"may_be_best\":%s}", c->best[i].is_best ? "true" : "false",
                  c->best[i].may_be_best ? "true" : "false");
    }
    text_add(out, "],\n\"difference\":");
    json_print(&c->table, out);
    text_add(out, "}\n");
}
