#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/form.h"
#include "cli/opened.h"
#include "cli/relative.h"
#include "cli/run_ward.h"
#include "cli/shipped.h"
#include "cli/starter.h"
#include "sim/base/arena.h"
#include "sim/output/outfile.h"

#define SCHEMA_FILE "madosim.schema.json"

struct base {
    const char *file;   /* as it can be opened from here */
    const char *path;   /* as seen from where the scenario goes */
    const char *schema; /* the same; NULL: not there */
};

static int refuse(struct frame *f, enum phrase p, const char *a, enum frame_exit code)
{
    frame_say(f, stderr, p, a, "");
    return (int)code;
}

/* Written where nothing is yet; false with everything said. */
static bool is_free(struct frame *f, const char *path)
{
    if (path == NULL || !outfile_exists(path))
        return true;
    frame_say(f, stderr, PHRASE_INIT_EXISTS, path, "");
    return false;
}

/* The shipped scenario of --preset, seen from a folder that is there. */
static bool find_base(struct frame *f, const struct starter_preset *preset, const char *folder,
                      struct base *base)
{
    base->file = shipped_find(preset->file, f->home);
    const char *schema = shipped_find(SCHEMA_FILE, f->home);
    base->path = base->file != NULL ? relative_path(base->file, folder, f->home) : NULL;
    base->schema = schema != NULL ? relative_path(schema, folder, f->home) : NULL;
    if (base->path != NULL)
        return true;
    const char *missing = base->file != NULL ? folder : preset->file;
    return err_add(&f->err, ERR_OPEN, SRC_NOWHERE, missing, "No such file or directory");
}

static void told(const struct frame *f, const char *path)
{
    struct text json;
    if (path == NULL)
        return;
    if (!f->options.json) {
        if (!f->options.quiet)
            frame_say(f, stdout, PHRASE_INIT_MADE, path, "");
        return;
    }
    text_init(&json, f->home);
    text_add(&json, "{\"file\":");
    text_add_json(&json, path);
    text_add(&json, "}\n");
    fputs(text_get(&json), stdout);
}

static int write_starter(struct frame *f, const struct starter_preset *preset)
{
    const char *folder = f->options.words[0];
    struct base base;
    struct text path, out;
    text_init(&path, f->home);
    text_init(&out, f->home);
    size_t n = strlen(folder);
    text_addf(&path, "%s%sscenario.yaml", folder, n > 0 && folder[n - 1] == '/' ? "" : "/");
    f->options.target = text_get(&path);
    if (!is_free(f, f->options.target))
        return FRAME_FAILED;
    if (shipped_find(preset->file, f->home) == NULL || !outfile_make_folder(folder, &f->err) ||
        !find_base(f, preset, folder, &base)) {
        if (!err_is_set(&f->err))
            (void)err_add(&f->err, ERR_OPEN, SRC_NOWHERE, preset->file,
                          "No such file or directory");
        return frame_fail(f, FRAME_FAILED);
    }
    const struct starter s = {preset, f->options.target, base.path, base.schema};
    starter_print(&s, f->japanese, &out);
    int code = opened_put(f, &out);
    if (code == FRAME_OK)
        told(f, f->options.target);
    return code;
}

/* ---- forms -------------------------------------------------------------------------------- */

static int write_form(struct frame *f, const struct starter_preset *preset)
{
    struct text out;
    const char *nearest = NULL, *file = shipped_find(preset->file, f->home);
    text_init(&out, f->home);
    if (!is_free(f, f->options.target))
        return FRAME_FAILED;
    if (file == NULL) {
        (void)err_add(&f->err, ERR_OPEN, SRC_NOWHERE, preset->file, "No such file or directory");
        return frame_fail(f, FRAME_FAILED);
    }
    struct run *r = opened_new(f, file);
    if (r == NULL)
        return frame_fail(f, FRAME_FAILED);
    if (!opened_read(r))
        return frame_fail(&r->frame, FRAME_INVALID);
    const char *ward = scenario_ward_name(f->options.ward, &nearest, &r->ward->data);
    if (ward == NULL) {
        (void)err_add(&f->err, ERR_NAME_UNKNOWN, SRC_NOWHERE, f->options.ward, "ward",
                      nearest != NULL ? nearest : "");
        return frame_fail(f, FRAME_USAGE);
    }
    form_print(r, ward, f->japanese, &out);
    int code = opened_put(f, &out);
    if (code == FRAME_OK)
        told(f, f->options.target);
    return code;
}

/* Whether the scenario of a form can be run; false with the mistakes at the cells of the form. */
static bool check_scenario(struct frame *f, const struct form_lines *lines, const struct text *out)
{
    const char *name = f->options.target != NULL ? f->options.target : "scenario.yaml";
    struct run *r = opened_new(f, name);
    if (r == NULL)
        return false;
    r->doc = bind_load_bytes(name, text_get(out), out->length, f->home, &r->frame.err);
    r->model = &run_ward_model;
    bool is_read = r->doc != NULL && r->model->read(r);
    form_blame(lines, name, &r->frame.err);
    for (int i = 0; i < r->frame.err.count && i < ERR_LIST_MAX; i++)
        if (f->err.count < ERR_LIST_MAX)
            f->err.item[f->err.count++] = r->frame.err.item[i];
    return is_read && !err_is_set(&f->err);
}

