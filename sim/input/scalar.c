#include "sim/input/scalar.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"
#include "sim/base/simtime.h"
#include "sim/input/guard.h"
#include "sim/input/meant.h"
#include "sim/input/near.h"
#include "sim/input/quantity.h"
#include "sim/input/source.h"

/* Where one scalar is read: passed along instead of six arguments. */
struct reading {
    const struct bind_row *row;
    const struct scalar *from;
    void *member;
    struct arena *home;
    struct err *e;
};

/* No span may be longer than 100 000 days, so that sums of spans stay far below 2^63. */
#define SPAN_SECONDS_MOST 8.64e9

/* By kind: the word for messages, bytes of the member, an example of how it is written. */
static const struct {
    const char *word;
    size_t size;
    const char *example;
} kinds[] = {
    [BIND_TEXT] = {"text", sizeof(const char *), "\"text\""},
    [BIND_COUNT] = {"count", sizeof(int32_t), "4"},
    [BIND_REAL] = {"real", sizeof(double), "0.5"},
    [BIND_SHARE] = {"share", sizeof(double), "70%"},
    [BIND_SPAN] = {"span", sizeof(sim_span), "15 min"},
    [BIND_RATE] = {"rate", sizeof(double), "24 /h"},
    [BIND_CLOCK] = {"clock", sizeof(int32_t), "\"8:45\""},
    [BIND_DATE] = {"date", sizeof(int32_t), "2020-07-27"},
    [BIND_MONTHDAY] = {"monthday", sizeof(int32_t), "\"12-29\""},
    [BIND_CHOICE] = {"choice", sizeof(int32_t), ""},
    [BIND_FLAG] = {"flag", sizeof(bool), "yes"},
    [BIND_FILE] = {"file", sizeof(const char *), "data/table.csv"},
    [BIND_COUNTS] = {"counts", 0, "[2, 4]"},
    [BIND_GROUP] = {"group", 0, ""},
    [BIND_LIST] = {"list", 0, ""},
    [BIND_NAMED] = {"named", 0, ""},
    [BIND_LATER] = {"later", 0, ""},
};

bool scalar_is(enum bind_kind kind)
{
    return kinds[kind].size > 0;
}

size_t scalar_size(enum bind_kind kind)
{
    return kinds[kind].size;
}

const char *scalar_kind_word(enum bind_kind kind)
{
    return kinds[kind].word;
}

const char *scalar_example(const struct bind_row *row)
{
    bool has_default = row->fallback != NULL && row->fallback[0] != '\0';
    if (has_default && row->kind != BIND_CLOCK && row->kind != BIND_MONTHDAY)
        return row->fallback;
    return row->kind == BIND_CHOICE ? row->choices[0] : kinds[row->kind].example;
}

/* What was meant by a value that is none of its kind, as it is to be written; false when nobody
 * can tell. */
static bool is_meant(const struct reading *r, char to[MEANT_BYTES])
{
    const char *written = r->from->text;
    char clock[MEANT_BYTES];
    if (r->row->kind == BIND_COUNT || r->row->kind == BIND_REAL)
        return meant_count(written, to);
    if (r->row->kind == BIND_SHARE)
        return meant_share(written, to);
    if (r->row->kind == BIND_SPAN)
        return meant_span(written, to);
    if (r->row->kind != BIND_CLOCK || !meant_clock(written, clock))
        return false;
    (void)snprintf(to, MEANT_BYTES, "\"%.8s\"", clock);
    return true;
}

static bool refuse_kind(const struct reading *r, const char *example)
{
    char meant[MEANT_BYTES];
    if (example == NULL && is_meant(r, meant))
        example = meant;
    return err_add(r->e, ERR_KIND, r->from->at, r->from->key, r->from->text,
                   kinds[r->row->kind].word, example != NULL ? example : scalar_example(r->row));
}

/* ---- ranges ------------------------------------------------------------------------- */

