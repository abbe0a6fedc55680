/* The product of lists: --grid wards.青葉.mode=walk_in,booking --grid target.within=20min,30min. */
#include <string.h>

#include "cli/phrase.h"
#include "cli/sweep.h"
#include "sim/base/arena.h"

static bool refuse(const struct sweep *s, enum phrase p, const char *a, const char *b, int *code)
{
    frame_say(s->frame, stderr, p, a, b);
    *code = FRAME_USAGE;
    return false;
}

/* The comma after a value, or the end: commas in brackets, braces and quotes are its own. */
static const char *end_of_value(const char *p)
{
    int depth = 0;
    bool is_quoted = false;
    for (; *p != '\0' && (*p != ',' || depth > 0 || is_quoted); p++) {
        if (*p == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && strchr("[{", *p) != NULL)
            depth++;
        else if (!is_quoted && strchr("]}", *p) != NULL)
            depth--;
    }
    return p;
}

/* A copy without quotes around it; NULL when memory ran out. */
static const char *value_of(struct arena *home, const char *from, const char *to)
{
    if (to - from >= 2 && *from == '"' && to[-1] == '"') {
        from++;
        to--;
    }
    char *copy = arena_take_array(home, char, (size_t)(to - from) + 1);
    if (copy != NULL)
        memcpy(copy, from, (size_t)(to - from));
    return copy;
}

static bool is_taken(const struct sweep *s, const struct sweep_axis *axis)
{
    for (const struct sweep_axis *other = s->axes; other < axis; other++)
        if (strcmp(other->key, axis->key) == 0)
            return true;
    return false;
}

static bool read_values(struct sweep *s, const char *written, const char *from,
                        struct sweep_axis *axis, int *code)
{
    struct arena *home = s->frame->home;
    axis->values = arena_take_array(home, const char *, strlen(from) + 1);
    if (axis->values == NULL)
        return false;
    for (const char *to = from;; from = to + 1) {
        to = end_of_value(from);
        if (to == from)
            return refuse(s, PHRASE_SWEEP_BAD_GRID, written, "", code);
        axis->values[axis->n] = value_of(home, from, to);
        if (axis->values[axis->n++] == NULL)
            return false;
        if (*to == '\0')
            return true;
    }
}

static bool read_axis(struct sweep *s, const char *written, struct sweep_axis *axis, int *code)
{
    const char *equals = strchr(written, '=');
    if (equals == NULL || equals == written)
        return refuse(s, PHRASE_SWEEP_BAD_GRID, written, "", code);
    axis->key = value_of(s->frame->home, written, equals);
    if (axis->key == NULL)
        return false;
    if (strcmp(axis->key, "model") == 0)
        return refuse(s, PHRASE_SWEEP_KIND, "", "", code);
    if (is_taken(s, axis))
        return refuse(s, PHRASE_SWEEP_TWICE, axis->key, "", code);
    return read_values(s, written, equals + 1, axis, code);
}

/* How a value is called: of a table, the file without its folders. */
static const char *short_name(const char *value)
{
    const char *slash = strrchr(value, '/');
    return slash != NULL && strstr(slash, ".csv") != NULL ? slash + 1 : value;
}

/* Point number i of the product. */
static bool make_point(const struct sweep *s, size_t i, struct sweep_point *p)
{
    struct arena *home = s->frame->home;
    const char **settings = arena_take_array(home, const char *, s->n_axes);
    struct text label;
    size_t stride = 1;
    if (settings == NULL)
        return false;
    for (size_t k = 0; k < s->n_axes; k++)
        stride *= s->axes[k].n;
    text_init(&label, home);
    for (size_t k = 0; k < s->n_axes; k++) {
        stride /= s->axes[k].n;
        const char *value = s->axes[k].values[i / stride % s->axes[k].n];
        struct text one;
        text_init(&one, home);
        text_addf(&one, "%s=%s", s->axes[k].key, value);
        text_addf(&label, "%s%s", k > 0 ? ", " : "", short_name(value));
        settings[k] = text_get(&one);
    }
    *p = (struct sweep_point){
        .label = text_get(&label), .settings = settings, .n_settings = s->n_axes};
    return !label.failed;
}

/* Does the point differ in one setting at most from the first? Then whatever is wrong with a
 * value is seen at it. */
static bool shows_mistakes(const struct sweep *s, size_t i)
{
    size_t stride = 1, differ = 0;
    for (size_t k = s->n_axes; k-- > 0;) {
        differ += i / stride % s->axes[k].n != 0;
        stride *= s->axes[k].n;
    }
    return differ <= 1;
}

static bool read_axes(struct sweep *s, size_t *n, int *code)
{
    const struct options *o = &s->frame->options;
    struct text count;
    text_init(&count, s->frame->home);
    *n = 1;
    for (size_t k = 0; k < o->n_grid; k++) {
        if (!read_axis(s, o->grid[k], &s->axes[s->n_axes++], code))
            return false;
        *n *= s->axes[k].n;
        if (*n + o->baseline > SWEEP_POINTS)
            break;
    }
    if (*n + o->baseline <= SWEEP_POINTS)
        return true;
    text_addf(&count, "%zu", *n);
    return refuse(s, PHRASE_SWEEP_TOO_MANY, text_get(&count), o->baseline ? "255" : "256", code);
}

bool sweep_grid(struct sweep *s, int *code)
{
    size_t n, first = s->frame->options.baseline;
    struct text as_is;
    if (!read_axes(s, &n, code))
        return false;
    s->points = arena_take_array(s->frame->home, struct sweep_point, n + first);
    s->n_points = n + first;
    if (s->points == NULL)
        return false;
    text_init(&as_is, s->frame->home);
    phrase_add(&as_is, PHRASE_SWEEP_AS_IS, s->frame->japanese, "");
    s->points[0].label = text_get(&as_is);
    for (size_t i = 0; i < n; i++)
        if (!make_point(s, i, &s->points[i + first]) ||
            (shows_mistakes(s, i) && !sweep_check(s, &s->points[i + first], code)))
            return false;
    return true;
}
