/* figure_ecdf.c - which share of people has been called within so many minutes. */
#include <math.h>

#include "cli/present/bilingual.h"
#include "cli/present/claims.h"
#include "cli/present/colour.h"
#include "cli/present/figure.h"
#include "cli/present/spell.h"

/* Plot area on the sheet, px; the right margin holds the names of the curves. */
enum { WIDTH = 760, BODY = 382, LEFT = 66, RIGHT = 606, ABOVE = 24, BELOW = 34 + FIGURE_SOURCE };

struct curve {
    const char *access, *name, *dashes;
    uint32_t colour;
    struct interval at_target; /* NaN: there is no such curve */
    double end_share;          /* at the end of the shown range */
    double label_y;
};

enum { CURVES = 2 };

static bool is_there(const struct curve *c)
{
    return !isnan(c->at_target.estimate);
}

static bool has_band(const struct curve *c)
{
    return !isnan(c->at_target.lo) && !isnan(c->at_target.hi);
}

static bool is_row_of(const struct figure_input *in, const struct curve *c, size_t row)
{
    const struct table *t = &in->tables->wait_ecdf;
    return lookup_is(t, row, "access", c->access) &&
           lookup_is(t, row, "site_code", in->found->whole.code) &&
           !lookup_is_missing(t, row, "share");
}

/* The minutes by which `share` is reached; the curve's end when it never is. */
static double minutes_to(const struct figure_input *in, const struct curve *c, double share)
{
    const struct table *t = &in->tables->wait_ecdf;
    double reached = (double)INFINITY, last = 0.0;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (!is_row_of(in, c, row))
            continue;
        double m = lookup_number(t, row, "minutes");
        last = fmax(last, m);
        if (lookup_number(t, row, "share") >= share)
            reached = fmin(reached, m);
    }
    return isinf(reached) ? last : reached;
}

/* Rows of the curve up to `most`; columns minutes, share or minutes, lo, hi. */
static void block(const struct figure_input *in, struct figure_sheet *s, const struct curve *c,
                  double most, bool is_band)
{
    const struct table *t = &in->tables->wait_ecdf;
    text_addf(&s->gp, "$%s%s << EOD\n", c->access, is_band ? "_band" : "");
    for (size_t row = 0; row < t->n_rows; row++) {
        double m = is_row_of(in, c, row) ? lookup_number(t, row, "minutes") : (double)INFINITY;
        if (m > most)
            continue;
        double lo = lookup_number(t, row, "lo"), hi = lookup_number(t, row, "hi");
        if (!is_band)
            FIGURE_ROW(s, m, lookup_number(t, row, "share"));
        else if (!isnan(lo) && !isnan(hi))
            FIGURE_ROW(s, m, fmax(lo, 0.0), fmin(hi, 1.0));
    }
    /* A table may end where nearly everybody has been called; the curve goes on. */
    if (c->end_share >= 0.999 && !is_band)
        FIGURE_ROW(s, most, c->end_share);
    text_add(&s->gp, "EOD\n");
}

static void blocks(const struct figure_input *in, struct figure_sheet *s,
                   const struct curve *curves, double most)
{
    for (int i = 0; i < CURVES; i++) {
        if (!is_there(&curves[i]))
            continue;
        block(in, s, &curves[i], most, false);
        if (has_band(&curves[i]))
            block(in, s, &curves[i], most, true);
        text_addf(&s->gp, "$%s_mark << EOD\n", curves[i].access);
        FIGURE_ROW(s, in->about->target_min, curves[i].at_target.estimate);
        text_add(&s->gp, "EOD\n");
    }
}

/* The share at the target beside its point. The upper curve's goes above and left, the
 * lower one's below and right: a rising curve leaves both free. */
