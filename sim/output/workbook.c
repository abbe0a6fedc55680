#include "sim/output/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"
#include "sim/base/text.h"
#include "sim/output/archive.h"
#include "sim/output/cell.h"
#include "sim/output/outfile.h"

enum {
    FORMATS_MAX = 128,
    WIDTH_LEAST = 7,
    WIDTH_MOST = 44,
    FACT_NAME_WIDTH = 24,
    HEADING_WIDTH = 15, /* that a heading asks for at most; it is broken */
    HEADER_HEIGHT = 48,
    CHART_WIDTH = 720,
    CHART_HEIGHT = 440,
    BAR_HEIGHT = 18,  /* px, so that the name of each is readable */
    BESIDE_BARS = 90, /* px of title and axis */
    ROW_HEIGHT = 20,  /* px of the sheet's rows */
    CHART_COLUMNS = 12,
    DAY_S = 86400,
    HEADER_FILL = 0xe8eef3,
    PLAIN = -1 /* neither fill nor ink */
};

struct format {
    char number[24];
    int64_t fill, ink;
    lxw_format *made;
};

struct writer {
    lxw_workbook *book;
    lxw_worksheet *sheet, *charts;
    size_t n_charts;
    lxw_row_t charts_row, charts_next; /* where the present two stand, and the two after them */
    const struct workbook_sheet *now;
    lxw_row_t head; /* row of the header */
    struct format formats[FORMATS_MAX];
    size_t n_formats;
    lxw_format *header, *fact;
    struct arena *home;
    lxw_error failed;
};

static void note(struct writer *w, lxw_error error)
{
    if (w->failed == LXW_NO_ERROR)
        w->failed = error;
}

/* ---- formats ---- */

static lxw_format *format_of(struct writer *w, const char *number, int64_t fill, int64_t ink)
{
    for (size_t i = 0; i < w->n_formats; i++) {
        const struct format *f = &w->formats[i];
        if (strcmp(f->number, number) == 0 && f->fill == fill && f->ink == ink)
            return f->made;
    }
    BUG_IF(w->n_formats == FORMATS_MAX || strlen(number) >= sizeof w->formats[0].number);
    struct format *f = &w->formats[w->n_formats++];
    memcpy(f->number, number, strlen(number) + 1);
    f->fill = fill;
    f->ink = ink;
    f->made = workbook_add_format(w->book);
    if (number[0] != '\0')
        format_set_num_format(f->made, number);
    format_set_align(f->made, LXW_ALIGN_VERTICAL_TOP);
    if (fill != PLAIN) {
        format_set_bg_color(f->made, (lxw_color_t)fill);
        format_set_font_color(f->made, (lxw_color_t)ink);
    }
    return f->made;
}

/* #,##0.00 or, of a share, 0.0%: a per cent has two decimals less. */
static const char *number_format(const struct table_column *c)
{
    static const char *const plain[] = {"#,##0",      "#,##0.0",     "#,##0.00",    "#,##0.000",
                                        "#,##0.0000", "#,##0.00000", "#,##0.000000"};
    static const char *const share[] = {"0%", "0%", "0%", "0.0%", "0.00%", "0.000%", "0.0000%"};
    size_t digits = c->digits < 0 ? 0 : (size_t)c->digits;
    bool is_share = c->unit != NULL && strcmp(c->unit, "1") == 0;
    switch (c->kind) {
    case TABLE_COUNT:
        return "#,##0";
    case TABLE_REAL:
        digits = digits < COUNT_OF(plain) ? digits : COUNT_OF(plain) - 1;
        return is_share ? share[digits] : plain[digits];
    case TABLE_DATE:
        return "yyyy-mm-dd";
    case TABLE_CLOCK:
        return "h:mm";
    case TABLE_TEXT:
    case TABLE_ROUND:
    case TABLE_FLAG:
        break;
    }
    return "";
}

/* ---- cells ---- */

static bool is_painted(const struct workbook_paint *p, const struct table *t, size_t row)
{
    size_t column = table_column_index(t, p->by);
    const struct table_cell *cell = &table_row(t, row)[column];
    if (cell_is_missing(&t->columns[column], cell))
        return false;
    return p->text != NULL ? strcmp(cell->text, p->text) == 0 : cell->count == p->count;
}

static lxw_format *format_at(struct writer *w, size_t row, size_t column)
{
    const struct table *t = w->now->table;
    const char *number = number_format(&t->columns[column]);
    for (size_t i = 0; i < w->now->n_paints; i++) {
        const struct workbook_paint *p = &w->now->paints[i];
        if (strcmp(p->column, t->columns[column].name) == 0 && is_painted(p, t, row))
            return format_of(w, number, p->fill, p->ink);
    }
    return format_of(w, number, PLAIN, PLAIN);
}

