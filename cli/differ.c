#include "cli/differ.h"

#include <string.h>

#include "cli/phrase.h"
#include "cli/present/setting.h"
#include "cli/present/shinkyu.h"
#include "sim/base/arena.h"

enum { COLUMNS = 80, VALUE_COLUMNS = 28 };

static bool is_heading(const char *path)
{
    return strcmp(path, "id") == 0 || strcmp(path, "title") == 0 || strcmp(path, "schema") == 0;
}

static const struct origin *find(const struct origins *all, const char *path)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].path, path) == 0)
            return &all->items[i];
    return NULL;
}

const char *differ_own(const struct origins *all, const char *key, struct arena *home)
{
    const struct origin *o = find(all, key);
    struct text t;
    text_init(&t, home);
    if (o != NULL)
        setting_value(NULL, o->value, false, &t);
    return text_get(&t);
}

/* What one of them has and the other has not counts when somebody wrote it. */
static bool differs(const struct origin *a, const struct origin *b)
{
    if (a == NULL)
        return b != NULL && b->at.file != NULL;
    if (b == NULL)
        return a->at.file != NULL;
    return strcmp(a->value, b->value) != 0;
}

/* Which of the rows of the root a path begins with. */
static size_t group_of(const struct bind_row *rows, const char *path)
{
    size_t n = strcspn(path, "."), i = 0;
    while (rows[i].key != NULL && (strlen(rows[i].key) != n || strncmp(rows[i].key, path, n) != 0))
        i++;
    return i;
}

/* What is gone goes to the rest of its group: a stable insertion sort. */
static void sort_by_group(const struct bind_row *rows, struct differ_change *all, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct differ_change c = all[i];
        size_t k = i, group = group_of(rows, c.path);
        for (; k > 0 && group_of(rows, all[k - 1].path) > group; k--)
            all[k] = all[k - 1];
        all[k] = c;
    }
}

/* What the new one has. */
static void take_new(const struct bind_row *rows, struct differ *d, struct differ_change *all)
{
    for (size_t i = 0; i < d->of_new.count; i++) {
        const struct origin *b = &d->of_new.items[i], *a = find(&d->of_old, b->path);
        if (is_heading(b->path))
            continue;
        if (differs(a, b))
            all[d->count++] = (struct differ_change){setting_row(rows, b->path), b->path, a, b};
        else
            d->same++;
    }
}

/* What it has no more. */
static void take_gone(const struct bind_row *rows, struct differ *d, struct differ_change *all)
{
    for (size_t i = 0; i < d->of_old.count; i++) {
        const struct origin *a = &d->of_old.items[i];
        if (!is_heading(a->path) && find(&d->of_new, a->path) == NULL && differs(a, NULL))
            all[d->count++] = (struct differ_change){setting_row(rows, a->path), a->path, a, NULL};
    }
}

bool differ_make(const struct run *old, const struct run *new_, struct differ *out)
{
    *out = (struct differ){.old = old, .new_ = new_};
    if (!origin_list(old, &out->of_old) || !origin_list(new_, &out->of_new))
        return false;
    size_t most = out->of_old.count + out->of_new.count + 1;
    struct differ_change *all = arena_take_array(new_->frame.home, struct differ_change, most);
    const struct bind_row *rows = new_->model->rows();
    if (all == NULL)
        return false;
    take_new(rows, out, all);
    take_gone(rows, out, all);
    sort_by_group(rows, all, out->count);
    out->changes = all;
    return true;
}

/* ---- for a terminal --------------------------------------------------------------------- */

/* Cut to the columns that are left on the line, with an ellipsis. */
static void add_cut(struct text *out, const char *s, int columns)
{
    int used = 0;
    if (text_width(s) <= columns) {
        text_add(out, s);
        return;
    }
    for (const char *from = s; text_next(&s) != 0; from = s) {
        const char *p = from;
        int width = text_width_of(text_next(&p));
        if (used + width > columns - 3)
            break;
        used += width;
        text_add_bytes(out, from, (size_t)(s - from));
    }
    text_add(out, "...");
}

static void add_side(const char *label, const struct origin *o, const char *none, bool japanese,
                     struct text *out)
{
    text_addf(out, "  %s  ", label);
    size_t start = out->length;
    text_add(out, o != NULL ? o->value : none);
    for (int i = text_width(text_get(out) + start); i < VALUE_COLUMNS && o != NULL; i++)
        text_add(out, " ");
    if (o != NULL && o->at.file != NULL) {
        const char *word = origin_word(o, japanese);
        text_addf(out, "  %s%s%s", word, word[0] != '\0' ? " " : "", o->at.file);
        if (o->at.line > 0)
            text_addf(out, ":%d", o->at.line);
    } else if (o != NULL) {
        text_addf(out, "  %s", origin_word(o, japanese));
    }
    text_add(out, "\n");
}

static const char *number(struct arena *home, size_t n)
{
    struct text t;
    text_init(&t, home);
    text_addf(&t, "%zu", n);
    return text_get(&t);
}

