/* What a sweep shows on a terminal: what is varied, the values of all points, and their
 * differences to the first. At most 80 columns. */
#include <math.h>
#include <string.h>

#include "cli/phrase.h"
#include "cli/present/shown.h"
#include "cli/present/verdict.h"
#include "cli/sweep.h"
#include "sim/output/json.h"

enum { WIDTH = 79, NAME_LEAST = 11, NAME_MOST = 27, CELL_WIDTH = 13, OF_WIDTH = 24, COLUMNS = 8 };

/* What the tables have: the points' names, then some measures. */
struct layout {
    struct shown_column columns[COLUMNS];
    size_t measures[COLUMNS]; /* of column k, from 1 */
    size_t n;
};

static bool japanese(const struct sweep *s)
{
    return s->frame->japanese;
}

static const struct run_measure *measure_of(const struct sweep *s, size_t m)
{
    return &s->base.catalog.measures[s->measures[m].measure];
}

static const char *place_name(const struct sweep *s, size_t m)
{
    const struct run_place *p = &s->base.catalog.places[s->measures[m].place];
    return japanese(s) ? p->name : p->name_en;
}

static const char *heading_of(const struct sweep *s, size_t m)
{
    const struct run_key *key = s->measures[m].key;
    if (key != NULL && key->heading[0] != NULL)
        return key->heading[japanese(s)];
    return japanese(s) ? measure_of(s, m)->name_ja : measure_of(s, m)->name;
}

/* With --of all that was asked for, else what has a heading, as far as there is room. */
static void lay_out(const struct sweep *s, struct layout *l)
{
    bool is_of = s->frame->options.of != NULL;
    int name = NAME_LEAST, cell = is_of ? OF_WIDTH : CELL_WIDTH;
    for (size_t i = 0; i < s->n_points; i++)
        if (text_width(s->points[i].label) + 2 > name)
            name = text_width(s->points[i].label) + 2;
    name = name > NAME_MOST ? NAME_MOST : name;
    l->n = 0;
    l->columns[l->n++] = (struct shown_column){{"", ""}, name, SHOWN_NAME, NULL, 0};
    for (size_t m = 0; m < s->n_shown && l->n < COLUMNS; m++) {
        const struct run_key *key = s->measures[m].key;
        bool is_meant = is_of || (key != NULL && key->heading[0] != NULL);
        if (!is_meant || name + (int)l->n * cell > WIDTH)
            continue;
        l->columns[l->n] = (struct shown_column){
            {heading_of(s, m), heading_of(s, m)}, cell, SHOWN_NUMBER, NULL, s->measures[m].digits};
        l->measures[l->n++] = m;
    }
}

/* Decimals of a number whose interval is so wide: one more where it would read ±0.0. */
static int digits_for(int digits, double half)
{
    return half > 0 && half * pow(10, digits) < 0.5 ? digits + 1 : digits;
}

/* With its sign where it is a difference. */
static void add_number(bool is_signed, struct interval i, double scale, int digits,
                       struct text *out)
{
    double half = (i.hi - i.lo) / 2 * scale;
    digits = digits_for(digits, half);
    if (is_signed)
        text_addf(out, "%+.*f", digits, i.estimate * scale);
    else
        text_addf(out, "%.*f", digits, i.estimate * scale);
    if (!isnan(half))
        text_addf(out, "±%.*f", digits, half);
}

void sweep_add_value(const struct sweep *s, size_t point, size_t m, struct text *out)
{
    const struct sweep_item *item = &s->items[point * s->n_measures + m];
    const struct sweep_measure *of = &s->measures[m];
    if (!item->is_known) {
        text_add(out, "-");
        return;
    }
    add_number(false, item->value, of->is_share ? 100 : 1, of->digits, out);
    if (m == s->promise)
        text_add(out, verdict_glyph(verdict_of(item->value, s->points[point].target_share)));
}

void sweep_add_difference(const struct sweep *s, size_t point, size_t m, struct text *out)
{
    const struct sweep_item *item = &s->items[point * s->n_measures + m];
    const struct sweep_measure *of = &s->measures[m];
    if (!item->is_known || isnan(item->one.interval.estimate)) {
        text_add(out, "- ");
        return;
    }
    if (item->verdict == COMPARE_SAME) {
        text_add(out, "= ");
        return;
    }
    add_number(true, item->one.interval, of->is_share ? 100 : 1, of->digits, out);
    text_add(out, item->verdict == COMPARE_OPEN ? " " : "*");
}

typedef void add_cell(const struct sweep *s, size_t point, size_t m, struct text *out);

