/* digest.h - SHA-256 of bytes and files, as hex text (Nettle). */
#ifndef OUTPUT_DIGEST_H
#define OUTPUT_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"

enum { DIGEST_TEXT_BYTES = 65 };

struct sha256_ctx; /* Nettle's */

void digest_of_bytes(const void *bytes, size_t n, char text[DIGEST_TEXT_BYTES]);
bool digest_of_file(const char *path, char text[DIGEST_TEXT_BYTES], struct err *e) MUST_CHECK;

/* Ends a digest that was made in pieces. Checked by tests/output/test_manifest.c. */
void digest_end(struct sha256_ctx *state, char text[DIGEST_TEXT_BYTES]);

#endif
