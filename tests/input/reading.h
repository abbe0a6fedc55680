/* reading.h - what the tests of sim/input share: files in a folder of their own, and
 * one line to say which error stands where.
 */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/err.h"
#include "tests/support/check.h"

/* A folder that is made for one test and removed with everything in it. */
struct folder {
    char path[64];
    char files[16][128];
    size_t n_files;
};

static inline void folder_open(struct folder *f)
{
    *f = (struct folder){.path = "/tmp/madosim-test-XXXXXX"};
    assert_non_null(mkdtemp(f->path));
}

/* Writes a file and returns its path, valid until the folder is closed. */
static inline const char *folder_write(struct folder *f, const char *name, const char *text)
{
    assert_true(f->n_files < COUNT_OF(f->files));
    char folder[sizeof f->path], *path = f->files[f->n_files++];
    memcpy(folder, f->path, sizeof folder);
    snprintf(path, sizeof f->files[0], "%s/%s", folder, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, strlen(text), out), strlen(text));
    assert_int_equal(fclose(out), 0);
    return path;
}

static inline void folder_close(struct folder *f)
{
    while (f->n_files > 0)
        unlink(f->files[--f->n_files]);
    rmdir(f->path);
}

static inline void print_errors(const struct err *e)
{
    for (int i = 0; i < e->count && i < ERR_LIST_MAX; i++) {
        const struct err_item *item = &e->item[i];
        print_error("  %d: M%03d %s:%d:%d width %d (%s) (%s) (%s) (%s)\n", i, (int)item->code,
                    item->at.file != NULL ? item->at.file : "-", item->at.line, item->at.column,
                    item->at.width, item->arg[0], item->arg[1], item->arg[2], item->arg[3]);
    }
}

/* Error i has this code and stands there; width 0 is not compared. */
#define check_error(e, i, code, line, column, width) \
    check_error_at((e), (i), (code), (line), (column), (width), __FILE__, __LINE__)

static inline void check_error_at(const struct err *e, int i, enum err_code code, int line,
                                  int column, int width, const char *file, int at)
{
    const struct err_item *item = &e->item[i < ERR_LIST_MAX ? i : 0];
    if (i < e->count && item->code == code && item->at.line == line && item->at.column == column &&
        (width == 0 || item->at.width == width))
        return;
    print_error("error %d is not M%03d at %d:%d width %d; there are %d:\n", i, (int)code, line,
                column, width, e->count);
    print_errors(e);
    _fail(file, at);
}

#define check_arg(e, i, n, want) assert_string_equal((e)->item[i].arg[n], (want))

#define check_count(e, n) check_count_at((e), (n), __FILE__, __LINE__)

static inline void check_count_at(const struct err *e, int n, const char *file, int at)
{
    if (e->count == n)
        return;
    print_error("%d errors, want %d:\n", e->count, n);
    print_errors(e);
    _fail(file, at);
}

#endif