static void mark(struct figure_sheet *s, const struct curve *c, double x, bool is_upper)
{
    double top = s->head + ABOVE, bottom = s->height - BELOW;
    double y = bottom - c->at_target.estimate * (bottom - top);
    struct text words;
    text_init(&words, s->gp.home);
    spell_percent(&words, s->japanese, c->at_target.estimate);
    if (is_upper)
        figure_say(s, x - 7.0, fmax(y - 13.0, top - 10.0), FIGURE_RIGHT, FIGURE_TEXT, c->colour,
                   &words);
    else
        figure_say(s, x + 8.0, fmin(y + 15.0, bottom - 9.0), FIGURE_LEFT, FIGURE_TEXT, c->colour,
                   &words);
}

/* Name, share at the target and its interval beside the end of the curve. */
static void name(struct figure_sheet *s, const struct curve *c, double target_min)
{
    struct text words;
    text_init(&words, s->gp.home);
    text_addf(&words, s->japanese ? "%g分以内 " : "%g min: ", target_min);
    spell_percent1(&words, s->japanese, c->at_target.estimate);
    figure_label(s, RIGHT + 12.0, c->label_y, FIGURE_LEFT, FIGURE_TEXT, c->colour, c->name);
    figure_say(s, RIGHT + 12.0, c->label_y + 18.0, FIGURE_LEFT, FIGURE_NOTE, c->colour, &words);
    if (!has_band(c))
        return;
    struct text range;
    text_init(&range, s->gp.home);
    spell_share_range(&range, c->at_target);
    figure_say(s, RIGHT + 12.0, c->label_y + 34.0, FIGURE_LEFT, FIGURE_SMALL, COLOUR_MUTED, &range);
}

static void describe(const struct figure_input *in, struct figure_sheet *s,
                     const struct curve *curves)
{
    claims_shares(&s->title, s->japanese, curves[0].at_target, curves[1].at_target,
                  in->about->target_min);
    bool ja = s->japanese, any = has_band(&curves[0]) || has_band(&curves[1]);
    bilingual_add(&s->note, ja, "Share of people called, ", "待ち時間の累積分布 ");
    spell_site(&s->note, s->japanese, in->found->whole.name);
    if (any)
        bilingual_add(&s->note, ja, ", bands: 95% interval. ", "、帯は95%区間。");
    else if (in->about->replications < 2)
        bilingual_add(&s->note, ja, ", one replication, so no interval. ",
                      "、反復1回のため区間なし。");
    else /* waits counted by month have no sections to tell how sure they are */
        bilingual_add(&s->note, ja, ", no intervals. ", "、区間なし。");
    claims_turned_away(&s->note, s->japanese, in->found->turned_away);
    bilingual_add(&s->note, ja, ", who are in no waiting time", "(待ち時間に含みません)");
    text_add(&s->alt, text_get(&s->title));
    bilingual_add(&s->alt, ja, ". ", "。");
    for (int i = 0; i < CURVES; i++) {
        if (!has_band(&curves[i]))
            continue;
        text_addf(&s->alt, ja ? "%sの95%%区間は" : "95%% interval, %s: ", curves[i].name);
        spell_share_range(&s->alt, curves[i].at_target);
        bilingual_add(&s->alt, ja, ". ", "。");
    }
    claims_turned_away(&s->alt, s->japanese, in->found->turned_away);
    bilingual_add(&s->alt, ja, ".", "。");
}

static void plot(struct figure_sheet *s, const struct curve *curves)
{
    const char *comma = "plot ";
    for (int i = 0; i < CURVES; i++) {
        if (!has_band(&curves[i]))
            continue;
        text_addf(&s->gp, "%s$%s_band using 1:2:3 with filledcurves lc rgb '#%06x' notitle", comma,
                  curves[i].access, (unsigned)colour_mix(COLOUR_WHITE, curves[i].colour, 0.2));
        comma = ", \\\n     ";
    }
    for (int i = 0; i < CURVES; i++) {
        if (!is_there(&curves[i]))
            continue;
        text_addf(&s->gp, "%s$%s using 1:2 with lines lw 2.2 lc rgb '#%06x' %s notitle", comma,
                  curves[i].access, (unsigned)curves[i].colour, curves[i].dashes);
        comma = ", \\\n     ";
        text_addf(&s->gp, "%s$%s_mark using 1:2 with points pt 7 ps 0.7 lc rgb '#%06x' notitle",
                  comma, curves[i].access, (unsigned)curves[i].colour);
    }
    text_add(&s->gp, "\n");
}

