/* figure_days.c - waits and people turned away, day by day, one above the other. */
#include <math.h>

#include "cli/present/bilingual.h"
#include "cli/present/claims.h"
#include "cli/present/colour.h"
#include "cli/present/figure.h"
#include "cli/present/letters.h"
#include "cli/present/spell.h"

/* Plot areas on the sheet, px. */
enum {
    WIDTH = 760,
    LEFT = 68,
    RIGHT = 688,
    ABOVE = 12,
    WAITS = 268, /* height of the panel of waits       */
    GAP = 34,    /* between the panels: room for a name */
    TURNED = 64, /* height of the panel of turned away  */
    BELOW = 32 + FIGURE_SOURCE,
    BODY = ABOVE + WAITS + GAP + TURNED + BELOW,
    ARROW_PX = 54,     /* longest arrow to the marked day */
    DAILY_TO = 9,      /* days; up to so many each has a tic */
    MONTHLY_FROM = 120 /* days; beyond, tics stand at months instead of weeks */
};

struct span {
    civil_day from, to;
    bool is_surge;
};

/* A run without a surge shows its whole period. */
static struct span span_of(const struct tables_about *about)
{
    if (about->surge_to > about->surge_from)
        return (struct span){about->surge_from, about->surge_to, true};
    return (struct span){about->from_day, about->to_day, false};
}

static bool is_row_of(const struct figure_input *in, struct span span, size_t row)
{
    const struct table *t = &in->tables->wait_daily;
    civil_day day = lookup_int(t, row, "date");
    return day >= span.from && day <= span.to && lookup_is(t, row, "access", "all") &&
           lookup_is(t, row, "site_code", in->found->whole.code);
}

/* Largest value of a column in the span, 0 when there is none. */
static double most_of(const struct figure_input *in, struct span span, const char *column)
{
    double most = 0.0;
    for (size_t row = 0; row < in->tables->wait_daily.n_rows; row++) {
        if (is_row_of(in, span, row))
            most = fmax(most, lookup_number(&in->tables->wait_daily, row, column));
    }
    return most;
}

/* Rows x, y, left, right, low, high of a bar from column low to column high. */
static void bars(const struct figure_input *in, struct figure_sheet *s, struct span span,
                 const char *block, const char *low, const char *high)
{
    const struct table *t = &in->tables->wait_daily;
    text_addf(&s->gp, "$%s << EOD\n", block);
    for (size_t row = 0; row < t->n_rows; row++) {
        if (!is_row_of(in, span, row))
            continue;
        double x = lookup_int(t, row, "date") - span.from;
        double from = low != NULL ? lookup_number(t, row, low) : 0.0;
        double to = lookup_number(t, row, high);
        if (!isnan(from) && !isnan(to))
            FIGURE_ROW(s, x, from, x - 0.42, x + 0.42, from, to);
    }
    text_add(&s->gp, "EOD\n");
}

/* Rows x, y, dx, dy of the median's stroke. */
static void medians(const struct figure_input *in, struct figure_sheet *s, struct span span)
{
    const struct table *t = &in->tables->wait_daily;
    text_add(&s->gp, "$median << EOD\n");
    for (size_t row = 0; row < t->n_rows; row++) {
        double y =
            is_row_of(in, span, row) ? lookup_number(t, row, "wait_p50_min") : LOOKUP_UNKNOWN;
        if (!isnan(y))
            FIGURE_ROW(s, lookup_int(t, row, "date") - span.from - 0.42, y, 0.84, 0.0);
    }
    text_add(&s->gp, "EOD\n");
}

/* 7/27, 27 Jul */
static void add_day(struct figure_sheet *s, struct civil_date d)
{
    if (s->japanese)
        text_addf(&s->gp, "%d/%d", (int)d.month, (int)d.day);
    else
        text_addf(&s->gp, "%d %s", (int)d.day, spell_month_name(false, (int)d.month));
}

/* Every day of a short span, Mondays every one or two weeks, or the first of each month; only the
 * lower panel has labels. */
