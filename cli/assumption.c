#include "cli/assumption.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/text.h"

/* Units of a kind can stand for each other. */
enum kind { KIND_PLAIN, KIND_TIME, KIND_SHARE, KIND_RATE };

struct unit {
    const char *written, *set; /* set: as a scenario says it */
    enum kind kind;
};

static const struct unit units[] = {
    {"", "", KIND_PLAIN},        {"件", "", KIND_PLAIN},     {"人", "", KIND_PLAIN},
    {"通", "", KIND_PLAIN},      {"回", "", KIND_PLAIN},     {"円", "", KIND_PLAIN},
    {"回線", "", KIND_PLAIN},    {"倍", "", KIND_PLAIN},     {"us", "us", KIND_TIME},
    {"ms", "ms", KIND_TIME},     {"s", "s", KIND_TIME},      {"秒", "s", KIND_TIME},
    {"min", "min", KIND_TIME},   {"分", "min", KIND_TIME},   {"h", "h", KIND_TIME},
    {"時間", "h", KIND_TIME},    {"d", "d", KIND_TIME},      {"日", "d", KIND_TIME},
    {"開庁日", "d", KIND_TIME},  {"%", "%", KIND_SHARE},     {"\uff05", "%", KIND_SHARE},
    {"/min", "/min", KIND_RATE}, {"/h", "/h", KIND_RATE},    {"/d", "/d", KIND_RATE},
    {"人/日", "/d", KIND_RATE},  {"件/日", "/d", KIND_RATE}, {"/日", "/d", KIND_RATE},
};

/* A number with its unit. */
struct quantity {
    double x;
    const struct unit *unit;
};

struct range {
    double low, high;
    const struct unit *unit;
    const char *name; /* "mean 2〜4 min": of which value it is; its length, 0 when not said */
    size_t name_length;
};

/* One value that a basis covers. */
struct covered {
    const char *key; /* NULL: the setting itself */
    const char *text;
    struct quantity is;
};

static const char *skip_spaces(const char *p)
{
    while (*p == ' ')
        p++;
    return p;
}

static const struct unit *unit_of(const char *from, const char *to)
{
    while (to > from && to[-1] == ' ')
        to--;
    from = from < to ? skip_spaces(from) : to;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (strlen(units[i].written) == (size_t)(to - from) &&
            memcmp(units[i].written, from, (size_t)(to - from)) == 0)
            return &units[i];
    return NULL;
}

/* A plain decimal number; NULL when there is none. */
static const char *read_number(const char *p, double *x)
{
    char *end;
    p = skip_spaces(p);
    bool begins =
        (*p >= '0' && *p <= '9') || ((*p == '-' || *p == '+') && p[1] >= '0' && p[1] <= '9');
    if (!begins || (p[0] == '0' && (p[1] == 'x' || p[1] == 'X')))
        return NULL;
    *x = strtod(p, &end);
    return end;
}

static bool read_quantity(const char *from, const char *to, struct quantity *q)
{
    const char *rest = read_number(from, &q->x);
    q->unit = rest != NULL && rest <= to ? unit_of(rest, to) : NULL;
    return q->unit != NULL;
}

/* Where one of these words begins, and how long it is; NULL when there is none before `to`. */
static const char *find_any(const char *from, const char *to, const char *const *words, size_t *n)
{
    for (const char *p = from; p < to; p++)
        for (size_t i = 0; words[i] != NULL; i++) {
            *n = strlen(words[i]);
            if ((size_t)(to - p) >= *n && memcmp(p, words[i], *n) == 0)
                return p;
        }
    return NULL;
}

/* "mean 2〜4 min": the word before the numbers, when it could be a key. */
static const char *read_name(const char *from, struct range *r)
{
    r->name = skip_spaces(from);
    const char *p = r->name;
    while ((*p >= 'a' && *p <= 'z') || *p == '_')
        p++;
    r->name_length = *p == ' ' ? (size_t)(p - r->name) : 0;
    return r->name_length > 0 ? p : from;
}

