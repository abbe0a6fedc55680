#include "cli/theory/argument.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/bug.h"
#include "sim/input/near.h"

enum { NAME_BYTES = 64 };

static const char blanks[] = " \t\n";

/* Index of the argument called by the n bytes, or the number of arguments. */
static size_t index_of(const struct argument *list, const char *name, size_t n)
{
    size_t i = 0;
    while (list[i].name != NULL &&
           (strlen(list[i].name) != n || memcmp(list[i].name, name, n) != 0))
        i++;
    return i;
}

static const char *nearest_of(const struct argument *list, const char *written, size_t n)
{
    const char *names[ARGUMENT_MOST];
    char name[NAME_BYTES];
    size_t count = 0;
    for (; list[count].name != NULL; count++)
        names[count] = list[count].name;
    if (n >= sizeof name)
        return NULL;
    memcpy(name, written, n);
    name[n] = '\0';
    return near_best(name, names, count);
}

static enum argument_outcome check(const struct argument *one, double x)
{
    if (!(x >= one->least && x <= one->most))
        return ARGUMENT_RANGE;
    if (one->is_whole && (x < floor(x) || x > floor(x)))
        return ARGUMENT_NOT_WHOLE;
    return ARGUMENT_OK;
}

/* "=3.5" up to the end of the word; the locale is C, as everywhere. */
static bool read_number(const char *text, const char *word_end, double *x)
{
    char *end;
    if (*text != '=' || strchr("+-.0123456789", text[1]) == NULL || text + 1 == word_end)
        return false;
    *x = strtod(text + 1, &end);
    return end == word_end;
}

/* One word of the text; *i is the argument that it gives. */
static enum argument_outcome read_word(const struct argument *list, const char *word, size_t n,
                                       size_t *i, double *value)
{
    size_t name = strcspn(word, "=");
    name = name < n ? name : n;
    *i = index_of(list, word, name);
    if (list[*i].name == NULL)
        return ARGUMENT_UNKNOWN;
    return read_number(word + name, word + n, value) ? check(&list[*i], *value)
                                                     : ARGUMENT_NO_NUMBER;
}

static bool refuse(const struct argument *list, size_t i, enum argument_outcome outcome,
                   struct argument_fault *fault)
{
    fault->outcome = outcome;
    fault->name = list[i].name;
    fault->least = list[i].name != NULL ? list[i].least : -(double)INFINITY;
    fault->most = list[i].name != NULL ? list[i].most : (double)INFINITY;
    return false;
}

bool argument_read(const struct argument *list, const char *text, double *values,
                   struct argument_fault *fault)
{
    bool is_given[ARGUMENT_MOST + 1] = {false};
    *fault = (struct argument_fault){.outcome = ARGUMENT_OK};
    for (const char *p = text + strspn(text, blanks); *p != '\0'; p += strspn(p, blanks)) {
        size_t i, n = strcspn(p, blanks);
        double value = 0;
        enum argument_outcome outcome = read_word(list, p, n, &i, &value);
        fault->at = p;
        fault->length = n;
        if (outcome == ARGUMENT_UNKNOWN)
            fault->nearest = nearest_of(list, p, strcspn(p, "= \t\n"));
        else if (is_given[i])
            outcome = ARGUMENT_TWICE;
        if (outcome != ARGUMENT_OK)
            return refuse(list, i, outcome, fault);
        BUG_IF(i >= ARGUMENT_MOST);
        values[i] = value;
        is_given[i] = true;
        p += n;
    }
    fault->at = NULL;
    fault->length = 0;
    for (size_t i = 0; list[i].name != NULL; i++)
        if (!is_given[i])
            return refuse(list, i, ARGUMENT_MISSING, fault);
    return true;
}

const char *argument_find(const struct argument *one, const char *text, size_t *length)
{
    size_t n = strlen(one->name);
    for (const char *p = text + strspn(text, blanks); *p != '\0'; p += strspn(p, blanks)) {
        *length = strcspn(p, blanks);
        if (strncmp(p, one->name, n) == 0 && p[n] == '=')
            return p;
        p += *length;
    }
    bug_at(__FILE__, __LINE__, "argument");
}
