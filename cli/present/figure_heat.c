/* figure_heat.c - weekday by half hour: when nine of ten people wait how long. */
#include <math.h>

#include "cli/present/bilingual.h"
#include "cli/present/claims.h"
#include "cli/present/colour.h"
#include "cli/present/figure.h"
#include "cli/present/letters.h"
#include "cli/present/spell.h"
#include "sim/base/arena.h"

/* px */
enum { WIDTH = 760, LEFT = 40, RIGHT = 738, ABOVE = 8, CELL = 38, BELOW = 34 + FIGURE_SOURCE };
enum { COLUMNS_MAX = 48, ROWS = 6 };

/* Start of each column in seconds after midnight, rising; the last end closes the axis. */
struct axis {
    int32_t start[COLUMNS_MAX];
    int columns;
    int32_t end;
};

static bool is_row_of(const struct figure_input *in, size_t row, enum civil_weekday *w)
{
    const struct table *t = &in->tables->wait_halfhour;
    return lookup_is(t, row, "access", "all") &&
           lookup_is(t, row, "site_code", in->found->whole.code) &&
           findings_weekday(lookup_text(t, row, "weekday"), w) && *w <= CIVIL_SAT;
}

/* Keeps start[] sorted and free of doubles. */
static void add_column(struct axis *a, int32_t start, int32_t end)
{
    int at = a->columns;
    a->end = end > a->end ? end : a->end;
    for (int i = 0; i < a->columns; i++) {
        if (a->start[i] == start)
            return;
    }
    if (a->columns == COLUMNS_MAX)
        return;
    for (; at > 0 && a->start[at - 1] > start; at--)
        a->start[at] = a->start[at - 1];
    a->start[at] = start;
    a->columns++;
}

static int column_of(const struct axis *a, int32_t start)
{
    for (int i = 0; i < a->columns; i++) {
        if (a->start[i] == start)
            return i;
    }
    return -1;
}

static double cell_px(const struct axis *a)
{
    return (double)(RIGHT - LEFT) / a->columns;
}

/* Darkest at one and a half times the target, so that colours mean the same in every run. */
static uint32_t fill_of(double p90_min, double target_min)
{
    return colour_of_wait(p90_min / (1.5 * target_min));
}

/* What stands in a cell. A half hour that is open but saw nobody is a dash. */
static void add_number(struct text *out, double p90_min)
{
    if (isnan(p90_min))
        text_add(out, "–");
    else if (p90_min >= SPELL_LONGEST_MIN)
        text_addf(out, ">%dh", SPELL_LONGEST_MIN / 60);
    else
        text_addf(out, "%d", (int)ceil(p90_min - 1e-9));
}

/* How the numbers fit into the cells, all alike: in the usual font, a smaller one, or upright. */
struct writing {
    enum figure_font font;
    bool is_upright;
};

static struct writing writing_for(const struct figure_input *in, const struct axis *a)
{
    const struct table *t = &in->tables->wait_halfhour;
    struct writing writing = {FIGURE_TEXT, false};
    double widest = 0.0;
    enum civil_weekday w;
    for (size_t row = 0; row < t->n_rows; row++) {
        struct text number;
        text_init(&number, in->home);
        if (!is_row_of(in, row, &w))
            continue;
        add_number(&number, lookup_number(t, row, "wait_p90_min"));
        widest = fmax(widest, letters_width(text_get(&number), 1.0));
    }
    double room = cell_px(a) - 4.0;
    if (widest * figure_font_px(FIGURE_TEXT) > room)
        writing.font = FIGURE_SMALL;
    writing.is_upright = widest * figure_font_px(writing.font) > room;
    return writing;
}

/* The cells' boxes as a data block and their numbers as labels. A closed half hour is left
 * white. */
