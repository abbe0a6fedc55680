#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/opened.h"
#include "cli/origin.h"
#include "cli/relative.h"
#include "sim/base/arena.h"

enum { WORD_COLUMNS = 11 };

static bool print_resolved(struct frame *f, const struct run *r, struct text *out)
{
    const char *folder =
        f->options.target != NULL ? relative_folder_of(f->options.target, f->home) : "";
    text_addf(out,
              f->japanese ? "# %s の引き継ぎを解き、既定値を補ったもの\n"
                          : "# %s with all it extends and all defaults\n",
              r->frame.options.file);
    return folder != NULL && origin_print(r, folder, out);
}

static const char *place_of(const struct origin *o, struct arena *home)
{
    struct text t;
    text_init(&t, home);
    if (o->at.file != NULL && o->at.line > 0)
        text_addf(&t, "%s:%d", o->at.file, o->at.line);
    else
        text_add(&t, o->at.file != NULL ? o->at.file : "-");
    return text_get(&t);
}

static void add_padded(struct text *out, const char *s, int columns)
{
    text_add(out, s);
    for (int i = text_width(s); i < columns; i++)
        text_add(out, " ");
}

/* The place at the left, so that long values may run on. */
static void print_origins(const struct origins *all, const struct frame *f, struct text *out)
{
    int columns = 0;
    for (size_t i = 0; i < all->count; i++) {
        int width = text_width(place_of(&all->items[i], f->home));
        columns = width > columns ? width : columns;
    }
    for (size_t i = 0; i < all->count; i++) {
        const struct origin *o = &all->items[i];
        add_padded(out, place_of(o, f->home), columns + 1);
        add_padded(out, origin_word(o, f->japanese), WORD_COLUMNS);
        text_addf(out, "%s: %s\n", o->path, o->value);
    }
}

static void add_text(struct text *out, const char *name, const char *s)
{
    text_addf(out, ", \"%s\": ", name);
    if (s != NULL)
        text_add_json(out, s);
    else
        text_add(out, "null");
}

static void print_json(const struct origins *all, struct text *out)
{
    text_add(out, "{\"settings\": [");
    for (size_t i = 0; i < all->count; i++) {
        const struct origin *o = &all->items[i];
        const struct bind_basis *b = o->basis;
        text_add(out, i > 0 ? ",\n {\"path\": " : "\n {\"path\": ");
        text_add_json(out, o->path);
        add_text(out, "value", o->value);
        add_text(out, "file", o->at.file);
        if (o->at.line > 0)
            text_addf(out, ", \"line\": %d", o->at.line);
        else
            text_add(out, ", \"line\": null");
        add_text(out, "kind", b != NULL ? b->kind : NULL);
        add_text(out, "range", b != NULL ? b->range : NULL);
        add_text(out, "note", b != NULL ? b->note : NULL);
        add_text(out, "source", b != NULL ? b->source : NULL);
        text_add(out, "}");
    }
    text_add(out, "\n]}\n");
}

static int perform(struct frame *f)
{
    struct text out;
    struct origins all;
    struct run *r = opened_new(f, f->options.file);
    text_init(&out, f->home);
    if (r == NULL)
        return frame_fail(f, FRAME_FAILED);
    if (!opened_read(r))
        return frame_fail(&r->frame, FRAME_INVALID);
    bool is_origin = (f->options.origin && !f->options.resolved) || f->options.json;
    if (!is_origin && !print_resolved(f, r, &out)) {
        (void)err_add(&f->err, ERR_WRITE, SRC_NOWHERE,
                      f->options.target != NULL ? f->options.target : "stdout", "no such folder",
                      "make the folder");
        return frame_fail(f, FRAME_FAILED);
    }
    if (is_origin && !origin_list(r, &all)) {
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, f->options.file);
        return frame_fail(f, FRAME_FAILED);
    }
    if (f->options.json)
        print_json(&all, &out);
    else if (is_origin)
        print_origins(&all, f, &out);
    return opened_put(f, &out);
}

const struct cmd cmd_show = {
    .name = "show",
    .brief = {"all values of a scenario, and where each comes from",
              "シナリオのすべての値と、その出どころを示す"},
    .usage = {{{"FILE [options]", "ファイル [指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_RESOLVED,
                 {"one YAML file that runs by itself (this is what is shown when nothing else "
                  "is asked for)",
                  "引き継ぎを解いた1つの YAML(そのまま試算できる。ほかの指定がなければこれを示"
                  "す)"}},
                {OPTIONS_ORIGIN,
                 {"every value with the file and line it is written in, and whether it is a "
                  "FACT, DERIVED or an ASSUMPTION",
                  "値ごとに、書かれているファイルと行、公表・実測/計算/仮定の別"}},
                {OPTIONS_SET, {NULL, NULL}},
                {OPTIONS_FILE,
                 {"write it there; paths of tables then count from there",
                  "書き込む先(表のパスは、そこから見たものになる)"}},
                {OPTIONS_JSON, {"origins as one JSON object", "値の出どころを1つの JSON で出す"}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"A value without file is a default. What has no word says nothing about where "
              "its number comes from.",
              "ファイルのない値は既定値です。別の書かれていない値は、数字の出どころが示されてい"
              "ません。"},
    .examples = {"madosim show scenarios/yokohama-fy2020.yaml --origin\n"
                 "madosim show scenarios/policies/every-saturday.yaml -o office.yaml\n"
                 "madosim show scenarios/yokohama-fy2020.yaml --origin --set booking.slot=20min\n",
                 NULL},
    .exits = {{3, {NULL, NULL}}},
    .words = {1, 1, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_FILES},
    .perform = perform,
    .size = sizeof(struct frame),
};
