#include "sim/base/err.h"

#include <string.h>

/* Copies at most size - 1 bytes and never cuts a UTF-8 character in two. */
static void copy_text(char *to, size_t size, const char *from)
{
    size_t n = strlen(from);
    if (n >= size) {
        n = size - 1;
        while (n > 0 && ((unsigned char)from[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(to, from, n);
    to[n] = '\0';
}

bool err_add_args(struct err *e, enum err_code code, struct src_pos at, const char *const *args)
{
    BUG_IF(code == ERR_NONE);
    if (e->count < ERR_LIST_MAX) {
        struct err_item *item = &e->item[e->count];
        *item = (struct err_item){.code = code, .at = at};
        for (int i = 0; args[i] != NULL; i++) {
            BUG_IF(i >= ERR_ARGS);
            copy_text(item->arg[i], sizeof item->arg[i], args[i]);
        }
    }
    e->count++;
    return false;
}