static int write_from_form(struct frame *f, const struct starter_preset *preset)
{
    struct base base;
    struct text out, id;
    const char *target = f->options.target;
    const char *folder = target != NULL ? relative_folder_of(target, f->home) : "";
    text_init(&out, f->home);
    text_init(&id, f->home);
    if (!is_free(f, target))
        return FRAME_FAILED;
    if (folder == NULL || !find_base(f, preset, folder, &base))
        return frame_fail(f, FRAME_FAILED);
    starter_id(target != NULL ? target : f->options.filled, &id);
    struct form form = {
        .path = f->options.filled, .schema = base.schema, .base = base.path, .id = text_get(&id)};
    const struct form_lines *lines = form_read(&form, f->home, &out, &f->err);
    if (lines == NULL || !check_scenario(f, lines, &out))
        return frame_fail(f, FRAME_INVALID);
    int code = opened_put(f, &out);
    if (code == FRAME_OK)
        told(f, target);
    return code;
}

/* A folder, a form, or what is in a form: exactly one, and a folder has a name. */
static bool is_one_asked(const struct options *o)
{
    bool is_form = o->form || o->ward != NULL, has_folder = o->n_words > 0;
    return is_form + (o->filled != NULL) + has_folder == 1 &&
           !(has_folder && o->words[0][0] == '\0');
}

static int perform(struct frame *f)
{
    const struct options *o = &f->options;
    const struct starter_preset *preset = starter_find(o->preset);
    bool is_form = o->form || o->ward != NULL, is_filled = o->filled != NULL;
    if (!is_one_asked(o))
        return refuse(f, PHRASE_INIT_ONE, "", FRAME_USAGE);
    if (is_form && (!o->form || o->ward == NULL))
        return refuse(f, PHRASE_INIT_FORM, "", FRAME_USAGE);
    if ((is_form || is_filled) && preset->is_queue)
        return refuse(f, PHRASE_INIT_WARDS, preset->name, FRAME_USAGE);
    if (is_form)
        return write_form(f, preset);
    return is_filled ? write_from_form(f, preset) : write_starter(f, preset);
}

const struct cmd cmd_init = {
    .name = "init",
    .brief = {"a scenario to start from, or a form to fill in",
              "書き始めるためのシナリオか、記入票を作る"},
    .usage = {{{"DIR [options]", "フォルダー [指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_PRESET,
                 {"what it builds upon: yokohama-2020 (default), yokohama-2025 or post-office",
                  "もとにするもの: yokohama-2020(既定)、yokohama-2025、post-office"}},
                {OPTIONS_FORM,
                 {"instead, a form about --ward that a spreadsheet program opens: counters, "
                  "places, hours, tickets; what is assumed now beside it",
                  "代わりに、--ward の区について、Excel で開ける記入票(窓口数、予約枠、受付時間、"
                  "整理券)を作る。今の想定を並べて示す"}},
                {OPTIONS_WARD, {"whose form", "記入票を作る区"}},
                {OPTIONS_FROM_FORM,
                 {"instead, a scenario from a form that was filled in; those numbers are FACT, "
                  "what is empty stays as it was",
                  "代わりに、記入した票からシナリオを作る。記入した数字は FACT(公表・実測)に"
                  "なり、空欄は元のまま"}},
                {OPTIONS_FILE,
                 {"where the form or its scenario goes", "記入票やシナリオの書き込み先"}},
                {OPTIONS_QUIET, {"say nothing when it is done", "できたことを知らせない"}},
                {OPTIONS_JSON, {"its path as JSON", "書いたファイルを JSON で示す"}},
                {OPTIONS_LANG,
                 {"of comments and messages (default: from the locale)",
                  "注釈とメッセージの言語(なければロケールから)"}}},
    .notes = {"Writes DIR/scenario.yaml, with comments. No file is overwritten.",
              "フォルダー/scenario.yaml を注釈つきで作ります。すでにあるファイルは上書きしませ"
              "ん。"},
    .examples = {"madosim init my-office\n"
                 "madosim init --ward aoba --form -o aoba.csv\n"
                 "madosim init --from-form aoba.csv -o aoba.yaml\n",
                 "madosim init my-office\n"
                 "madosim init --ward 青葉 --form -o aoba.csv\n"
                 "madosim init --from-form aoba.csv -o aoba.yaml\n"},
    .exits = {{1, {"failed or there is such a file", "失敗か同じ名前のファイルがある"}},
              {3, {"the form is invalid", "記入票の誤り"}}},
    .words = {0, 1, OPTIONS_FOLDERS, PHRASE_INIT_NEEDS, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct frame),
};
