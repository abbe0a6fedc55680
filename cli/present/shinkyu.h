/* shinkyu.h - 新旧対照表: old and new side by side, the form every Japanese office knows.
 *
 * The new at the left, the old at the right, what differs underlined; what is new stands
 * against (新設), what is gone against (削る). One HTML file without scripts or anything from
 * elsewhere, which prints on A4.
 */
#ifndef PRESENT_SHINKYU_H
#define PRESENT_SHINKYU_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/text.h"

struct shinkyu_row {
    const char *group, *item, *path;
    const char *old, *new_; /* NULL: not there */
    const char *remark;
};

struct shinkyu {
    const char *old_title, *new_title, *old_file, *new_file;
    const char *command; /* makes the sheet again */
    const struct shinkyu_row *rows;
    size_t count, same; /* same: settings that do not differ */
};

/* Checked by tests/present/test_shinkyu.c. */
void shinkyu_print(const struct shinkyu *s, bool japanese, struct text *out);

/* Appends `shown` with <u> around the words and characters that `other` lacks. Words of Latin
 * letters and numbers count as one, every other character by itself. other NULL: all of it. */
void shinkyu_underline(const char *shown, const char *other, struct text *out);

#endif