/* The shown range: until 99 % of every curve, at least half as long again as the target
 * and at most eight times as long, which keeps the target off the axis; whole steps. */
static double range_of(const struct figure_input *in, struct curve *curves, double *step)
{
    double most = in->about->target_min * 1.5;
    for (int i = 0; i < CURVES; i++)
        most = fmax(most, is_there(&curves[i]) ? minutes_to(in, &curves[i], 0.99) : 0.0);
    most = fmin(most, in->about->target_min * 8.0);
    *step = figure_minute_step(most, 7);
    most = ceil(most / *step - 1e-9) * *step;
    for (int i = 0; i < CURVES; i++)
        curves[i].end_share =
            findings_at(&in->tables->wait_ecdf, in->found->whole.code, curves[i].access, most)
                .estimate;
    return most;
}

/* Labels of both curves. The names are three lines high: kept apart and on the sheet. */
static void labels(const struct figure_input *in, struct figure_sheet *s, struct curve *curves,
                   double target_x)
{
    const double block_px = 60.0;
    double top = s->head + ABOVE, bottom = s->height - BELOW, least = top;
    int upper =
        !is_there(&curves[0]) || curves[1].at_target.estimate > curves[0].at_target.estimate;
    for (int k = 0; k < CURVES; k++) {
        struct curve *c = &curves[k == 0 ? upper : 1 - upper];
        if (!is_there(c))
            continue;
        c->label_y = fmax(bottom - c->end_share * (bottom - top), least);
        c->label_y = fmin(c->label_y, bottom - (2 - k) * block_px + 26.0);
        least = c->label_y + block_px;
        mark(s, c, target_x, k == 0);
        name(s, c, in->about->target_min);
    }
}

bool figure_ecdf_draw(const struct figure_input *in, struct figure_sheet *s)
{
    struct curve curves[CURVES] = {
        {.access = "booked",
         .name = bilingual_word(s->japanese, "booked", "予約"),
         .dashes = "",
         .colour = COLOUR_BLUE},
        {.access = "walk_in",
         .name = bilingual_word(s->japanese, "no booking", "予約なし"),
         .dashes = "dt (10,4)",
         .colour = COLOUR_VERMILION},
    };
    for (int i = 0; i < CURVES; i++)
        curves[i].at_target = findings_at(&in->tables->wait_ecdf, in->found->whole.code,
                                          curves[i].access, in->about->target_min);
    if (!is_there(&curves[0]) && !is_there(&curves[1]))
        return false;
    double step, most = range_of(in, curves, &step);
    describe(in, s, curves);
    figure_begin(s, "ecdf", WIDTH, BODY);
    double top = s->head + ABOVE, bottom = s->height - BELOW;
    double target_x = LEFT + (RIGHT - LEFT) * in->about->target_min / most;
    figure_area(s, LEFT, RIGHT, top, bottom);
    figure_line(s, target_x, top, target_x, bottom, FIGURE_DASHED, COLOUR_RULE);
    struct text target;
    text_init(&target, in->home);
    text_addf(&target, s->japanese ? "目標 %g分" : "target %g min", in->about->target_min);
    figure_say(s, target_x + 5.0, top - 10.0, FIGURE_LEFT, FIGURE_NOTE, COLOUR_MUTED, &target);
    labels(in, s, curves, target_x);
    figure_source(s, in->about);
    text_addf(&s->gp, "set xrange [0:%g]; set yrange [0:1]\n", most);
    figure_minute_tics(s, "x", step, most);
    text_add(&s->gp, "set ytics ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, "
                     "'100%%' 1)\nset style fill solid 1 noborder\n");
    blocks(in, s, curves, most);
    plot(s, curves);
    figure_end(s);
    return true;
}