/* "12〜20分", "20分〜30分", "5 to 10 min": the second number's unit holds for the first. */
static bool read_range(const char *from, const char *to, struct range *r)
{
    static const char *const between[] = {"〜", "～", "~", "–", " to ", "から", NULL};
    size_t n;
    from = read_name(from, r);
    const char *dash = find_any(from, to, between, &n);
    struct quantity a, b;
    if (dash == NULL || !read_quantity(from, dash, &a) || !read_quantity(dash + n, to, &b))
        return false;
    r->low = a.x;
    r->high = b.x;
    r->unit = b.unit;
    return a.x < b.x && (a.unit == b.unit || a.unit->written[0] == '\0');
}

/* All pieces of the text; 0 when one of them is no range, or there are too many. */
static size_t read_ranges(const char *text, struct range out[ASSUMPTION_MOST])
{
    static const char *const marks[] = {"、", ", ", ";", NULL};
    const char *end = text + strlen(text);
    size_t count = 0;
    for (const char *from = text; count < ASSUMPTION_MOST;) {
        size_t n = 0;
        const char *to = find_any(from, end, marks, &n);
        if (!read_range(from, to != NULL ? to : end, &out[count++]))
            return 0;
        if (to == NULL)
            return count;
        from = to + n;
    }
    return 0;
}

/* A copy of the bytes; NULL when memory ran out. */
static const char *copy_of(struct arena *home, const char *from, const char *to)
{
    char *copy = arena_take_array(home, char, (size_t)(to - from) + 1);
    if (copy != NULL)
        memcpy(copy, from, (size_t)(to - from));
    return copy;
}

/* The end of one "key value" of a group: commas in brackets are its own. */
static const char *end_of_entry(const char *p)
{
    int depth = 0;
    for (; *p != '\0' && (*p != ',' || depth > 0); p++)
        depth += (strchr("[{", *p) != NULL) - (strchr("]}", *p) != NULL);
    return p;
}

/* The numbers of a group; SIZE_MAX when there are too many, or memory ran out. */
static size_t read_group(const char *value, struct arena *home, struct covered out[ASSUMPTION_MOST])
{
    size_t n = 0;
    for (const char *from = value, *to;; from = to + 1) {
        to = end_of_entry(from);
        from = skip_spaces(from);
        const char *space = memchr(from, ' ', (size_t)(to - from));
        struct covered c;
        if (space != NULL && read_quantity(space + 1, to, &c.is)) {
            c.key = copy_of(home, from, space);
            c.text = copy_of(home, space + 1, to);
            if (n == ASSUMPTION_MOST || c.key == NULL || c.text == NULL)
                return SIZE_MAX;
            out[n++] = c;
        }
        if (*to == '\0')
            return n;
    }
}

/* Can the range be of the value? Days may be counted without a unit, people come by the day. */
static bool fits(const struct range *r, const struct quantity *q)
{
    enum kind a = r->unit->kind, b = q->unit->kind;
    bool is_day = strcmp(r->unit->set, "d") == 0;
    return a == b || (a == KIND_PLAIN && b == KIND_RATE) || (is_day && b == KIND_PLAIN);
}

/* In the same unit, for nobody thinks of 0.5 d when he reads 15 min. */
static bool is_within(const struct range *r, const struct quantity *q)
{
    return fits(r, q) && strcmp(r->unit->set, q->unit->set) == 0 && q->x >= r->low &&
           q->x <= r->high;
}

/* The value of that name; NULL when there is none, or it is no such quantity. */
static const struct covered *named(const struct range *r, const struct covered *c, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (c[k].key != NULL && strlen(c[k].key) == r->name_length &&
            memcmp(c[k].key, r->name, r->name_length) == 0)
            return fits(r, &c[k].is) ? &c[k] : NULL;
    return NULL;
}