void differ_print(const struct differ *d, bool japanese, struct text *out)
{
    struct arena *home = out->home;
    const char *const labels[2] = {japanese ? "旧" : "old", japanese ? "新" : "new"};
    const struct run *const runs[2] = {d->old, d->new_};
    const struct origins *const all[2] = {&d->of_old, &d->of_new};
    for (int i = 0; i < 2; i++)
        text_addf(out, "%s  %s  %s\n", labels[i], runs[i]->frame.options.file,
                  differ_own(all[i], "title", home));
    for (size_t i = 0; i < d->count; i++) {
        const struct differ_change *c = &d->changes[i];
        struct text item;
        text_init(&item, home);
        setting_item(d->new_->model->rows(), c->path, japanese, &item);
        text_addf(out, "\n%s\n  ", c->path);
        add_cut(out, text_get(&item), COLUMNS - 2);
        text_add(out, "\n");
        const char *none = japanese ? "(なし)" : "(none)";
        add_side(labels[0], c->old, none, japanese, out);
        add_side(labels[1], c->new_, none, japanese, out);
    }
    text_add(out, "\n");
    phrase_add(out, d->count > 0 ? PHRASE_DIFF_COUNT : PHRASE_DIFF_NONE, japanese,
               number(home, d->count), number(home, d->same));
    text_add(out, "\n");
}

/* ---- JSON --------------------------------------------------------------------------------- */

static void add_origin(struct text *out, const char *name, const struct origin *o)
{
    text_addf(out, ", \"%s\": ", name);
    if (o == NULL) {
        text_add(out, "null");
        return;
    }
    text_add(out, "{\"value\": ");
    text_add_json(out, o->value);
    text_add(out, ", \"file\": ");
    if (o->at.file != NULL)
        text_add_json(out, o->at.file);
    else
        text_add(out, "null");
    if (o->at.line > 0)
        text_addf(out, ", \"line\": %d", o->at.line);
    else
        text_add(out, ", \"line\": null");
    text_addf(out, ", \"kind\": ");
    if (o->basis != NULL)
        text_add_json(out, o->basis->kind);
    else
        text_add(out, "null");
    text_add(out, "}");
}

void differ_json(const struct differ *d, bool japanese, struct text *out)
{
    text_add(out, "{\"old\": ");
    text_add_json(out, d->old->frame.options.file);
    text_add(out, ", \"new\": ");
    text_add_json(out, d->new_->frame.options.file);
    text_addf(out, ", \"same\": %zu, \"changes\": [", d->same);
    for (size_t i = 0; i < d->count; i++) {
        const struct differ_change *c = &d->changes[i];
        struct text item;
        text_init(&item, out->home);
        setting_item(d->new_->model->rows(), c->path, japanese, &item);
        text_add(out, i > 0 ? ",\n {\"path\": " : "\n {\"path\": ");
        text_add_json(out, c->path);
        text_add(out, ", \"meaning\": ");
        text_add_json(out, text_get(&item));
        add_origin(out, "old", c->old);
        add_origin(out, "new", c->new_);
        text_add(out, "}");
    }
    text_add(out, d->count > 0 ? "\n]}\n" : "]}\n");
}

/* ---- on paper ------------------------------------------------------------------------------ */

static const char *value_of(const struct differ_change *c, const struct origin *o, bool japanese,
                            struct arena *home)
{
    struct text t;
    if (o == NULL)
        return NULL;
    text_init(&t, home);
    setting_value(c->row, o->value, japanese, &t);
    return text_get(&t);
}

/* Whether the new value is known, and within which range. */
static const char *remark_of(const struct differ_change *c, bool japanese, struct arena *home)
{
    struct text t;
    text_init(&t, home);
    if (c->new_ == NULL || c->new_->at.file == NULL)
        return "";
    text_add(&t, origin_word(c->new_, japanese));
    if (c->new_->basis != NULL && c->new_->basis->range != NULL)
        text_addf(&t, japanese ? "(幅 %s)" : " (range %s)", c->new_->basis->range);
    return text_get(&t);
}

void differ_sheet(const struct differ *d, bool japanese, const char *command, struct text *out)
{
    struct arena *home = out->home;
    const struct bind_row *rows = d->new_->model->rows();
    struct shinkyu_row *all = arena_take_array(home, struct shinkyu_row, d->count + 1);
    out->failed = out->failed || all == NULL;
    for (size_t i = 0; i < d->count && all != NULL; i++) {
        const struct differ_change *c = &d->changes[i];
        struct text item;
        text_init(&item, home);
        setting_item(rows, c->path, japanese, &item);
        all[i] = (struct shinkyu_row){.group = setting_group(rows, c->path, japanese),
                                      .item = text_get(&item),
                                      .path = c->path,
                                      .old = value_of(c, c->old, japanese, home),
                                      .new_ = value_of(c, c->new_, japanese, home),
                                      .remark = remark_of(c, japanese, home)};
    }
    const struct shinkyu sheet = {.old_title = differ_own(&d->of_old, "title", home),
                                  .new_title = differ_own(&d->of_new, "title", home),
                                  .old_file = d->old->frame.options.file,
                                  .new_file = d->new_->frame.options.file,
                                  .command = command,
                                  .rows = all,
                                  .count = all != NULL ? d->count : 0,
                                  .same = d->same};
    shinkyu_print(&sheet, japanese, out);
}
