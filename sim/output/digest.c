#include "sim/output/digest.h"

#include <errno.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

_Static_assert(DIGEST_TEXT_BYTES == BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE) + 1,
               "hex digits and a NUL");

enum { FILE_BYTES = 64 * 1024 }; /* of a file at a time */

void digest_end(struct sha256_ctx *state, char text[DIGEST_TEXT_BYTES])
{
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(state, sizeof bytes, bytes);
    base16_encode_update(text, sizeof bytes, bytes);
    text[DIGEST_TEXT_BYTES - 1] = '\0';
}

void digest_of_bytes(const void *bytes, size_t n, char text[DIGEST_TEXT_BYTES])
{
    struct sha256_ctx state;
    sha256_init(&state);
    if (n > 0)
        sha256_update(&state, n, bytes);
    digest_end(&state, text);
}

bool digest_of_file(const char *path, char text[DIGEST_TEXT_BYTES], struct err *e)
{
    uint8_t bytes[FILE_BYTES];
    struct sha256_ctx state;
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return err_add(e, ERR_OPEN, SRC_NOWHERE, path, strerror(errno));
    sha256_init(&state);
    errno = 0;
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
        sha256_update(&state, n, bytes);
    int reason = ferror(in) ? errno : 0;
    (void)fclose(in);
    if (reason != 0)
        return err_add(e, ERR_OPEN, SRC_NOWHERE, path, strerror(reason));
    digest_end(&state, text);
    return true;
}