/* The value that range number i is of; NULL when that is not clear. */
static const struct covered *owner_of(const struct range *r, size_t i, size_t n_ranges,
                                      const struct covered *c, size_t n)
{
    const struct covered *owner = NULL;
    if (r[i].name_length > 0)
        return named(&r[i], c, n);
    if (n_ranges == n)
        return fits(&r[i], &c[i].is) ? &c[i] : NULL;
    for (size_t k = 0; k < n; k++) {
        if (!is_within(&r[i], &c[k].is))
            continue;
        if (owner != NULL)
            return NULL;
        owner = &c[k];
    }
    return owner;
}

static bool is_whole(double x)
{
    return x >= -1e9 && x <= 1e9 && (double)(long)x >= x && (double)(long)x <= x;
}

static bool fill(const struct bind_basis *b, const struct range *r, const struct covered *c,
                 struct arena *home, struct assumption *out)
{
    struct text path;
    text_init(&path, home);
    text_add(&path, b->path);
    if (c->key != NULL)
        text_addf(&path, "%s%s", b->path[0] != '\0' ? "." : "", c->key);
    bool is_time = r->unit->kind == KIND_TIME && c->is.unit->kind == KIND_TIME;
    bool is_count = c->is.unit->kind == KIND_PLAIN && is_whole(c->is.x);
    *out = (struct assumption){.path = text_get(&path),
                               .value = c->text,
                               .range = b->range,
                               .low = r->low,
                               .high = r->high,
                               .now = (double)NAN,
                               .unit = is_time ? r->unit->set : c->is.unit->set,
                               .is_whole = is_count && is_whole(r->low) && is_whole(r->high)};
    if (strcmp(out->unit, c->is.unit->set) == 0)
        out->now = c->is.x;
    if (strncmp(out->path, "target.", strlen("target.")) == 0)
        out->why = ASSUMPTION_YARDSTICK;
    return !path.failed;
}

/* The values that a basis covers: one, or the numbers of a group. */
static size_t read_covered(const struct bind_basis *b, struct arena *home,
                           struct covered out[ASSUMPTION_MOST])
{
    const char *value = b->value;
    if (value == NULL || value[0] == '\0')
        return 0;
    out[0] = (struct covered){.key = NULL, .text = value};
    if (read_quantity(value, value + strlen(value), &out[0].is))
        return 1;
    return read_group(value, home, out);
}

static size_t leave(const struct bind_basis *b, enum assumption_why why, struct assumption *out)
{
    *out = (struct assumption){.path = b->path, .value = b->value, .range = b->range, .why = why};
    return 1;
}

size_t assumption_read(const struct bind_basis *basis, struct arena *home,
                       struct assumption out[ASSUMPTION_MOST])
{
    struct range ranges[ASSUMPTION_MOST];
    struct covered covered[ASSUMPTION_MOST];
    if (basis->range == NULL)
        return leave(basis, ASSUMPTION_NO_RANGE, out);
    size_t n = read_covered(basis, home, covered), n_ranges = read_ranges(basis->range, ranges);
    if (n_ranges == 0)
        return leave(basis, ASSUMPTION_WORDS, out);
    if (n == 0 || n == SIZE_MAX)
        return leave(basis, n == 0 ? ASSUMPTION_NO_NUMBER : ASSUMPTION_SEVERAL, out);
    for (size_t i = 0; i < n_ranges; i++) {
        const struct covered *c = owner_of(ranges, i, n_ranges, covered, n);
        if (c == NULL)
            return leave(basis, ASSUMPTION_SEVERAL, out);
        if (!fill(basis, &ranges[i], c, home, &out[i]))
            return 0;
    }
    return n_ranges;
}

const char *assumption_setting(const struct assumption *a, double x, struct arena *home)
{
    struct text t;
    text_init(&t, home);
    text_addf(&t, "%s=%.10g%s%s", a->path, x, a->unit[0] != '\0' && a->unit[0] != '%' ? " " : "",
              a->unit);
    return t.failed ? NULL : text_get(&t);
}

const char *assumption_why_key(enum assumption_why why)
{
    static const char *const keys[] = {"",        "no_range",  "words",  "no_number",
                                       "several", "yardstick", "refused"};
    return keys[why];
}