/* Days since the last day of 1899, as spreadsheets count from March 1900 on. */
static double serial_of(int64_t day)
{
    return (double)(day - civil_from_date(1970, 1, 1) + 25569);
}

static void write_cell(struct writer *w, size_t row, size_t column)
{
    const struct table *t = w->now->table;
    const struct table_cell *cell = &table_row(t, row)[column];
    lxw_row_t r = w->head + 1 + (lxw_row_t)row;
    lxw_col_t c = (lxw_col_t)column;
    if (cell_is_missing(&t->columns[column], cell))
        return;
    lxw_format *f = format_at(w, row, column);
    switch (t->columns[column].kind) {
    case TABLE_TEXT:
        note(w, worksheet_write_string(w->sheet, r, c, cell->text, f));
        break;
    case TABLE_COUNT:
        note(w, worksheet_write_number(w->sheet, r, c, (double)cell->count, f));
        break;
    case TABLE_REAL:
    case TABLE_ROUND:
        note(w, worksheet_write_number(w->sheet, r, c, cell->real, f));
        break;
    case TABLE_FLAG:
        note(w, worksheet_write_boolean(w->sheet, r, c, cell->flag, f));
        break;
    case TABLE_DATE:
        note(w, worksheet_write_number(w->sheet, r, c, serial_of(cell->count), f));
        break;
    case TABLE_CLOCK:
        note(w, worksheet_write_number(w->sheet, r, c, (double)cell->count / DAY_S, f));
        break;
    }
}

/* ---- columns ---- */

/* 待ち90%点 over wait_p90_min */
static void write_heading(struct writer *w, size_t column)
{
    const struct table_column *c = &w->now->table->columns[column];
    struct text both;
    text_init(&both, w->home);
    if (c->name_ja != NULL && c->name_ja[0] != '\0' && strcmp(c->name_ja, c->name) != 0)
        text_addf(&both, "%s\n", c->name_ja);
    text_add(&both, c->name);
    note(w,
         worksheet_write_string(w->sheet, w->head, (lxw_col_t)column, text_get(&both), w->header));
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Wide enough for the heading and for all cells, within reason. */
static int width_of(const struct writer *w, size_t column)
{
    const struct table *t = w->now->table;
    const struct table_column *c = &t->columns[column];
    int width = larger(WIDTH_LEAST, text_width(c->name) + 2);
    if (c->name_ja != NULL)
        width = larger(width, text_width(c->name_ja) + 3);
    width = width < HEADING_WIDTH ? width : HEADING_WIDTH;
    for (size_t row = 0; row < t->n_rows; row++) {
        struct text cell;
        text_init(&cell, w->home);
        cell_print(c, &table_row(t, row)[column], &cell);
        width = larger(width, text_width(text_get(&cell)) + 2);
        if (width >= WIDTH_MOST)
            return WIDTH_MOST;
    }
    return width;
}

static void set_columns(struct writer *w)
{
    const struct table *t = w->now->table;
    struct arena *all = w->home;
    for (size_t i = 0; i < t->n_columns; i++) {
        w->home = arena_new(0); /* of this column's cells */
        int width = w->home != NULL ? width_of(w, i) : WIDTH_LEAST;
        arena_free(w->home);
        w->home = all;
        if (i == 0 && w->now->n_facts > 0)
            width = larger(width, FACT_NAME_WIDTH);
        note(w, worksheet_set_column(w->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL));
        write_heading(w, i);
    }
}

/* ---- charts ---- */

static lxw_chart *new_chart(struct writer *w, enum workbook_kind kind)
{
    uint8_t type = kind == WORKBOOK_BARS      ? LXW_CHART_BAR
                   : kind == WORKBOOK_COLUMNS ? LXW_CHART_COLUMN
                                              : LXW_CHART_LINE;
    return workbook_add_chart(w->book, type);
}

static void add_series(struct writer *w, lxw_chart *chart, const struct workbook_chart *c,
                       const struct workbook_series *s)
{
    const struct table *t = w->now->table;
    BUG_IF(s->from > s->to || s->to >= t->n_rows);
    lxw_row_t from = w->head + 1 + (lxw_row_t)s->from, to = w->head + 1 + (lxw_row_t)s->to;
    lxw_col_t x = (lxw_col_t)table_column_index(t, c->categories);
    lxw_col_t y = (lxw_col_t)table_column_index(t, s->values);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, w->now->name, from, x, to, x);
    chart_series_set_values(series, w->now->name, from, y, to, y);
    chart_series_set_name(series, s->name);
}

