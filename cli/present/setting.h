/* setting.h - a setting by its path, and its value, as people in an office say them. */
#ifndef PRESENT_SETTING_H
#define PRESENT_SETTING_H

#include <stdbool.h>

#include "sim/base/text.h"
#include "sim/input/bind.h"

/* The row of a path of the resolved scenario (wards.青葉.mode, modes.1.ward); NULL for the
 * reader's own keys. Checked by tests/present/test_setting.c. */
const struct bind_row *setting_row(const struct bind_row *rows, const char *path);

/* What the whole is about: the meaning of the first step, "" for the reader's own keys. */
const char *setting_group(const struct bind_row *rows, const char *path, bool japanese);

/* The meanings of the other steps and the names between them: 青葉 - 受付方法. */
void setting_item(const struct bind_row *rows, const char *path, bool japanese, struct text *out);

/* A value of the resolved scenario: 15 min is 15分, "8:45" is 8時45分 in Japanese; without the
 * quotes of YAML in both languages. row may be NULL. */
void setting_value(const struct bind_row *row, const char *value, bool japanese, struct text *out);

#endif