static enum quantity_of quantity_of(enum bind_kind kind)
{
    if (kind == BIND_SHARE)
        return QUANTITY_SHARE;
    if (kind == BIND_SPAN)
        return QUANTITY_SPAN;
    return kind == BIND_RATE ? QUANTITY_RATE : QUANTITY_PLAIN;
}

void scalar_show_bound(const struct bind_row *row, double bound, const char *unit,
                       char to[ERR_ARG_BYTES])
{
    to[0] = '\0';
    if (!isfinite(bound))
        return;
    char text[QUANTITY_BYTES];
    if (row->kind == BIND_CLOCK)
        quantity_show_clock((int32_t)bound, text);
    else if (row->kind == BIND_DATE)
        civil_format((civil_day)bound, text);
    else if (row->kind == BIND_MONTHDAY)
        quantity_show_monthday((int32_t)bound, text);
    else
        quantity_show(row->kind == BIND_SPAN ? bound * 1e6 : bound, quantity_of(row->kind),
                      row->unit != NULL ? row->unit : unit, text);
    snprintf(to, ERR_ARG_BYTES, "%s", text);
}

/* value and bounds in the measure of bind_row: seconds for a span. */
static bool is_within(const struct reading *r, double value, const char *unit)
{
    double least = r->row->least, most = r->row->most;
    if (least == 0 && most == 0) {
        bool is_span = r->row->kind == BIND_SPAN;
        least = is_span ? -SPAN_SECONDS_MOST : -(double)INFINITY;
        most = is_span ? SPAN_SECONDS_MOST : (double)INFINITY;
    }
    if (value >= least && value <= most)
        return true;
    char from[ERR_ARG_BYTES], to[ERR_ARG_BYTES];
    scalar_show_bound(r->row, least, unit, from);
    scalar_show_bound(r->row, most, unit, to);
    return err_add(r->e, ERR_RANGE, r->from->at, r->from->key, r->from->text, from, to);
}

/* ---- numbers ------------------------------------------------------------------------ */

static bool lacks_unit(const struct reading *r, double number)
{
    char example[ERR_ARG_BYTES];
    if (r->row->kind == BIND_SHARE) /* 0.7 surely means 70 % */
        snprintf(example, sizeof example, "%.15g%%", fabs(number) <= 1 ? number * 100 : number);
    else
        snprintf(example, sizeof example, "%.100s %s", r->from->text,
                 r->row->unit != NULL        ? r->row->unit
                 : r->row->kind == BIND_SPAN ? "min"
                                             : "/h");
    return err_add(r->e, ERR_UNIT_MISSING, r->from->at, r->from->key, r->from->text, example);
}

static bool refuse_unit(const struct reading *r, const char *unit, enum quantity_of of)
{
    char meant[MEANT_BYTES];
    return err_add(r->e, ERR_UNIT_UNKNOWN, r->from->at, r->from->key, unit, quantity_units(of),
                   is_meant(r, meant) ? meant : "");
}

static bool take_number(const struct reading *r, double *value, const char **unit)
{
    enum quantity_of of = quantity_of(r->row->kind);
    switch (quantity_read(r->from->text, of, value, unit)) {
    case QUANTITY_OK:
        return true;
    case QUANTITY_NO_UNIT:
        return lacks_unit(r, *value);
    case QUANTITY_BAD_UNIT:
        if (of != QUANTITY_PLAIN)
            return refuse_unit(r, *unit, of);
        break;
    case QUANTITY_NOT_A_NUMBER:
        break;
    }
    return refuse_kind(r, NULL);
}

static bool read_span(const struct reading *r)
{
    double us;
    const char *unit;
    if (!take_number(r, &us, &unit) || !is_within(r, us / 1e6, unit))
        return false;
    *(sim_span *)r->member = (sim_span){llround(us)};
    return true;
}