/* Days and times of day as such; every name of a bar. */
static void set_categories(const struct writer *w, lxw_chart_axis *axis,
                           const struct workbook_chart *c)
{
    const struct table *t = w->now->table;
    enum table_kind kind = t->columns[table_column_index(t, c->categories)].kind;
    if (kind == TABLE_DATE)
        chart_axis_set_num_format(axis, "m/d");
    if (kind == TABLE_CLOCK)
        chart_axis_set_num_format(axis, "h:mm");
    if (c->kind == WORKBOOK_BARS)
        chart_axis_set_interval_unit(axis, 1);
}

/* In pixels: many bars need a high chart. */
static int height_of(const struct workbook_chart *c)
{
    bool has_bars = c->kind == WORKBOOK_BARS && c->n_series > 0;
    size_t bars = has_bars ? c->series[0].to - c->series[0].from + 1 : 0;
    return larger(CHART_HEIGHT, BESIDE_BARS + BAR_HEIGHT * (int)bars);
}

/* Two beside each other. */
static void place_chart(struct writer *w, lxw_chart *chart, int height)
{
    lxw_chart_options size = {.x_scale = CHART_WIDTH / 480.0, .y_scale = height / 288.0};
    if (w->n_charts % 2 == 0)
        w->charts_row = w->charts_next;
    lxw_row_t end = w->charts_row + (lxw_row_t)(height / ROW_HEIGHT + 1);
    w->charts_next = end > w->charts_next ? end : w->charts_next;
    lxw_col_t column = (lxw_col_t)(w->n_charts % 2 * CHART_COLUMNS);
    note(w, worksheet_insert_chart_opt(w->charts, w->charts_row, column, chart, &size));
    w->n_charts++;
}

static void add_chart(struct writer *w, size_t nth)
{
    const struct workbook_chart *c = &w->now->charts[nth];
    lxw_chart *chart = new_chart(w, c->kind);
    for (size_t i = 0; i < c->n_series; i++)
        add_series(w, chart, c, &c->series[i]);
    chart_title_set_name(chart, c->title);
    /* Of bars the library calls the axis of categories y. */
    bool lies = c->kind == WORKBOOK_BARS;
    lxw_chart_axis *across = lies ? chart->y_axis : chart->x_axis;
    lxw_chart_axis *along = lies ? chart->x_axis : chart->y_axis;
    chart_axis_set_name(across, c->x);
    chart_axis_set_name(along, c->y);
    chart_axis_set_num_format(along, c->format);
    chart_axis_set_min(along, 0);
    if (strcmp(c->format, "0%") == 0)
        chart_axis_set_max(along, 1);
    set_categories(w, across, c);
    if (lies)
        chart_axis_set_reverse(across); /* the first row at the top */
    if (c->n_series == 1)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    place_chart(w, chart, height_of(c));
}

/* ---- sheets ---- */

static void write_facts(struct writer *w)
{
    for (size_t i = 0; i < w->now->n_facts; i++) {
        const struct workbook_fact *f = &w->now->facts[i];
        note(w, worksheet_write_string(w->sheet, (lxw_row_t)i, 0, f->name, w->fact));
        note(w, worksheet_write_string(w->sheet, (lxw_row_t)i, 1, f->value, NULL));
    }
}

static void set_page(struct writer *w, lxw_worksheet *sheet, const char *footer)
{
    struct text words;
    text_init(&words, w->home);
    text_addf(&words, "&L%s&C&A&R&P / &N", footer);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    note(w, worksheet_set_footer(sheet, text_get(&words)));
}

