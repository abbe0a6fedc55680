#include "cli/present/queue_figure.h"

#include <math.h>

#include "cli/present/bilingual.h"
#include "cli/present/colour.h"
#include "cli/present/lookup.h"
#include "cli/present/queue_claims.h"
#include "cli/present/spell.h"

/* Plot area on the sheet, px; the right margin holds the names of the curves. */
enum { WIDTH = 760, BODY = 360, LEFT = 66, RIGHT = 596, ABOVE = 24, BELOW = 34, BLOCK = 60 };
enum { CURVES = 3, NAME_COLUMNS = 19, TARGETS_SHOWN = 8 };

/* The lowest first. */
struct chosen {
    const struct queue_facts_use *uses[CURVES];
    size_t n;
};

static const uint32_t colours[CURVES] = {COLOUR_VERMILION, COLOUR_BLUE, COLOUR_INK};
static const char *const dashes[CURVES] = {"dt (10,4)", "", "dt (3,3)"};

static struct chosen choose(const struct queue_facts *f)
{
    struct chosen c = {.n = 0};
    if (f->n_uses == 1 && f->whole.verdict != VERDICT_NONE)
        c.uses[c.n++] = &f->whole;
    for (size_t i = 0; i < f->n_uses && f->n_uses > 1; i++) {
        const struct queue_facts_use *use = &f->uses[i];
        size_t at = c.n;
        if (use->verdict == VERDICT_NONE)
            continue;
        while (at > 0 && use->share.estimate < c.uses[at - 1]->share.estimate)
            at--;
        if (at == CURVES)
            continue;
        c.n += c.n < CURVES;
        for (size_t k = c.n - 1; k > at; k--)
            c.uses[k] = c.uses[k - 1];
        c.uses[at] = use;
    }
    return c;
}

/* The minutes by which the share is reached. */
static double minutes_to(const struct table *t, const char *use, double share)
{
    double last = 0;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (!lookup_is(t, row, "use", use))
            continue;
        last = lookup_number(t, row, "wait_min");
        if (lookup_number(t, row, "share") >= share)
            return last;
    }
    return last;
}

/* The range shown: until 99 % of every curve, between one and a half and eight targets. */
static double range_of(const struct queue_facts *f, const struct chosen *c, double *step)
{
    double most = f->about->target_min * 1.5;
    for (size_t i = 0; i < c->n && i < CURVES; i++)
        most = fmax(most, minutes_to(&f->tables->wait_ecdf, c->uses[i]->key, 0.99));
    most = fmin(most, fmax(f->about->target_min, 1.0) * TARGETS_SHOWN);
    *step = figure_minute_step(most, 7);
    return ceil(most / *step - 1e-9) * *step;
}

static void block(const struct queue_facts *f, struct figure_sheet *s,
                  const struct queue_facts_use *use, size_t i, double most)
{
    const struct table *t = &f->tables->wait_ecdf;
    double share = 0;
    text_addf(&s->gp, "$use%zu << EOD\n", i);
    for (size_t row = 0; row < t->n_rows; row++) {
        if (!lookup_is(t, row, "use", use->key) || lookup_number(t, row, "wait_min") > most)
            continue;
        share = lookup_number(t, row, "share");
        FIGURE_ROW(s, lookup_number(t, row, "wait_min"), share);
    }
    FIGURE_ROW(s, most, share);
    text_addf(&s->gp, "EOD\n$mark%zu << EOD\n", i);
    FIGURE_ROW(s, f->about->target_min, use->share.estimate);
    text_add(&s->gp, "EOD\n");
}

/* A name may be long: as much of it as there is room for. */
static void cut(const char *name, struct text *out)
{
    int width = 0;
    const char *p = name, *from = name;
    if (text_width(name) <= NAME_COLUMNS) {
        text_add(out, name);
        return;
    }
    for (uint32_t c; (c = text_next(&p)) != 0; from = p) {
        width += text_width_of(c);
        if (width > NAME_COLUMNS - 2)
            break;
        text_add_bytes(out, from, (size_t)(p - from));
    }
    text_add(out, "…");
}