static void date_tics(struct figure_sheet *s, struct span span, bool is_named)
{
    int days = span.to - span.from + 1;
    const char *comma = "";
    text_add(&s->gp, "set xtics (");
    for (civil_day day = span.from; day <= span.to; day++) {
        struct civil_date d = civil_to_date(day);
        bool is_monday = civil_weekday_of(day) == CIVIL_MON;
        bool is_week = days <= 42 || (day + 3) / 7 % 2 == (span.from + 9) / 7 % 2;
        if (days > MONTHLY_FROM ? d.day != 1 : days > DAILY_TO && !(is_monday && is_week))
            continue;
        text_addf(&s->gp, "%s'", comma);
        if (is_named && days > MONTHLY_FROM)
            text_add(&s->gp, spell_month_name(s->japanese, (int)d.month));
        else if (is_named)
            add_day(s, d);
        text_addf(&s->gp, "' %d", (int)(day - span.from));
        comma = ", ";
    }
    text_add(&s->gp, ")\n");
}

static double day_px(struct span span, civil_day day)
{
    double days = span.to - span.from + 2.0;
    return LEFT + (RIGHT - LEFT) * (day - span.from + 1.0) / days;
}

/* The marked day: words above all bars, on the side with more room, and an arrow down to
 * the bar of that day. */
static void mark_day(const struct figure_input *in, struct figure_sheet *s, struct span span,
                     double most_minutes)
{
    const struct tables_about *about = in->about;
    const struct table *t = &in->tables->wait_daily;
    if (about->surge_day == 0 || about->surge_day < span.from || about->surge_day > span.to)
        return;
    double top = s->head + ABOVE, x = day_px(span, about->surge_day), height = 0.0;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (is_row_of(in, span, row) && lookup_int(t, row, "date") == about->surge_day)
            height = fmax(0.0, lookup_number(t, row, "wait_p95_min"));
    }
    bool is_left = x < (LEFT + RIGHT) / 2.0;
    double tip = top + WAITS * (1.0 - height / most_minutes) - 3.0;
    figure_line(s, x, top + 6.0, x, fmin(fmax(tip, top + 16.0), top + ARROW_PX), FIGURE_HEAD,
                COLOUR_VERMILION);
    struct text words;
    text_init(&words, in->home);
    letters_shorten(&words, about->surge_label != NULL ? about->surge_label : "",
                    figure_font_px(FIGURE_NOTE), (is_left ? WIDTH - x : x - LEFT) - 12.0);
    figure_say(s, x + (is_left ? 8.0 : -8.0), top + 6.0, is_left ? FIGURE_LEFT : FIGURE_RIGHT,
               FIGURE_NOTE, COLOUR_VERMILION, &words);
}

/* Turns the answer for these days into title, note and description. */
static void describe(const struct figure_input *in, struct figure_sheet *s, struct span span)
{
    struct findings_day worst =
        findings_worst_day(&in->tables->wait_daily, in->found->whole.code, span.from, span.to);
    bool ja = s->japanese;
    claims_worst_day(&s->title, s->japanese, &worst);
    spell_site(&s->note, s->japanese, in->found->whole.name);
    bilingual_add(&s->note, ja, ", ", " ");
    spell_period(&s->note, ja, span.from, span.to);
    bilingual_add(&s->note, ja,
                  ". Light bar: 5–95%, dark bar: 25–75%, line: median. Bar below: people turned "
                  "away (mean per day). Empty: closed",
                  "。薄い棒=5〜95%、濃い棒=25〜75%、線=中央値、"
                  "下の棒=断った人(1日平均)。空白は閉庁日");
    bilingual_add(&s->note, ja, ". ", "。");
    figure_add_basis(&s->note, ja, in->about);
    bilingual_add(&s->alt, ja, "Waits by day. ", "日別の待ち時間。");
    text_add(&s->alt, text_get(&s->title));
    bilingual_add(&s->alt, ja,
                  ". Turned away on these days together: ", "。この図の期間に断った人は合わせて");
    spell_people(&s->alt, s->japanese, worst.total_turned_away);
    bilingual_add(&s->alt, ja, ".", "。");
    if (span.is_surge && in->found->met_from != 0) {
        bilingual_add(&s->alt, ja, " ", "");
        claims_met_from(&s->alt, s->japanese, in->found);
        bilingual_add(&s->alt, ja, ".", "。");
    }
}