/* The second sheet. */
static void open_charts(struct writer *w, const struct workbook *b)
{
    w->charts = workbook_add_worksheet(w->book, b->charts);
    if (w->charts == NULL) {
        note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    worksheet_gridlines(w->charts, LXW_HIDE_ALL_GRIDLINES);
    set_page(w, w->charts, b->footer);
    worksheet_set_portrait(w->charts);
    worksheet_fit_to_pages(w->charts, 1, 1);
}

static void write_sheet(struct writer *w, const struct workbook_sheet *s, const char *footer)
{
    const struct table *t = s->table;
    BUG_IF(t->n_rows > WORKBOOK_ROWS_MAX || text_count(s->name) > WORKBOOK_NAME_MAX);
    w->now = s;
    w->head = s->n_facts > 0 ? (lxw_row_t)s->n_facts + 1 : 0;
    w->sheet = workbook_add_worksheet(w->book, s->name);
    if (w->sheet == NULL) {
        note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    lxw_row_t last = w->head + (lxw_row_t)t->n_rows;
    lxw_col_t right = (lxw_col_t)(t->n_columns - 1);
    char range[32] = "A1";
    write_facts(w);
    note(w, worksheet_set_row(w->sheet, w->head, HEADER_HEIGHT, NULL));
    set_columns(w);
    for (size_t row = 0; row < t->n_rows; row++)
        for (size_t column = 0; column < t->n_columns; column++)
            write_cell(w, row, column);
    if (t->n_rows > 0)
        note(w, worksheet_autofilter(w->sheet, w->head, 0, last, right));
    if (s->n_facts == 0)
        worksheet_freeze_panes(w->sheet, w->head + 1, (lxw_col_t)s->n_frozen);
    lxw_rowcol_to_range(range, 0, 0, last, right);
    note(w, worksheet_ignore_errors(w->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
    note(w, worksheet_repeat_rows(w->sheet, w->head, w->head));
    set_page(w, w->sheet, footer);
    for (size_t i = 0; i < s->n_charts && w->charts != NULL; i++)
        add_chart(w, i);
}

/* ---- the file ---- */

static void make_formats(struct writer *w)
{
    w->header = workbook_add_format(w->book);
    format_set_bold(w->header);
    format_set_text_wrap(w->header);
    format_set_align(w->header, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bg_color(w->header, HEADER_FILL);
    format_set_bottom(w->header, LXW_BORDER_THIN);
    w->fact = workbook_add_format(w->book);
    format_set_bold(w->fact);
}

/* The library takes texts that may be changed. */
static char *copy(struct arena *home, const char *s)
{
    size_t n = strlen(s) + 1;
    char *to = arena_take_array(home, char, n);
    return to != NULL ? memcpy(to, s, n) : NULL;
}

static bool write_part(const struct workbook *b, const char *part, struct arena *home,
                       lxw_error *failed)
{
    struct writer w = {.book = workbook_new(part), .home = home};
    lxw_doc_properties about = {.title = copy(home, b->title),
                                .author = copy(home, b->author),
                                .comments = copy(home, b->comment),
                                .created = (time_t)b->created_s};
    if (w.book == NULL || about.title == NULL || about.author == NULL || about.comments == NULL) {
        *failed = LXW_ERROR_MEMORY_MALLOC_FAILED;
        return false;
    }
    make_formats(&w);
    note(&w, workbook_set_properties(w.book, &about));
    for (size_t i = 0; i < b->n_sheets; i++) {
        if (i == 1 && b->charts != NULL)
            open_charts(&w, b);
        write_sheet(&w, &b->sheets[i], b->footer);
    }
    errno = 0;
    note(&w, workbook_close(w.book));
    *failed = w.failed;
    return w.failed == LXW_NO_ERROR;
}

/* The library prints what goes wrong, in its own words: until told to speak again, into nothing.
 * Returns what hush_end() needs. */
static int hush(void)
{
    int heard = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    int nothing = heard >= 0 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    if (nothing >= 0) {
        (void)dup2(nothing, STDERR_FILENO);
        (void)close(nothing);
    }
    return heard;
}

static void hush_end(int heard)
{
    if (heard < 0)
        return;
    (void)dup2(heard, STDERR_FILENO);
    (void)close(heard);
}

/* Why a file could not be written, as the system says it; else in the library's words. */
static const char *reason_of(lxw_error failed, int system)
{
    bool is_of_files =
        failed >= LXW_ERROR_CREATING_XLSX_FILE && failed < LXW_ERROR_NULL_PARAMETER_IGNORED;
    return is_of_files && system != 0 ? strerror(system) : lxw_strerror(failed);
}

/* The library would print that it cannot write. */
static bool can_write(const char *part, const char *path, struct err *e)
{
    int file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (file < 0)
        return err_add(e, ERR_WRITE, SRC_NOWHERE, path, strerror(errno));
    (void)close(file);
    return true;
}

static bool write_whole(const struct workbook *b, const char *path, struct arena *home,
                        struct err *e)
{
    struct text part;
    lxw_error failed = LXW_NO_ERROR;
    text_init(&part, home);
    text_addf(&part, "%s.part", path);
    if (!can_write(text_get(&part), path, e))
        return false;
    int heard = hush();
    bool is_written = write_part(b, text_get(&part), home, &failed);
    int system = errno;
    hush_end(heard);
    bool is_whole = is_written && archive_is_whole(text_get(&part));
    if (is_whole)
        return outfile_adopt(path, e);
    (void)unlink(text_get(&part));
    if (is_written)
        return err_add(e, ERR_WRITE, SRC_NOWHERE, path, "temporary files cut short");
    if (failed == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    return err_add(e, ERR_WRITE, SRC_NOWHERE, path, reason_of(failed, system));
}

bool workbook_write(const struct workbook *b, const char *path, struct err *e)
{
    BUG_IF(b->n_sheets == 0 || b->n_sheets > WORKBOOK_SHEETS_MAX);
    struct arena *home = arena_new(0);
    if (home == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    bool is_done = write_whole(b, path, home, e);
    arena_free(home);
    return is_done;
}
