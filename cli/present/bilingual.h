/* bilingual.h - one rule, one sentence, two languages.
 *
 * Who decides what is said decides it once; what is said stands beside it in English and in
 * Japanese. Both templates take the same parts, each in the order its grammar wants.
 */
#ifndef PRESENT_BILINGUAL_H
#define PRESENT_BILINGUAL_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/text.h"

struct bilingual {
    const char *en, *ja;
};

/* Appends the template of the language with {0}, {1}, ... replaced by the parts. A number in
 * braces without such a part is a bug; other braces stay. Checked
 * tests/present/test_bilingual.c. */
void bilingual_fill(struct text *out, bool japanese, struct bilingual words,
                    const char *const *parts, size_t n);

/* BILINGUAL(out, japanese, "in {0} of {1}", "{1}中{0}", a, b) */
#define BILINGUAL(out, japanese, english_words, japanese_words, ...) \
    bilingual_fill((out), (japanese), (struct bilingual){(english_words), (japanese_words)}, \
                   (const char *const[]){__VA_ARGS__}, \
                   sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

#define BOTH(english_words, japanese_words) ((struct bilingual){(english_words), (japanese_words)})

/* A sentence without parts. */
void bilingual_add(struct text *out, bool japanese, const char *en, const char *ja);
const char *bilingual_word(bool japanese, const char *en, const char *ja);

#endif
