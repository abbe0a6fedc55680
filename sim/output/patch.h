/* patch.h - the difference of two blocks of bytes, small enough to put into a page; base64.
 *
 * A patch is a row of steps, each: how many bytes stay, a jump in the old block, how many bytes
 * are new, and these bytes. Numbers are written 7 bits a byte, the low ones first, the highest
 * bit set in all bytes but the last; a jump as 2 j, or -2 j - 1 where it is negative. The place
 * in the old block moves on by what stays and by what is new. page/engine.js reads the same.
 */
#ifndef OUTPUT_PATCH_H
#define OUTPUT_PATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/text.h"

/* Appends what makes `to` of `from`, both of n bytes: exactly the bytes that differ and no jump,
 * so patches that touch different bytes can be laid over one block in any order. Empty when
 * nothing differs. O(n). Checked by tests/output/test_patch.c. */
void patch_overlay(const void *from, const void *to, size_t n, struct text *out);

/* Lays such a patch over a block of n bytes. false when it does not fit. */
bool patch_lay(void *block, size_t n, const char *patch, size_t bytes) MUST_CHECK;

/* Appends what makes `to` of `from`, of any sizes: whole words of 8 bytes. Parts of both blocks
 * that belong together begin at part k's offsets from_at[k] and to_at[k], ascending multiples
 * of 8, the first 0; part n_parts is the end. O(n). */
struct patch_parts {
    const size_t *from_at, *to_at; /* [n_parts + 1] */
    size_t n_parts;
};
void patch_delta(const void *from, const void *to, const struct patch_parts *parts,
                 struct text *out);

/* Makes the n bytes of `to`. false when the patch does not fit. */
bool patch_make(const void *from, size_t n_from, const char *patch, size_t bytes, void *to,
                size_t n) MUST_CHECK;

void patch_base64(const void *bytes, size_t n, struct text *out);

#endif
