#include "cli/cmd_diff.h"

#include <stdio.h>
#include <string.h>

#include "cli/differ.h"
#include "cli/opened.h"

static const char help_en[] =
    "madosim diff OLD NEW [options]   what two scenarios differ in\n"
    "\n"
    "      --format table     for the terminal, with file and line of both values (default)\n"
    "      --format shinkyu   old and new side by side on A4, as HTML\n"
    "  -o, --output FILE      write it there\n"
    "      --json             one JSON object\n"
    "      --lang ja|en       language (default: from the locale)\n"
    "\n"
    "Compares what the scenarios mean, with all they extend and all defaults, so spelling and\n"
    "order do not matter. What differs in results: madosim compare.\n"
    "\n"
    "examples:\n"
    "  madosim diff scenarios/yokohama-fy2020.yaml scenarios/policies/every-saturday.yaml\n"
    "  madosim diff old.yaml new.yaml --format shinkyu -o shinkyu.html\n"
    "\n"
    "exit: 0 done, 1 failed, 2 usage, 3 a scenario is invalid\n";
static const char help_ja[] =
    "madosim diff 旧 新 [指定]   2つのシナリオの設定の違いを示します\n"
    "\n"
    "      --format table     端末用。両方の値の書かれているファイルと行を付ける(既定)\n"
    "      --format shinkyu   新旧対照表(A4、HTML)\n"
    "  -o, --output ファイル  書き込む先\n"
    "      --json             1つの JSON\n"
    "      --lang ja|en       言語(なければロケールから)\n"
    "\n"
    "引き継ぎ(extends)を解き、既定値を補った設定を比べます。書き方や順序の違いは問いません。\n"
    "結果の違いを比べるのは madosim compare です。\n"
    "\n"
    "例:\n"
    "  madosim diff scenarios/yokohama-fy2020.yaml scenarios/policies/every-saturday.yaml\n"
    "  madosim diff old.yaml new.yaml --format shinkyu -o shinkyu.html\n"
    "\n"
    "終了コード: 0 完了、1 失敗、2 使い方、3 シナリオの誤り\n";

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

int cmd_diff(int argc, char **argv)
{
    static const struct frame_command command = {
        "diff", OPTIONS_DIFF, {help_en, help_ja}, sizeof(struct frame), perform, false};
    return frame_run(&command, argc, argv);
}
