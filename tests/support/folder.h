/* folder.h - a folder of its own for a test, and whole files as strings. */
#ifndef TESTS_FOLDER_H
#define TESTS_FOLDER_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "tests/support/check.h"

enum { FOLDER_BYTES = 64, FOLDER_PATH_BYTES = 512 };

struct folder {
    char path[FOLDER_BYTES];
};

static inline struct folder folder_new(void)
{
    struct folder f = {"/tmp/madosim-test-XXXXXX"};
    assert_non_null(mkdtemp(f.path));
    return f;
}

static inline void folder_remove(const struct folder *f)
{
    char command[FOLDER_PATH_BYTES];
    (void)snprintf(command, sizeof command, "rm -rf '%.*s'", FOLDER_BYTES - 1, f->path);
    assert_int_equal(system(command), 0);
}

/* Valid until the eighth call after it. */
static inline const char *folder_path(const struct folder *f, const char *name)
{
    static char paths[8][FOLDER_PATH_BYTES];
    static unsigned turn;
    char *path = paths[turn++ % 8];
    int n = snprintf(path, FOLDER_PATH_BYTES, "%s/%s", f->path, name);
    assert_true(n > 0 && n < FOLDER_PATH_BYTES);
    return path;
}

static inline bool folder_has(const struct folder *f, const char *name)
{
    return access(folder_path(f, name), F_OK) == 0;
}

static inline void folder_put(const struct folder *f, const char *name, const char *content)
{
    FILE *out = fopen(folder_path(f, name), "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(content, 1, strlen(content), out), strlen(content));
    assert_int_equal(fclose(out), 0);
}

/* NUL-ended; to be freed. *n (n may be NULL) is its size. */
static inline char *folder_get(const struct folder *f, const char *name, size_t *n)
{
    struct stat s;
    FILE *in = fopen(folder_path(f, name), "rb");
    assert_non_null(in);
    assert_int_equal(fstat(fileno(in), &s), 0);
    size_t size = (size_t)s.st_size;
    char *bytes = calloc(size + 1, 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, size, in), size);
    (void)fclose(in);
    if (n != NULL)
        *n = size;
    return bytes;
}

#endif
