#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/differ.h"
#include "cli/opened.h"

static const char *command_of(const struct frame *f)
{
    struct text t;
    text_init(&t, f->home);
    text_add(&t, "madosim diff ");
    run_add_word(&t, f->options.words[0]);
    text_add(&t, " ");
    run_add_word(&t, f->options.words[1]);
    text_add(&t, " --format shinkyu");
    return text_get(&t);
}

static int perform(struct frame *f)
{
    struct run *r[2];
    struct differ d;
    struct text out;
    text_init(&out, f->home);
    for (int i = 0; i < 2; i++) {
        r[i] = opened_new(f, f->options.words[i]);
        if (r[i] == NULL)
            return frame_fail(f, FRAME_FAILED);
        if (!opened_read(r[i]))
            return frame_fail(&r[i]->frame, FRAME_INVALID);
    }
    if (r[0]->model != r[1]->model) {
        frame_say(f, stderr, PHRASE_COMPARE_KINDS, f->options.words[0], f->options.words[1]);
        return FRAME_USAGE;
    }
    if (!differ_make(r[0], r[1], &d)) {
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "diff");
        return frame_fail(f, FRAME_FAILED);
    }
    if (f->options.json)
        differ_json(&d, f->japanese, &out);
    else if (f->options.format != NULL && strcmp(f->options.format, "shinkyu") == 0)
        differ_sheet(&d, f->japanese, command_of(f), &out);
    else
        differ_print(&d, f->japanese, &out);
    return opened_put(f, &out);
}

const struct cmd cmd_diff = {
    .name = "diff",
    .brief = {"what two scenarios differ in, also side by side",
              "2つのシナリオの設定の違い(新旧対照表)"},
    .usage = {{{"OLD NEW [options]", "旧 新 [指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_COMPARISON,
                 {"table: for the terminal, with file and line of both values (default); "
                  "shinkyu: old and new side by side on A4, as HTML",
                  "table: 端末用。両方の値の書かれているファイルと行を付ける(既定)。"
                  "shinkyu: 新旧対照表(A4、HTML)"}},
                {OPTIONS_FILE, {"write it there", "書き込む先"}},
                {OPTIONS_JSON, {NULL, NULL}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"Compares what the scenarios mean, with all they extend and all defaults, so "
              "spelling and order do not matter. What differs in results: madosim compare.",
              "引き継ぎ(extends)を解き、既定値を補った設定を比べます。書き方や順序の違いは問い"
              "ません。結果の違いを比べるのは madosim compare です。"},
    .examples = {"madosim diff scenarios/yokohama-fy2020.yaml \\\n"
                 "  scenarios/policies/every-saturday.yaml\n"
                 "madosim diff old.yaml new.yaml --format shinkyu -o shinkyu.html\n",
                 NULL},
    .exits = {{3, {"a scenario is invalid", "シナリオの誤り"}}},
    .words = {2, 2, OPTIONS_FILES, PHRASE_DIFF_NEEDS_TWO, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct frame),
};
