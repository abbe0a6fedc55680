/* What samples of all assumptions show on a terminal. At most 80 columns. */
#include <math.h>
#include <string.h>

#include "cli/latin.h"
#include "cli/phrase.h"
#include "cli/present/shown.h"
#include "sim/output/json.h"

enum { SHOWN = 12, LEFT_SHOWN = 8, BAR = 24 };

static const struct shown_column columns[] = {
    {{"", ""}, 32, SHOWN_NAME, NULL, 0},
    {{"", ""}, 10, SHOWN_NUMBER, NULL, 0},
};

static const struct sweep *sweep_of(const struct latin *l)
{
    return l->tornado->sweep;
}

static bool japanese(const struct latin *l)
{
    return sweep_of(l)->frame->japanese;
}

static const struct run_measure *measure_of(const struct sweep *s, size_t m)
{
    return &s->base.catalog.measures[s->measures[m].measure];
}

/* A number as a text of its own. */
static const char *number(struct arena *home, double x, int digits)
{
    struct text t;
    text_init(&t, home);
    text_addf(&t, "%.*f", digits, x);
    return text_get(&t);
}

static const char *count(struct arena *home, size_t n)
{
    return number(home, (double)n, 0);
}

static void add_head(const struct latin *l, struct text *out)
{
    const struct sweep *s = sweep_of(l);
    phrase_add(out, PHRASE_LATIN_HEAD, japanese(l), s->base.named,
               count(out->home, l->tornado->n_swept), count(out->home, s->n_points),
               count(out->home, s->replications));
    text_add(out, "\n");
    if (l->refused > 0) {
        phrase_add(out, PHRASE_LATIN_REFUSED, japanese(l), count(out->home, l->refused));
        text_add(out, "\n");
    }
    text_add(out, "\n");
}

/* "city share_within_target (%): mean 91.0, 90 % of the samples from 80.1 to 97.0" */
static void add_spread(const struct latin *l, size_t m, struct text *out)
{
    const struct sweep *s = sweep_of(l);
    const struct run_place *p = &s->base.catalog.places[s->measures[m].place];
    struct interval i = latin_spread(l, m);
    double scale = s->measures[m].is_share ? 100 : 1;
    int digits = s->measures[m].digits;
    struct text name;
    if (isnan(i.estimate))
        return;
    text_init(&name, out->home);
    text_addf(&name, "%s %s (%s)", japanese(l) ? p->name : p->name_en, measure_of(s, m)->name,
              s->measures[m].is_share ? "%" : measure_of(s, m)->unit);
    phrase_add(out, PHRASE_LATIN_SPREAD, japanese(l), text_get(&name),
               number(out->home, i.estimate * scale, digits),
               number(out->home, i.lo * scale, digits), number(out->home, i.hi * scale, digits));
    text_add(out, "\n");
}

static void add_met(const struct latin *l, struct text *out)
{
    struct text between;
    if (l->judged == 0)
        return;
    text_init(&between, out->home);
    text_addf(&between, "%.0f-%.0f", 100 * l->met.lo, 100 * l->met.hi);
    phrase_add(out, PHRASE_LATIN_MET, japanese(l), count(out->home, l->n_met),
               count(out->home, l->judged), number(out->home, 100 * l->met.estimate, 0),
               text_get(&between));
    text_add(out, "\n");
}

/* What more data, or more runs, could take away: only where two standard errors show it. */
static enum phrase worth_more(const struct split *s, double replications)
{
    double d = s->input - s->noise / replications;
    double error = hypot(s->input_error, s->noise_error / replications);
    if (d > 2 * error)
        return PHRASE_LATIN_DATA;
    return d < -2 * error ? PHRASE_LATIN_RUNS : PHRASE_LATIN_EITHER;
}

/* How much of the variance comes from the inputs, with its standard error (delta method). */
static const char *input_share(const struct latin *l, struct arena *home)
{
    const struct split *s = &l->split;
    double input = fmax(s->input, 0), all = input + s->noise;
    double error = hypot(s->noise * s->input_error, input * s->noise_error) / (all * all);
    struct text t;
    text_init(&t, home);
    text_addf(&t, japanese(l) ? "%.0f%%(標準誤差 %.0f)" : "%.0f %% (standard error %.0f)",
              100 * input / all, 100 * error);
    return text_get(&t);
}

static void add_split(const struct latin *l, struct text *out)
{
    const struct sweep *s = sweep_of(l);
    const struct split *split = &l->split;
    if (isnan(split->input)) {
        phrase_add(out, PHRASE_LATIN_UNSPLIT, japanese(l), "");
        text_add(out, "\n");
        return;
    }
    uint32_t replications = s->base.run.said.replications;
    double scale = s->measures[s->focus].is_share ? 100 : 1;
    int digits = s->measures[s->focus].digits + 1;
    if (split->input <= 0 && split->noise <= 0)
        return;
    phrase_add(out, PHRASE_LATIN_SPLIT, japanese(l), measure_of(s, s->focus)->name,
               input_share(l, out->home),
               number(out->home, scale * sqrt(fmax(split->input, 0)), digits),
               number(out->home, scale * sqrt(split->noise), digits));
    text_add(out, "\n");
    phrase_note(out, worth_more(split, replications), japanese(l), count(out->home, replications));
    text_add(out, "\n");
}

