/* differ.h - what two scenarios differ in, setting by setting. */
#ifndef CLI_DIFFER_H
#define CLI_DIFFER_H

#include "cli/origin.h"
#include "cli/run.h"
#include "sim/base/attr.h"

struct differ_change {
    const struct bind_row *row; /* NULL for the reader's own keys */
    const char *path;
    const struct origin *old, *new_; /* NULL: not there */
};

struct differ {
    const struct run *old, *new_; /* both read, of one model */
    struct origins of_old, of_new;
    const struct differ_change *changes; /* by groups; in each, what is gone comes last */
    size_t count, same;                  /* same: settings that are alike in both */
};

/* id and title are told apart elsewhere and are no changes; nor are defaults of an entry that
 * the other scenario lacks. false when memory ran out. */
bool differ_make(const struct run *old, const struct run *new_, struct differ *out) MUST_CHECK;

/* A setting of the root as it is in the resolved scenario, without quotes: id, title. */
const char *differ_own(const struct origins *all, const char *key, struct arena *home);

void differ_print(const struct differ *d, bool japanese, struct text *out);
void differ_json(const struct differ *d, bool japanese, struct text *out);

/* A page of A4, old and new side by side with what differs underlined. command: how to make it
 * again. */
void differ_sheet(const struct differ *d, bool japanese, const char *command, struct text *out);

#endif