/* SHARE and RATE need a unit, so quotes cannot hide what they are; REAL does not. */
static bool read_real(const struct reading *r)
{
    double value;
    const char *unit;
    if (r->row->kind == BIND_REAL && r->from->style == SCALAR_QUOTED) {
        bool is_number = quantity_read(r->from->text, QUANTITY_PLAIN, &value, &unit) == QUANTITY_OK;
        return refuse_kind(r, is_number ? r->from->text : NULL);
    }
    if (!take_number(r, &value, &unit) || !is_within(r, value, unit))
        return false;
    *(double *)r->member = value;
    return true;
}

static bool read_count(const struct reading *r)
{
    double value;
    const char *unit, *text = r->from->text;
    bool is_whole = quantity_is_whole(text);
    if (!is_whole || r->from->style == SCALAR_QUOTED)
        return refuse_kind(r, is_whole ? text : NULL);
    if (quantity_read(text, QUANTITY_PLAIN, &value, &unit) != QUANTITY_OK)
        return refuse_kind(r, NULL);
    if (!is_within(r, value, NULL))
        return false;
    if (fabs(value) > INT32_MAX)
        return err_add(r->e, ERR_RANGE, r->from->at, r->from->key, text, "-2147483647",
                       "2147483647");
    *(int32_t *)r->member = (int32_t)value;
    return true;
}

/* ---- times and dates ---------------------------------------------------------------- */

/* 25:00: of the right form, on no day. */
static bool is_too_late(const char *text)
{
    size_t hours = strspn(text, "0123456789");
    return hours == 2 && text[2] == ':' && strspn(text + 3, "0123456789") == 2 && text[5] == '\0' &&
           text[3] <= '5';
}

static bool read_clock(const struct reading *r)
{
    int32_t seconds;
    if (!quantity_clock(r->from->text, &seconds))
        return is_too_late(r->from->text) ? err_add(r->e, ERR_RANGE, r->from->at, r->from->key,
                                                    r->from->text, "0:00", "24:00")
                                          : refuse_kind(r, NULL);
    if (r->from->style == SCALAR_PLAIN) {
        char quoted[16];
        snprintf(quoted, sizeof quoted, "\"%.8s\"", r->from->text);
        return refuse_kind(r, quoted);
    }
    if (!is_within(r, seconds, NULL))
        return false;
    *(int32_t *)r->member = seconds;
    return true;
}

static bool read_date(const struct reading *r)
{
    civil_day day;
    char meant[CIVIL_TEXT_BYTES];
    if (!civil_parse(r->from->text, &day)) {
        (void)meant_date(r->from->text, meant);
        return err_add(r->e, ERR_DATE, r->from->at, r->from->key, r->from->text, meant);
    }
    if (!is_within(r, day, NULL))
        return false;
    *(int32_t *)r->member = day;
    return true;
}

static bool read_monthday(const struct reading *r)
{
    int32_t monthday;
    if (!quantity_monthday(r->from->text, &monthday))
        return refuse_kind(r, NULL);
    if (!is_within(r, monthday, NULL))
        return false;
    *(int32_t *)r->member = monthday;
    return true;
}

/* ---- words -------------------------------------------------------------------------- */

static bool refuse_choice(const struct reading *r, const char *const *choices, const char *better)
{
    char all[ERR_ARG_BYTES] = "";
    size_t count = 0, n = 0;
    for (; choices[count] != NULL; count++) {
        if (n < sizeof all)
            n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", count > 0 ? ", " : "",
                                  choices[count]);
    }
    if (better == NULL)
        better = meant_choice(r->from->text, choices);
    if (better == NULL)
        better = near_best(r->from->text, choices, count);
    return err_add(r->e, ERR_CHOICE, r->from->at, r->from->key, r->from->text, all,
                   better != NULL ? better : "");
}

static bool read_choice(const struct reading *r)
{
    for (int32_t i = 0; r->row->choices[i] != NULL; i++) {
        if (strcmp(r->row->choices[i], r->from->text) == 0) {
            *(int32_t *)r->member = i;
            return true;
        }
    }
    return refuse_choice(r, r->row->choices, NULL);
}

