#include "sim/output/digest.h"

#include <errno.h>
#include <sha256.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/bug.h"

_Static_assert(DIGEST_TEXT_BYTES == SHA256_DIGEST_STRING_LENGTH, "hex digits and a NUL");

void digest_of_bytes(const void *bytes, size_t n, char text[DIGEST_TEXT_BYTES])
{
    SHA2_CTX state;
    SHA256Init(&state);
    if (n > 0)
        SHA256Update(&state, bytes, n);
    BUG_IF(SHA256End(&state, text) == NULL);
}

/* libmd's SHA256File() trusts the size of the file, which is 0 for a pipe. */
bool digest_of_file(const char *path, char text[DIGEST_TEXT_BYTES], struct err *e)
{
    unsigned char bytes[16384];
    SHA2_CTX state;
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return err_add(e, ERR_OPEN, SRC_NOWHERE, path, strerror(errno));
    SHA256Init(&state);
    errno = 0;
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
        SHA256Update(&state, bytes, n);
    int reason = ferror(in) ? errno : 0;
    (void)fclose(in);
    if (reason != 0)
        return err_add(e, ERR_OPEN, SRC_NOWHERE, path, strerror(reason));
    BUG_IF(SHA256End(&state, text) == NULL);
    return true;
}
