#include "cli/stored.h"

#include <math.h>
#include <string.h>

#include "cli/logbook.h"
#include "cli/phrase.h"
#include "cli/present/dictionary.h"
#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/input/quantity.h"
#include "sim/input/readback.h"
#include "sim/input/source.h"
#include "sim/output/outfile.h"

enum { RESOLVED_BYTES = 1 << 24 };

const char *stored_path(const struct stored *s, const char *a, const char *b)
{
    struct text path;
    size_t n = strlen(s->folder);
    text_init(&path, s->frame->home);
    text_add(&path, s->folder);
    text_add(&path, n > 0 && s->folder[n - 1] == '/' ? "" : "/");
    text_add(&path, a);
    text_add(&path, b);
    return text_get(&path);
}

static const char *path_of(const struct stored *s, const char *name)
{
    struct text file;
    text_init(&file, s->frame->home);
    text_addf(&file, "%s.csv", name);
    return stored_path(s, "data/", text_get(&file));
}

bool stored_has(const struct stored *s, const char *name)
{
    return outfile_exists(path_of(s, name));
}

static const char *cell(const struct table *t, size_t row, const char *column)
{
    const struct table_cell *c = table_at(t, row, column);
    return c->is_missing ? "" : c->text;
}

static enum table_kind kind_of(const char *type)
{
    static const char *const types[] = {
        [TABLE_TEXT] = "text", [TABLE_COUNT] = "count", [TABLE_REAL] = "real",   [TABLE_ROUND] = "",
        [TABLE_FLAG] = "flag", [TABLE_DATE] = "date",   [TABLE_CLOCK] = "clock",
    };
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (*type != '\0' && strcmp(type, types[i]) == 0)
            return (enum table_kind)i;
    return TABLE_TEXT;
}

bool stored_read(const struct stored *s, const char *name, struct table *out)
{
    const struct table *d = &s->columns;
    struct table_column *columns =
        arena_take_array(s->frame->home, struct table_column, d->n_rows + 1);
    size_t n = 0;
    if (columns == NULL)
        return err_add(&s->frame->err, ERR_NOMEM, SRC_NOWHERE, name);
    for (size_t i = 0; i < d->n_rows; i++) {
        if (strcmp(cell(d, i, "file"), name) != 0)
            continue;
        columns[n++] = (struct table_column){.name = cell(d, i, "column"),
                                             .kind = kind_of(cell(d, i, "type")),
                                             .unit = cell(d, i, "unit"),
                                             .name_ja = cell(d, i, "name_ja"),
                                             .meaning_ja = cell(d, i, "meaning_ja"),
                                             .meaning_en = cell(d, i, "meaning_en")};
    }
    return readback_csv(path_of(s, name), name, columns, n, s->frame->home, out, &s->frame->err);
}

const char *stored_text(const struct stored *s, const char *path)
{
    const char *value = flat_find(&s->settings, path);
    struct text plain;
    if (value == NULL || value[0] != '"')
        return value;
    text_init(&plain, s->frame->home);
    for (const char *p = value + 1; *p != '\0' && *p != '"'; p++) {
        p += *p == '\\' && p[1] != '\0';
        text_add_bytes(&plain, p, 1);
    }
    return text_get(&plain);
}

double stored_minutes(const struct stored *s, const char *path)
{
    const char *written = stored_text(s, path), *unit;
    double us;
    if (written == NULL || quantity_read(written, QUANTITY_SPAN, &us, &unit) != QUANTITY_OK)
        return (double)NAN;
    return us / 60e6;
}

/* Tables in the order in which their columns are described; `metrics` are values of a column. */
static void name_tables(struct stored *s)
{
    for (size_t i = 0; i < s->columns.n_rows && s->n_names < STORED_TABLES_MAX; i++) {
        const char *name = cell(&s->columns, i, "file");
        bool is_known = strcmp(name, "metrics") == 0;
        for (size_t k = 0; k < s->n_names && !is_known; k++)
            is_known = strcmp(s->names[k], name) == 0;
        if (!is_known)
            s->names[s->n_names++] = name;
    }
}

static bool read_settings(struct stored *s)
{
    struct source source = {0};
    const char *path = stored_path(s, "scenario.resolved.yaml", "");
    if (!source_read(&source, path, RESOLVED_BYTES, SRC_NOWHERE, s->frame->home, &s->frame->err))
        return false;
    return flat_read(source.bytes, s->frame->home, &s->settings) ||
           err_add(&s->frame->err, ERR_NOMEM, SRC_NOWHERE, path);
}

/* What is made of an interrupted run looks like that of a whole one. */
static void tell_partial(const struct stored *s)
{
    struct text n;
    text_init(&n, s->frame->home);
    text_addf(&n, "%u", s->origin.replications);
    if (s->origin.is_partial && !s->frame->options.quiet)
        frame_say(s->frame, stderr, PHRASE_RESULTS_NOTE, s->folder, text_get(&n));
}

bool stored_open(struct frame *f, const char *folder, struct stored *s, int *code)
{
    *s = (struct stored){.frame = f, .folder = folder};
    if (!manifest_read_origin(stored_path(s, "manifest.json", ""), f->home, &s->origin)) {
        frame_say(f, stderr, PHRASE_NO_RESULTS, folder, "");
        logbook_hint(f, folder);
        *code = FRAME_INVALID;
        return false;
    }
    struct table d;
    dictionary_init(&d, f->home);
    if (!read_settings(s) || !readback_csv(path_of(s, "columns"), "columns", d.columns, d.n_columns,
                                           f->home, &s->columns, &f->err)) {
        *code = frame_fail(f, FRAME_INVALID);
        return false;
    }
    static const char *const needed[] = {"file", "column",     "name_ja",   "unit",
                                         "type", "meaning_ja", "meaning_en"};
    for (size_t i = 0; i < COUNT_OF(needed); i++)
        if (!table_has(&s->columns, needed[i])) {
            (void)err_add(&f->err, ERR_COLUMN, ((struct src_pos){.file = path_of(s, "columns")}),
                          needed[i], "missing", "");
            *code = frame_fail(f, FRAME_INVALID);
            return false;
        }
    name_tables(s);
    tell_partial(s);
    return true;
}