/* Beside the end of its line; in English on two lines, for there is not more room. */
static void name_target(struct figure_sheet *s, double target, double y)
{
    struct text words;
    text_init(&words, s->gp.home);
    text_addf(&words, s->japanese ? "目標 %g分" : "%g min", target);
    figure_say(s, RIGHT + 5.0, s->japanese ? y : y + 8.0, FIGURE_LEFT, FIGURE_NOTE, COLOUR_INK,
               &words);
    if (!s->japanese)
        figure_label(s, RIGHT + 5.0, y - 8.0, FIGURE_LEFT, FIGURE_NOTE, COLOUR_INK, "target");
}

static void waits(const struct figure_input *in, struct figure_sheet *s, struct span span)
{
    double target = in->about->target_min, top = s->head + ABOVE;
    double most = fmax(most_of(in, span, "wait_p95_min") * 1.1, target * 1.3);
    double step = figure_minute_step(most, 6);
    double target_y = top + WAITS * (1.0 - target / most);
    figure_area(s, LEFT, RIGHT, top, top + WAITS);
    figure_line(s, LEFT, target_y, RIGHT, target_y, FIGURE_DASHED, COLOUR_INK);
    name_target(s, target, target_y);
    mark_day(in, s, span, most);
    text_addf(&s->gp, "set xrange [-1:%d]; set yrange [0:%.4f]\n", (int)(span.to - span.from + 1),
              most);
    figure_minute_tics(s, "y", step, most);
    date_tics(s, span, false);
    text_add(&s->gp, "set style fill solid 1 noborder\n");
    bars(in, s, span, "light", "wait_p05_min", "wait_p95_min");
    bars(in, s, span, "dark", "wait_p25_min", "wait_p75_min");
    medians(in, s, span);
    text_add(&s->gp,
             "plot $light using 1:2:3:4:5:6 with boxxyerror lc rgb '#cfe2f0' notitle, \\\n"
             "     $dark using 1:2:3:4:5:6 with boxxyerror lc rgb '#7fb5d8' notitle, \\\n"
             "     $median using 1:2:3:4 with vectors nohead lc rgb '#0b4f7d' lw 2.2 notitle\n");
}

static const char *turned_away_name(bool japanese, bool is_anybody)
{
    if (is_anybody)
        return bilingual_word(japanese, "People turned away (mean per day)", "断った人(1日平均)");
    return bilingual_word(japanese, "People turned away (mean per day): none in the period",
                          "断った人(1日平均):期間中 0人");
}

static void turned_away(const struct figure_input *in, struct figure_sheet *s, struct span span)
{
    double top = s->head + ABOVE + WAITS + GAP, most = most_of(in, span, "turned_away");
    figure_clear(s);
    figure_source(s, in->about);
    figure_area(s, LEFT, RIGHT, top, top + TURNED);
    figure_label(s, LEFT, top - 10.0, FIGURE_LEFT, FIGURE_NOTE, COLOUR_VERMILION,
                 turned_away_name(s->japanese, most > 0.0));
    most = fmax(most * 1.05, 1.0);
    text_addf(&s->gp, "set yrange [0:%.4f]\n", most);
    figure_people_tics(s, "y", figure_count_step(most), most);
    date_tics(s, span, true);
    bars(in, s, span, "turned", NULL, "turned_away");
    text_addf(&s->gp, "plot $turned using 1:2:3:4:5:6 with boxxyerror lc rgb '#%06x' notitle\n",
              (unsigned)COLOUR_VERMILION);
}

bool figure_days_draw(const struct figure_input *in, struct figure_sheet *s)
{
    struct span span = span_of(in->about);
    bool has_rows = false;
    for (size_t row = 0; row < in->tables->wait_daily.n_rows && !has_rows; row++)
        has_rows = is_row_of(in, span, row) &&
                   !lookup_is_missing(&in->tables->wait_daily, row, "wait_p90_min");
    if (!has_rows)
        return false;
    describe(in, s, span);
    figure_begin(s, "days", WIDTH, BODY);
    text_add(&s->gp, "set multiplot\n");
    waits(in, s, span);
    turned_away(in, s, span);
    text_add(&s->gp, "unset multiplot\n");
    figure_end(s);
    return true;
}