static void add_ranks(const struct latin *l, struct text *out)
{
    const struct sweep *s = sweep_of(l);
    const struct tornado *t = l->tornado;
    if (s->n_points < 3)
        return;
    double bound = split_rank_bound(s->n_points, t->n_swept, SWEEP_LEVEL);
    text_add(out, "\n");
    phrase_add(out, PHRASE_LATIN_RANKS, japanese(l), measure_of(s, s->focus)->name,
               number(out->home, bound, 2));
    text_add(out, "\n");
    for (size_t i = 0; i < t->n_swept && i < SHOWN; i++) {
        double r = l->rank[l->order[i]];
        struct text cell;
        text_init(&cell, out->home);
        text_addf(&cell, "%+.2f%s", r, fabs(r) > bound ? "*" : " ");
        shown_words(&columns[0], t->all[t->swept[l->order[i]]].path, out);
        shown_text(&columns[1], text_get(&cell), out);
        text_add(out, "  ");
        for (int k = 0; k < (int)lround(fabs(r) * BAR); k++)
            text_add(out, r > 0 ? "+" : "-");
        text_add(out, "\n");
    }
    text_add(out, "\n");
}

void latin_print(const struct latin *l, struct text *out)
{
    const struct sweep *s = sweep_of(l);
    if (s->n_points == 0) {
        phrase_add(out, PHRASE_TORNADO_NOTHING, japanese(l), "");
        text_add(out, "\n");
        return;
    }
    add_head(l, out);
    for (size_t m = 0; m < s->n_shown; m++)
        add_spread(l, m, out);
    add_met(l, out);
    add_split(l, out);
    add_ranks(l, out);
    tornado_add_left(l->tornado, LEFT_SHOWN, out);
    phrase_note(out, PHRASE_LATIN_NOTE, japanese(l), "");
    text_add(out, "\n");
}

/* A number, or null where there is none. */
static void add_json_number(const char *name, double x, struct text *out)
{
    if (isfinite(x))
        text_addf(out, "\"%s\":%.10g", name, x);
    else
        text_addf(out, "\"%s\":null", name);
}

static void add_json_ranks(const struct latin *l, struct text *out)
{
    const struct tornado *t = l->tornado;
    for (size_t i = 0; i < t->n_swept; i++) {
        const struct assumption *a = &t->all[t->swept[l->order[i]]];
        text_add(out, i > 0 ? ",\n  {\"setting\":" : "\n  {\"setting\":");
        text_add_json(out, a->path);
        text_add(out, ",\"range\":");
        text_add_json(out, a->range);
        text_addf(out, ",\"low\":%.10g,\"high\":%.10g,\"unit\":", a->low, a->high);
        text_add_json(out, a->unit);
        text_addf(out, ",\"rank_correlation\":%.4f}", l->rank[l->order[i]]);
    }
}

static void add_json_left(const struct latin *l, struct text *out)
{
    const struct tornado *t = l->tornado;
    size_t n = 0;
    for (size_t i = 0; i < t->n_all; i++) {
        const struct assumption *a = &t->all[i];
        if (a->why == ASSUMPTION_READ)
            continue;
        text_add(out, n++ > 0 ? ",\n  {\"setting\":" : "\n  {\"setting\":");
        text_add_json(out, a->path);
        text_addf(out, ",\"why\":\"%s\"}", assumption_why_key(a->why));
    }
}

void latin_print_json(const struct latin *l, struct text *out)
{
    const struct sweep *s = sweep_of(l);
    struct interval spread = latin_spread(l, s->focus);
    text_add(out, "{\"scenario\":");
    text_add_json(out, s->base.named);
    text_addf(out, ",\"replications\":%u,\"seed\":\"%llu\",\"samples\":%zu,\"refused\":%zu,",
              s->replications, (unsigned long long)s->base.run.seed, s->n_points, l->refused);
    text_add(out, "\n\"measure\":");
    text_add_json(out, measure_of(s, s->focus)->name);
    text_add(out, ",\"spread\":{");
    add_json_number("mean", spread.estimate, out);
    text_add(out, ",");
    add_json_number("p05", spread.lo, out);
    text_add(out, ",");
    add_json_number("p95", spread.hi, out);
    text_addf(out, "},\n\"promise\":{\"met\":%zu,\"of\":%zu,", l->n_met, l->judged);
    add_json_number("ci_lo", l->met.lo, out);
    text_add(out, ",");
    add_json_number("ci_hi", l->met.hi, out);
    text_add(out, "},\n\"variance\":{");
    add_json_number("input", l->split.input, out);
    text_add(out, ",");
    add_json_number("input_error", l->split.input_error, out);
    text_add(out, ",");
    add_json_number("noise", l->split.noise, out);
    text_add(out, ",");
    add_json_number("noise_error", l->split.noise_error, out);
    text_add(out, "},\n\"assumptions\":[");
    add_json_ranks(l, out);
    text_add(out, "],\n\"not_tried\":[");
    add_json_left(l, out);
    text_add(out, "],\n\"table\":");
    json_print(&l->table, out);
    text_add(out, "}\n");
}
