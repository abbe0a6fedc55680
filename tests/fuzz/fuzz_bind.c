/* fuzz_bind.c - libFuzzer entry: any bytes at all go through the scenario reader.
 *
 *   clang -fsanitize=fuzzer,address,undefined ... tests/fuzz/fuzz_bind.c sim/base and input
 *
 * The first line of the input, up to a NUL, is one --set; the rest is the file. What the
 * reader accepts is printed and read again: it must be accepted and print the same text.
 */
#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/simtime.h"
#include "sim/base/text.h"
#include "sim/input/bind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct item {
    const char *name;
    int32_t count, day, monthday, mode;
    sim_span length;
};

struct office {
    const char *title, *table;
    int32_t clock;
    double real, share, rate;
    bool flag;
    struct item group;
    struct bind_list counts, list, named;
};

static const char *const modes[] = {"booking", "none", NULL};
static const char *const other_names[] = {"予約枠", NULL};

/* Two spellings of one name, one of another, everything else unknown. */
static const char *resolve(const char *written, const char **nearest, const void *context)
{
    (void)context;
    *nearest = "a";
    if (strcmp(written, "a") == 0 || strcmp(written, "A") == 0)
        return "a";
    return strcmp(written, "b") == 0 ? "b" : NULL;
}

#define ITEM(m) offsetof(struct item, m)
#define OFFICE(m) offsetof(struct office, m)
/* clang-format off */
static const struct bind_row item_rows[] = {
    {.key = "count", .kind = BIND_COUNT, .offset = ITEM(count), .fallback = "3", .least = 1, .most = 64},
    {.key = "day", .kind = BIND_DATE, .offset = ITEM(day), .fallback = ""},
    {.key = "monthday", .kind = BIND_MONTHDAY, .offset = ITEM(monthday), .fallback = ""},
    {.key = "mode", .kind = BIND_CHOICE, .offset = ITEM(mode), .fallback = "booking", .choices = modes},
    {.key = "length", .kind = BIND_SPAN, .offset = ITEM(length), .fallback = "30 min", .unit = "min"},
    {.key = NULL}};
static const struct bind_row rows[] = {
    {.key = "title", .kind = BIND_TEXT, .offset = OFFICE(title), .fallback = ""},
    {.key = "table", .kind = BIND_FILE, .offset = OFFICE(table), .fallback = ""},
    {.key = "clock", .kind = BIND_CLOCK, .offset = OFFICE(clock), .fallback = "8:45"},
    {.key = "real", .kind = BIND_REAL, .offset = OFFICE(real), .fallback = "1"},
    {.key = "share", .kind = BIND_SHARE, .offset = OFFICE(share), .fallback = "50%"},
    {.key = "rate", .kind = BIND_RATE, .offset = OFFICE(rate), .fallback = "24 /h", .unit = "/h"},
    {.key = "flag", .kind = BIND_FLAG, .offset = OFFICE(flag), .fallback = "no"},
    {.key = "counts", .kind = BIND_COUNTS, .offset = OFFICE(counts), .fallback = "[2, 4]", .least = 1, .most = 5},
    {.key = "group", .kind = BIND_GROUP, .offset = OFFICE(group), .fallback = "", .sub = item_rows, .aliases = other_names},
    {.key = "list", .kind = BIND_LIST, .offset = OFFICE(list), .fallback = "", .sub = item_rows, .sub_size = sizeof(struct item)},
    {.key = "named", .kind = BIND_NAMED, .offset = OFFICE(named), .fallback = "", .sub = item_rows, .sub_size = sizeof(struct item), .resolve = resolve},
    {.key = "later", .kind = BIND_LATER, .fallback = ""},
    {.key = NULL}};
/* clang-format on */

static const char *print(const struct bind_doc *doc, struct arena *home)
{
    struct text out;
    text_init(&out, home);
    bind_print(doc, rows, &out);
    BUG_IF(out.failed);
    return text_get(&out);
}

static void read_again(const char *text, struct arena *home)
{
    struct office office;
    struct err e = {0};
    struct bind_doc *doc = bind_load_bytes("again.yaml", text, strlen(text), home, &e);
    BUG_IF(doc == NULL || !bind_apply(doc, rows, &office, sizeof office, home, &e));
    BUG_IF(strcmp(print(doc, home), text) != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *home = arena_new(0);
    struct office office;
    struct err e = {0};
    const uint8_t *end = size > 0 ? memchr(data, '\0', size) : NULL;
    size_t set = end != NULL ? (size_t)(end - data) + 1 : 0;
    struct bind_doc *doc =
        bind_load_bytes("fuzz.yaml", (const char *)data + set, size - set, home, &e);
    bool ok = doc != NULL && (set == 0 || bind_override(doc, rows, (const char *)data, 1, &e));
    ok = doc != NULL && bind_apply(doc, rows, &office, sizeof office, home, &e) && ok;
    BUG_IF(ok != !err_is_set(&e));
    if (ok)
        read_again(print(doc, home), home);
    arena_free(home);
    return 0;
}