static bool read_flag(const struct reading *r)
{
    static const char *const words[] = {"yes", "no", NULL};
    static const char *const other[][2] = {
        {"true", "yes"}, {"True", "yes"}, {"on", "yes"}, {"はい", "yes"},  {"有", "yes"},
        {"false", "no"}, {"False", "no"}, {"off", "no"}, {"いいえ", "no"}, {"無", "no"}};
    const char *text = r->from->text, *better = NULL;
    if (strcmp(text, "yes") == 0 || strcmp(text, "no") == 0) {
        *(bool *)r->member = text[0] == 'y';
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(other); i++)
        if (strcmp(other[i][0], text) == 0)
            better = other[i][1];
    return refuse_choice(r, words, better);
}

static bool no_memory(const struct reading *r)
{
    return err_add(r->e, ERR_NOMEM, r->from->at, r->from->key);
}

static bool read_text(const struct reading *r)
{
    const char *copy = source_copy(r->home, r->from->text, strlen(r->from->text));
    if (copy == NULL)
        return no_memory(r);
    *(const char **)r->member = copy;
    return true;
}

/* Why the path cannot be read, as errno has it; 0 when it can. */
static int why_closed(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0 || access(path, R_OK) != 0)
        return errno;
    return S_ISDIR(status.st_mode) ? EISDIR : 0;
}

static bool read_file(const struct reading *r)
{
    if (r->from->text[0] == '\0')
        return err_add(r->e, ERR_EMPTY, r->from->at, r->from->key);
    if (strpbrk(r->from->text, "./") == NULL) /* a number, perhaps, for which there is a table */
        return refuse_kind(r, NULL);
    if (source_is_absolute(r->from->text))
        return err_add(r->e, ERR_PATH, r->from->at, r->from->text);
    const char *path = source_join(r->home, r->from->folder, r->from->text);
    if (path == NULL)
        return no_memory(r);
    int reason = why_closed(path);
    if (reason != 0)
        return source_refuse(path, reason, r->from->at, r->home, r->e);
    *(const char **)r->member = path;
    return true;
}

/* ---- all of them ---------------------------------------------------------------------- */

/* Mistakes of typing that make no number of any kind. */
static bool is_mistyped(const struct reading *r)
{
    char run[ERR_ARG_BYTES], half[ERR_ARG_BYTES];
    if (guard_has_wide(r->from->text, run, half)) {
        err_add(r->e, ERR_FULLWIDTH, r->from->at, run, half);
        return true;
    }
    const char *hash = strchr(r->from->text, '#');
    if (hash == NULL || hash == r->from->text || r->from->style != SCALAR_PLAIN)
        return false;
    char better[ERR_ARG_BYTES];
    snprintf(better, sizeof better, "%.*s %.80s", (int)(hash - r->from->text), r->from->text, hash);
    err_add(r->e, ERR_COMMENT_SPACE, r->from->at, r->from->text, better);
    return true;
}

static bool read_typed(const struct reading *r)
{
    switch (r->row->kind) {
    case BIND_COUNT:
        return read_count(r);
    case BIND_REAL:
    case BIND_SHARE:
    case BIND_RATE:
        return read_real(r);
    case BIND_SPAN:
        return read_span(r);
    case BIND_CLOCK:
        return read_clock(r);
    case BIND_DATE:
        return read_date(r);
    case BIND_MONTHDAY:
        return read_monthday(r);
    case BIND_CHOICE:
        return read_choice(r);
    case BIND_FLAG:
        return read_flag(r);
    case BIND_TEXT:
    case BIND_FILE:
    case BIND_COUNTS:
    case BIND_GROUP:
    case BIND_LIST:
    case BIND_NAMED:
    case BIND_LATER:
        break;
    }
    bug_at(__FILE__, __LINE__, "not a scalar kind");
}

bool scalar_read(const struct bind_row *row, const struct scalar *from, void *member,
                 struct arena *home, struct err *e)
{
    struct reading r = {row, from, member, home, e};
    if (row->kind == BIND_TEXT)
        return read_text(&r);
    if (row->kind == BIND_FILE)
        return read_file(&r);
    return !is_mistyped(&r) && read_typed(&r);
}