/* Beside the end of the curves, the highest share on top. */
static void label(const struct queue_facts *f, struct figure_sheet *s,
                  const struct queue_facts_use *use, size_t i, double y)
{
    struct text name, words, range;
    text_init(&name, s->gp.home);
    text_init(&words, s->gp.home);
    text_init(&range, s->gp.home);
    cut(use->name, &name);
    text_addf(&words, s->japanese ? "%g分以内 " : "%g min: ", f->about->target_min);
    spell_percent1(&words, s->japanese, use->share.estimate);
    spell_share_range(&range, use->share);
    figure_say(s, RIGHT + 12.0, y, FIGURE_LEFT, FIGURE_TEXT, colours[i], &name);
    figure_say(s, RIGHT + 12.0, y + 18.0, FIGURE_LEFT, FIGURE_NOTE, colours[i], &words);
    if (range.length > 0)
        figure_say(s, RIGHT + 12.0, y + 34.0, FIGURE_LEFT, FIGURE_SMALL, COLOUR_MUTED, &range);
}

static void describe(const struct queue_facts *f, struct figure_sheet *s, const struct chosen *c)
{
    bool ja = s->japanese;
    queue_claims_shares(&s->title, ja, f, c->uses, c->n);
    bilingual_add(&s->note, ja, "Share of people called", "待ち時間の累積分布");
    if (f->n_uses > c->n)
        bilingual_add(&s->note, ja, ", the uses with the lowest share", "(割合の低い用件)");
    text_addf(&s->note, ja ? " 反復%u回。" : ", replications: %u. ",
              (unsigned)f->about->replications);
    queue_claims_not_served(&s->note, ja, f);
    text_add(&s->alt, text_get(&s->title));
    bilingual_add(&s->alt, ja, ". ", "。");
    queue_claims_not_served(&s->alt, ja, f);
    bilingual_add(&s->alt, ja, ".", "。");
}

static void plot(struct figure_sheet *s, const struct chosen *c)
{
    for (size_t i = 0; i < c->n && i < CURVES; i++) {
        text_addf(&s->gp, "%s$use%zu using 1:2 with lines lw 2.2 lc rgb '#%06x' %s notitle",
                  i == 0 ? "plot " : ", \\\n     ", i, (unsigned)colours[i], dashes[i]);
        text_addf(&s->gp,
                  ", \\\n     $mark%zu using 1:2 with points pt 7 ps 0.7 lc rgb '#%06x' notitle", i,
                  (unsigned)colours[i]);
    }
    text_add(&s->gp, "\n");
}

bool queue_figure_draw(const struct queue_facts *f, struct figure_sheet *s)
{
    struct chosen c = choose(f);
    double step, most;
    if (c.n == 0)
        return false;
    most = range_of(f, &c, &step);
    describe(f, s, &c);
    figure_begin(s, "ecdf", WIDTH, BODY);
    double top = s->head + ABOVE, bottom = s->height - BELOW;
    double x = LEFT + (RIGHT - LEFT) * f->about->target_min / most;
    figure_area(s, LEFT, RIGHT, top, bottom);
    figure_line(s, x, top, x, bottom, FIGURE_DASHED, COLOUR_RULE);
    struct text target;
    text_init(&target, s->gp.home);
    text_addf(&target, s->japanese ? "目標 %g分" : "target %g min", f->about->target_min);
    figure_say(s, x + 5.0, top - 10.0, FIGURE_LEFT, FIGURE_NOTE, COLOUR_MUTED, &target);
    for (size_t i = 0; i < c.n && i < CURVES; i++)
        label(f, s, c.uses[i], i, top + (double)(c.n - 1 - i) * BLOCK);
    text_addf(&s->gp, "set xrange [0:%g]; set yrange [0:1]\n", most);
    figure_minute_tics(s, "x", step, most);
    text_add(&s->gp, "set ytics ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, "
                     "'100%%' 1)\n");
    for (size_t i = 0; i < c.n && i < CURVES; i++)
        block(f, s, c.uses[i], i, most);
    plot(s, &c);
    figure_end(s);
    return true;
}

bool queue_figure_write(const struct queue_facts *f, const char *plots, struct arena *home,
                        struct figures *list, struct err *e)
{
    struct figure_sheet s;
    *list = (struct figures){0};
    if (!figures_begin(plots, home, e))
        return false;
    figure_init(&s, f->about->japanese, home);
    return !queue_figure_draw(f, &s) || figures_put(plots, &s, list, home, e);
}