static void cells(const struct figure_input *in, struct figure_sheet *s, const struct axis *a)
{
    const struct table *t = &in->tables->wait_halfhour;
    const struct writing writing = writing_for(in, a);
    double width = cell_px(a), top = s->head + ABOVE;
    struct text block, number;
    enum civil_weekday w;
    text_init(&block, in->home);
    for (size_t row = 0; row < t->n_rows; row++) {
        int c = is_row_of(in, row, &w) ? column_of(a, lookup_int(t, row, "half_hour_start")) : -1;
        if (c < 0)
            continue;
        double x = LEFT + width * c, y = top + CELL * (double)w;
        double p90 = lookup_number(t, row, "wait_p90_min");
        uint32_t fill = isnan(p90) ? COLOUR_WHITE : fill_of(p90, in->about->target_min);
        text_init(&number, in->home);
        add_number(&number, p90);
        (writing.is_upright ? figure_say_upright : figure_say)(
            s, x + width / 2.0, y + CELL / 2.0, FIGURE_CENTER, writing.font,
            isnan(p90) ? COLOUR_MUTED : colour_readable(COLOUR_INK, fill), &number);
        text_addf(&block, "%.2f %.2f %.2f %.2f %.2f %.2f %u\n", x, y, x + 1.0, x + width - 1.0,
                  y + 1.0, y + CELL - 1.0, (unsigned)fill);
    }
    text_add(&s->gp, "$cells << EOD\n");
    figure_add(s, &block);
    text_add(&s->gp, "EOD\n");
}

/* A time at each full hour's left edge, at the first edge and at the last. */
static void times(struct figure_sheet *s, const struct axis *a)
{
    double y = s->head + ABOVE + CELL * (double)ROWS;
    double last_x = -100.0;
    for (int i = 0; i <= a->columns; i++) {
        int32_t at = i < a->columns ? a->start[i] : a->end;
        double x = LEFT + cell_px(a) * i;
        if ((i > 0 && i < a->columns && at % 3600 != 0) || x - last_x < 36.0)
            continue;
        struct text words;
        text_init(&words, s->gp.home);
        spell_clock_digits(&words, at);
        figure_say(s, x, y + 16.0, FIGURE_CENTER, FIGURE_SMALL, COLOUR_INK, &words);
        last_x = x;
    }
}

static void describe(const struct figure_input *in, struct figure_sheet *s)
{
    struct findings_cell worst = findings_worst_cell(
        &in->tables->wait_halfhour, in->found->whole.code, in->about->target_share);
    claims_worst_cell(&s->title, s->japanese, &worst);
    bool ja = s->japanese;
    bilingual_add(&s->note, ja, "Waits by weekday and half hour, ", "曜日×時間帯の待ち時間 ");
    spell_site(&s->note, s->japanese, in->found->whole.name);
    bilingual_add(&s->note, ja,
                  ". Nine of ten people are called within so many minutes. By the time of coming, "
                  "closed half hours are empty. ",
                  "。数字(分)以内に10人中9人が呼ばれる。来た時刻で分け、閉庁の時間は空白。");
    claims_turned_away(&s->note, s->japanese, in->found->turned_away);
    bilingual_add(&s->note, ja, ". ", "。");
    figure_add_basis(&s->note, ja, in->about);
    bilingual_add(&s->alt, ja, "Waits by weekday and half hour. ", "曜日と時間帯ごとの待ち時間。");
    text_add(&s->alt, text_get(&s->title));
    text_addf(&s->alt,
              ja ? "。%zuの時間帯のうち目標達成は%zu、未達は%zu。"
                 : ". Of %zu half hours the target is met in %zu, missed in %zu. ",
              worst.n_cells, worst.n_met, worst.n_missed);
    claims_turned_away(&s->alt, s->japanese, in->found->turned_away);
    bilingual_add(&s->alt, ja, ".", "。");
}

bool figure_heat_draw(const struct figure_input *in, struct figure_sheet *s)
{
    const struct table *t = &in->tables->wait_halfhour;
    struct axis a = {0};
    enum civil_weekday w;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (is_row_of(in, row, &w))
            add_column(&a, lookup_int(t, row, "half_hour_start"),
                       lookup_int(t, row, "half_hour_end"));
    }
    if (a.columns == 0)
        return false;
    describe(in, s);
    figure_begin(s, "heat", WIDTH, ABOVE + CELL * (double)ROWS + BELOW);
    figure_area_in_pixels(s);
    for (int i = 0; i < ROWS; i++)
        figure_label(s, s->japanese ? LEFT - 14.0 : LEFT - 18.0, s->head + ABOVE + CELL * (i + 0.5),
                     FIGURE_CENTER, s->japanese ? FIGURE_TEXT : FIGURE_SMALL, COLOUR_INK,
                     spell_weekday(s->japanese, (enum civil_weekday)i));
    times(s, &a);
    figure_source(s, in->about);
    cells(in, s, &a);
    text_add(&s->gp, "set style fill solid 1 noborder\n"
                     "plot $cells using 1:2:3:4:5:6:7 with boxxyerror lc rgb variable notitle\n");
    figure_end(s);
    return true;
}
