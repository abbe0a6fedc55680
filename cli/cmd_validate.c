#include "cli/cmd.h"

#include <stdio.h>

#include "cli/diagnose.h"
#include "cli/opened.h"
#include "cli/present/plan_idle.h"
#include "cli/run_queue.h"
#include "cli/run_ward.h"
#include "models/queue/setup.h"
#include "sim/base/arena.h"
#include "sim/base/civil.h"

/* What was found in one file. */
struct checked {
    struct run *run;
    struct err idle; /* settings without effect */
    bool is_valid;
};

static bool check(struct frame *f, const char *file, struct checked *c)
{
    *c = (struct checked){.run = opened_new(f, file)};
    if (c->run == NULL)
        return false;
    c->is_valid = opened_read(c->run);
    if (c->is_valid && c->run->ward != NULL)
        plan_idle_find(c->run->ward->plan, &c->run->ward->data, &c->idle);
    if (f->options.strict && c->idle.count > 0)
        c->is_valid = false;
    return true;
}

static const char *number_text(struct arena *home, long n)
{
    struct text t;
    text_init(&t, home);
    text_addf(&t, "%ld", n);
    return text_get(&t);
}

/* One line about a file that is right. */
static void tell_right(const struct frame *f, const struct run *r, struct text *out)
{
    const char *file = r->frame.options.file;
    if (r->ward == NULL) {
        long uses = (long)r->queue->data.s.uses.count;
        phrase_add(out, PHRASE_VALID_QUEUE, f->japanese, file, number_text(f->home, uses));
    } else {
        const struct scenario_data *d = &r->ward->data;
        char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
        long wards = (long)d->wards.count - d->n_centres;
        civil_format(d->s.period.from, from);
        civil_format(d->s.period.to, to);
        phrase_add(out, PHRASE_VALID_WARDS, f->japanese, file, number_text(f->home, wards), from,
                   to);
    }
    text_add(out, "\n");
}

static void tell(const struct frame *f, const struct checked *c)
{
    struct text head, body;
    const struct err *e = &c->run->frame.err;
    const char *file = c->run->frame.options.file;
    bool is_strict = f->options.strict && c->idle.count > 0;
    text_init(&head, f->home);
    text_init(&body, f->home);
    if (err_is_set(e) || is_strict) {
        int n = e->count + (is_strict ? c->idle.count : 0);
        phrase_add(&head, PHRASE_VALID_NOT, f->japanese, file, number_text(f->home, n));
        text_add(&head, "\n");
    } else if (!f->options.quiet) {
        tell_right(f, c->run, &head);
    }
    if (!is_strict && c->idle.count > 0 && !f->options.quiet) {
        const char *n = number_text(f->home, c->idle.count);
        phrase_add(&head, PHRASE_VALID_WARNINGS, f->japanese, file, n);
        text_add(&head, "\n");
    }
    diagnose_print(e, f->japanese, &body);
    if (is_strict || !f->options.quiet)
        diagnose_print_as(&c->idle, !is_strict, f->japanese, &body);
    fputs(text_get(&head), stdout);
    (void)fflush(stdout); /* before what goes to stderr, for those who read both */
    fputs(text_get(&body), stderr);
}

static void add_json(const struct frame *f, const struct checked *c, struct text *out)
{
    text_add(out, "{\"file\": ");
    text_add_json(out, c->run->frame.options.file);
    text_addf(out, ", \"valid\": %s,\n  \"errors\": ", c->is_valid ? "true" : "false");
    diagnose_json(&c->run->frame.err, f->japanese, out);
    text_add(out, ",\n  \"warnings\": ");
    diagnose_json(&c->idle, f->japanese, out);
    text_add(out, "}");
}

static bool is_memory(const struct err *e)
{
    return err_is_set(e) && e->item[0].code == ERR_NOMEM;
}

static int perform(struct frame *f)
{
    struct text json;
    bool is_valid = true;
    struct checked *c = arena_take_array(f->home, struct checked, 1);
    text_init(&json, f->home);
    for (size_t i = 0; i < f->options.n_words && c != NULL; i++) {
        if (!check(f, f->options.words[i], c))
            return frame_fail(f, FRAME_FAILED);
        if (is_memory(&c->run->frame.err))
            return frame_fail(&c->run->frame, FRAME_FAILED);
        is_valid &= c->is_valid;
        text_add(&json, i > 0 ? ",\n " : "");
        if (f->options.json)
            add_json(f, c, &json);
        else
            tell(f, c);
    }
    struct text out;
    text_init(&out, f->home);
    if (f->options.json)
        text_addf(&out, "{\"valid\": %s, \"files\": [\n %s]}\n", is_valid ? "true" : "false",
                  text_get(&json));
    int code = opened_put(f, &out);
    return code != FRAME_OK || is_valid ? code : FRAME_INVALID;
}

const struct cmd cmd_validate = {
    .name = "validate",
    .brief = {"find mistakes in scenarios", "シナリオの誤りを調べる"},
    .usage = {{{"FILE... [options]", "ファイル... [指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_SET, {NULL, NULL}},
                {OPTIONS_STRICT,
                 {"settings without effect count as mistakes", "効かない設定も誤りとする"}},
                {OPTIONS_JSON,
                 {"one JSON object with all files and the places of mistakes",
                  "全ファイルと誤りの位置を1つの JSON で出す"}},
                {OPTIONS_QUIET,
                 {"say nothing about files that are right",
                  "正しいファイルについては何も言わない"}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"Reads the scenario, what it extends and its tables, and tells all mistakes of "
              "form and meaning at once, with file, line and column. explain CODE tells more "
              "about one.",
              "シナリオ、引き継ぐファイル(extends)、表を読み、書き方と意味の誤りを、ファイル・"
              "行・桁とともに一度にすべて示します。1つの誤りについて詳しくは madosim explain 番"
              "号。"},
    .examples = {"madosim validate scenarios/yokohama-fy2020.yaml\n"
                 "madosim validate scenarios/policies/*.yaml --strict\n"
                 "madosim validate office.yaml --json\n",
                 NULL},
    .exits = {{0, {"all files are right", "どれも正しい"}},
              {3, {"a scenario is invalid", "誤りのあるシナリオがある"}}},
    .words = {1, OPTIONS_WORDS_MAX, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct frame),
};
