/* diagnose.h - a list of errors as people and as programs want to read it.
 *
 * For people: code and sentence, the place, the source line with carets under the
 * offending characters (U+3000 and ^^ for wide ones), and what to write instead:
 *
 *   エラー[M002]: booking に「枠」というキーはありません
 *     --> office.yaml:8:3
 *      |
 *     8|   枠: 15 min
 *      |   ^^
 *      = もしかして: slot
 *
 * Control characters never reach the terminal. Checked by tests/words/test_diagnose.c.
 */
#ifndef CLI_DIAGNOSE_H
#define CLI_DIAGNOSE_H

#include <stdbool.h>

#include "sim/base/err.h"
#include "sim/base/text.h"

/* All errors that were kept, in their order; a last line counts those that were not. */
void diagnose_print(const struct err *e, bool japanese, struct text *out);

/* The same, as warnings when is_warning: 警告[M061]. */
void diagnose_print_as(const struct err *e, bool is_warning, bool japanese, struct text *out);

/* [{"code": "M002", "message", "help", "file", "line", "column", "width"}]; help and the
 * place are null when there is none. No newline at the end. */
void diagnose_json(const struct err *e, bool japanese, struct text *out);

/* The sentence and the help of one error, without code and place. */
void diagnose_message(const struct err_item *item, bool japanese, struct text *out);
void diagnose_help(const struct err_item *item, bool japanese, struct text *out);

#endif