static void add_rows(const struct sweep *s, const struct layout *l, size_t from, add_cell *add,
                     struct text *out)
{
    shown_headings(l->columns, l->n, japanese(s), out);
    for (size_t i = from; i < s->n_points; i++) {
        shown_words(&l->columns[0], s->points[i].label, out);
        for (size_t k = 1; k < l->n; k++) {
            struct text cell;
            text_init(&cell, out->home);
            add(s, i, l->measures[k], &cell);
            shown_text(&l->columns[k], text_get(&cell), out);
        }
        text_add(out, "\n");
    }
}

/* File, points, replications, seed; then the settings, numbered as in the names of points. */
static void add_head(const struct sweep *s, struct text *out)
{
    struct text points, count, seed;
    text_init(&points, out->home);
    text_init(&count, out->home);
    text_init(&seed, out->home);
    text_addf(&points, "%zu", s->n_points);
    text_addf(&count, "%u", s->replications);
    text_addf(&seed, "%llu", (unsigned long long)s->base.run.seed);
    phrase_add(out, PHRASE_SWEEP_HEAD, japanese(s), s->base.named, text_get(&points),
               text_get(&count), text_get(&seed));
    text_add(out, "\n");
    phrase_add(out, PHRASE_SWEEP_AXES, japanese(s), "");
    text_add(out, ": ");
    for (size_t k = 0; k < s->n_axes; k++)
        text_addf(out, "%s%s", k > 0 ? ", " : "", s->axes[k].key);
    text_add(out, "\n\n");
}

static void add_best(const struct sweep *s, struct text *out)
{
    struct text names, count;
    size_t n = 0;
    text_init(&names, out->home);
    text_init(&count, out->home);
    if (s->best == NULL)
        return;
    for (size_t i = 0; i < s->n_points; i++)
        if (s->best[i].may_be_best)
            text_addf(&names, "%s%s", n++ > 0 ? " | " : "", s->points[i].label);
    text_addf(&count, "%zu", n);
    const char *name = measure_of(s, s->focus)->name;
    if (n == 1)
        phrase_add(out, PHRASE_SWEEP_BEST, japanese(s), name, text_get(&names));
    else
        phrase_add(out, PHRASE_SWEEP_MAY_BE_BEST, japanese(s), name, text_get(&count),
                   text_get(&names));
    text_add(out, "\n");
}

void sweep_print(const struct sweep *s, struct text *out)
{
    struct layout layout;
    struct text family;
    text_init(&family, out->home);
    text_addf(&family, "%zu", s->family);
    lay_out(s, &layout);
    add_head(s, out);
    phrase_add(out, PHRASE_SWEEP_VALUES, japanese(s), place_name(s, s->focus));
    text_add(out, "\n");
    add_rows(s, &layout, 0, sweep_add_value, out);
    text_add(out, "\n");
    if (s->n_points > 1) {
        phrase_add(out, PHRASE_SWEEP_DIFFERENCES, japanese(s), s->points[0].label);
        text_add(out, "\n");
        add_rows(s, &layout, 1, sweep_add_difference, out);
        text_add(out, "\n");
    }
    add_best(s, out);
    phrase_note(out, PHRASE_SWEEP_NOTE, japanese(s), text_get(&family));
    text_add(out, "\n");
}

static void add_json_points(const struct sweep *s, struct text *out)
{
    for (size_t i = 0; i < s->n_points; i++) {
        const struct sweep_point *p = &s->points[i];
        text_addf(out, "%s\n  {\"point\":%zu,\"label\":", i > 0 ? "," : "", i + 1);
        text_add_json(out, p->label);
        text_add(out, ",\"settings\":[");
        for (size_t k = 0; k < p->n_settings; k++) {
            text_add(out, k > 0 ? "," : "");
            text_add_json(out, p->settings[k]);
        }
        text_add(out, "]");
        if (s->best != NULL)
            text_addf(out, ",\"is_best\":%s,\"may_be_best\":%s",
                      s->best[i].is_best ? "true" : "false",
                      s->best[i].may_be_best ? "true" : "false");
        text_add(out, "}");
    }
}

void sweep_print_json(const struct sweep *s, struct text *out)
{
    text_add(out, "{\"scenario\":");
    text_add_json(out, s->base.named);
    text_addf(out, ",\"replications\":%u,\"seed\":\"%llu\",\"level\":%g,\"family\":%zu,",
              s->replications, (unsigned long long)s->base.run.seed, SWEEP_LEVEL, s->family);
    text_add(out, "\n\"best_by\":");
    text_add_json(out, measure_of(s, s->focus)->name);
    text_add(out, ",\n\"points\":[");
    add_json_points(s, out);
    text_add(out, "],\n\"sweep\":");
    json_print(&s->table, out);
    text_add(out, "}\n");
}
