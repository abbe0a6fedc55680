#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/diagnose.h"
#include "cli/opened.h"
#include "cli/words.h"
#include "sim/base/arena.h"

#define EXAMPLE_FILE "office.yaml"
#define EXAMPLE_LINE 8

/* Is the beginning of n bytes what may stand before a number, an M at its end in any case? */
static bool may_lead(const char *word, size_t n)
{
    static const char *const heads[] = {"", "[", "error[", "warning[", "エラー[", "警告["};
    if (n == 0)
        return true;
    bool is_head = false;
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        is_head |= strlen(heads[i]) == n - 1 && memcmp(word, heads[i], n - 1) == 0;
    return is_head && (word[n - 1] == 'M' || word[n - 1] == 'm');
}

static bool may_end(const char *rest)
{
    return strcmp(rest, "") == 0 || strcmp(rest, "]") == 0 || strcmp(rest, "]:") == 0 ||
           strcmp(rest, ":") == 0;
}

/* M021, m21, 21, error[M021]: - the code, or ERR_NONE when there is none of that number. */
static enum err_code read_code(const char *word)
{
    size_t n = strcspn(word, "0123456789"), digits = strspn(word + n, "0123456789");
    if (!may_lead(word, n) || !may_end(word + n + digits) || digits == 0 || digits > 3)
        return ERR_NONE;
    long number = strtol(word + n, NULL, 10);
    for (size_t i = 0; words_code(i) != ERR_NONE; i++)
        if ((long)words_code(i) == number)
            return words_code(i);
    return ERR_NONE;
}

/* The example of a code as the error it would be. */
static struct err_item item_of(enum err_code code)
{
    struct err one = {0};
    struct src_pos at = {0};
    struct words_example x = words_example_of(code);
    const char *args[ERR_ARGS + 1] = {NULL};
    for (int i = 0; i < ERR_ARGS && x.arg[i] != NULL; i++)
        args[i] = x.arg[i];
    if (x.line != NULL) {
        const char *mark = strstr(x.line, x.mark), *p = x.line;
        at = (struct src_pos){x.file != NULL ? x.file : EXAMPLE_FILE, EXAMPLE_LINE, 1,
                              (int)text_count(x.mark), x.line};
        at.line = code == ERR_OVERRIDE ? 1 : EXAMPLE_LINE;
        while (p < mark && text_next(&p) != 0)
            at.column++;
    }
    (void)err_add_args(&one, code, at, args);
    return one.item[0];
}

static void explain(enum err_code code, bool japanese, struct text *out)
{
    struct err one = {.count = 1, .item = {item_of(code)}};
    const char *right = words_example_of(code).right;
    text_addf(out, "M%03d  %s\n\n%s\n\n", (int)code, words_get(code, WORDS_TITLE, japanese),
              words_get(code, WORDS_ABOUT, japanese));
    text_add(out, japanese ? "例\n" : "example\n");
    diagnose_print_as(&one, code == ERR_NO_EFFECT, japanese, out);
    text_add(out, japanese ? "\n対処\n" : "\nremedy\n");
    if (right != NULL)
        text_addf(out, "%3d| %s\n", one.item[0].at.line, right);
    else
        diagnose_help(&one.item[0], japanese, out);
    text_add(out, right != NULL ? "" : "\n");
}

static void explain_json(enum err_code code, bool japanese, struct text *out)
{
    struct err one = {.count = 1, .item = {item_of(code)}};
    const char *right = words_example_of(code).right, *line = one.item[0].at.excerpt;
    text_addf(out, "{\"code\": \"M%03d\", \"title\": ", (int)code);
    text_add_json(out, words_get(code, WORDS_TITLE, japanese));
    text_add(out, ",\n  \"about\": ");
    text_add_json(out, words_get(code, WORDS_ABOUT, japanese));
    text_add(out, ",\n  \"wrong\": ");
    if (line != NULL)
        text_add_json(out, line);
    else
        text_add(out, "null");
    text_add(out, ", \"right\": ");
    if (right != NULL)
        text_add_json(out, right);
    else
        text_add(out, "null");
    text_add(out, ",\n  \"example\": ");
    diagnose_json(&one, japanese, out);
    text_add(out, "}");
}

/* All codes by number, with a few words each. */
static void list(bool japanese, struct text *out)
{
    for (int code = 1; code < 1000; code++)
        for (size_t i = 0; words_code(i) != ERR_NONE; i++)
            if ((int)words_code(i) == code)
                text_addf(out, "M%03d  %s\n", code,
                          words_get(words_code(i), WORDS_TITLE, japanese));
    text_add(out,
             japanese ? "\nくわしく: madosim explain M021\n" : "\nmore: madosim explain M021\n");
}

static bool add_json(const enum err_code *codes, size_t n, bool japanese, struct text *out)
{
    text_add(out, "[");
    for (size_t i = 0; i < n; i++) {
        text_add(out, i > 0 ? ",\n " : "");
        explain_json(codes[i], japanese, out);
    }
    text_add(out, "]\n");
    return !out->failed;
}

/* The codes asked for; all of them when none is. */
static size_t choose(const struct frame *f, enum err_code *codes, size_t room)
{
    size_t n = f->options.n_words;
    for (size_t i = 0; i < n; i++)
        codes[i] = read_code(f->options.words[i]);
    if (n > 0)
        return n;
    while (n < room && words_code(n) != ERR_NONE) {
        codes[n] = words_code(n);
        n++;
    }
    return n;
}

static int perform(struct frame *f)
{
    enum { ROOM = 256 };
    enum err_code codes[ROOM] = {ERR_NONE};
    struct text out;
    text_init(&out, f->home);
    size_t n = choose(f, codes, ROOM);
    for (size_t i = 0; i < n; i++)
        if (codes[i] == ERR_NONE) {
            frame_say(f, stderr, PHRASE_EXPLAIN_NONE, f->options.words[i], "");
            return FRAME_USAGE;
        }
    if (f->options.json)
        (void)add_json(codes, n, f->japanese, &out);
    else if (f->options.n_words == 0)
        list(f->japanese, &out);
    for (size_t i = 0; i < n && !f->options.json && f->options.n_words > 0; i++) {
        text_add(&out, i > 0 ? "\n" : "");
        explain(codes[i], f->japanese, &out);
    }
    return opened_put(f, &out);
}

const struct cmd cmd_explain = {
    .name = "explain",
    .brief = {"what a message code means, with an example", "メッセージの番号の意味と直し方を示す"},
    .usage = {{{"[CODE]...", "[番号]..."}, {NULL, NULL}}},
    .options = {{OPTIONS_JSON, {"one JSON object for each code", "番号ごとに1つの JSON"}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"A code is written as in the message: M021, m21, 21 or error[M021]. Without one, "
              "all codes are listed.",
              "番号は、M021、m21、21、エラー[M021] のどの書き方でもかまいません。書かなければ、"
              "すべての番号を一覧にします。"},
    .examples = {"madosim explain\n"
                 "madosim explain M021\n"
                 "madosim explain M013 M015 --lang en\n",
                 NULL},
    .exits = {{2, {"usage or no such code", "使い方の誤り、またはその番号がない"}}},
    .words = {0, OPTIONS_WORDS_MAX, OPTIONS_CODES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct frame),
};
