#include "cli/help.h"

#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/present/wrap.h"
#include "sim/base/attr.h"

enum { MEANING = 26 }; /* the column in which meanings of options begin */

static const struct {
    int code;
    const char *means[2], *at_length;
} exits[] = {
    {FRAME_OK, {"done", "完了"}, "done"},
    {FRAME_FAILED, {"failed", "失敗"}, "internal failure, or the results could not be written"},
    {FRAME_USAGE, {"usage", "使い方"}, "the command line is wrong"},
    {FRAME_INVALID,
     {"scenario invalid", "シナリオの誤り"},
     "the scenario or its data are wrong or not there; nothing was run"},
    {FRAME_TARGET_MISSED,
     {"promise missed", "目標が未達"},
     "the promise is missed, with --fail-on-target"},
    {FRAME_FIGURE_MISSING,
     {"figure missing", "図の欠け"},
     "a figure or the PDF is missing, with --strict-output; otherwise that is a warning"},
    {FRAME_IMPRECISE,
     {"not precise enough", "精度が足りない"},
     "not as precise as --until asks, at the most replications"},
    {FRAME_MISMATCH,
     {"something differs", "不一致"},
     "verify or theory: something is not what it should be"},
    {FRAME_INTERRUPTED,
     {"interrupted", "中断"},
     "interrupted; what was finished is kept and marked as partial"},
};

static void add_blanks(int n, struct text *out)
{
    text_addf(out, "%*s", n > 0 ? n : 0, "");
}

/* One line, broken where it has to be; what follows the first begins at `indent`, where the first
 * is already. */
static void add_wrapped(const char *line, int indent, struct text *out)
{
    const char *rest = "";
    for (bool is_first = true; *line != '\0'; line = rest, is_first = false) {
        add_blanks(is_first ? 0 : indent, out);
        text_add_bytes(out, line, wrap_line(line, WRAP_COLUMNS - indent, NULL, &rest));
        text_add(out, "\n");
    }
}

/* Paragraphs; a line that begins with a blank stays as it is. */
static void add_paragraphs(const char *words, struct text *out)
{
    struct text line;
    while (words != NULL && *words != '\0') {
        size_t n = strcspn(words, "\n");
        text_init(&line, out->home);
        text_add_bytes(&line, words, n);
        if (n == 0 || *words == ' ')
            text_addf(out, "%s\n", text_get(&line));
        else
            add_wrapped(text_get(&line), 0, out);
        words += n + (words[n] == '\n');
    }
}

static void add_usage(const struct cmd *c, bool japanese, struct text *out)
{
    struct text line;
    int widest = 0;
    for (size_t i = 0; i < COUNT_OF(c->usage) && c->usage[i].words[0] != NULL; i++) {
        int width = text_width(cmd_words(c->usage[i].words, japanese));
        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; i < COUNT_OF(c->usage) && c->usage[i].words[0] != NULL; i++) {
        const char *does = cmd_words(c->usage[i].does, japanese);
        const char *words = cmd_words(c->usage[i].words, japanese);
        does = does != NULL ? does : cmd_words(c->brief, japanese);
        text_init(&line, out->home);
        text_addf(&line, "madosim %s %s", c->name, words);
        add_blanks(widest - text_width(words) + 3, &line);
        if (text_width(text_get(&line)) + text_width(does) > WRAP_COLUMNS) {
            text_cut(&line, strlen("madosim  ") + strlen(c->name) + strlen(words));
            text_add(&line, "\n    ");
        }
        text_addf(out, "%s%s\n", text_get(&line), does);
    }
}

const char *help_option(const struct cmd *command, size_t nth, bool japanese)
{
    const struct options_row *row = options_of(command, nth);
    const char *own =
        nth < COUNT_OF(command->options) ? cmd_words(command->options[nth].means, japanese) : NULL;
    return own != NULL ? own : cmd_words(row->means, japanese);
}

static void add_options(const struct cmd *c, bool japanese, struct text *out)
{
    const struct options_row *row;
    struct text left;
    for (size_t i = 0; options_of(c, i + 1) != NULL; i++) { /* all but --help */
        row = options_of(c, i);
        const char *value = cmd_words(row->value, japanese);
        text_init(&left, out->home);
        text_addf(&left, "  %s%s%s%s%s", row->letter != NULL ? row->letter : "  ",
                  row->letter != NULL ? ", " : "  ", row->name, value != NULL ? " " : "",
                  value != NULL ? value : "");
        if (text_width(text_get(&left)) >= MEANING)
            text_add(&left, "\n");
        text_add(out, text_get(&left));
        add_blanks(left.bytes[left.length - 1] == '\n' ? MEANING
                                                       : MEANING - text_width(text_get(&left)),
                   out);
        add_wrapped(help_option(c, i, japanese), MEANING, out);
    }
}

static void add_examples(const struct cmd *c, bool japanese, struct text *out)
{
    const char *line = cmd_words(c->examples, japanese);
    text_add(out, japanese ? "例:\n" : "examples:\n");
    while (*line != '\0') {
        size_t n = strcspn(line, "\n");
        text_add(out, "  ");
        text_add_bytes(out, line, n);
        text_add(out, "\n");
        line += n + (line[n] == '\n');
    }
}

/* What the command says of a code, or NULL. */
static const struct cmd_exit *own_exit(const struct cmd *c, int code)
{
    for (size_t i = 0; i < COUNT_OF(c->exits) && (i == 0 || c->exits[i].code != 0); i++)
        if (c->exits[i].code == code && (code != 0 || c->exits[i].means[0] != NULL))
            return &c->exits[i];
    return NULL;
}

bool help_exit(const struct cmd *command, size_t nth, bool japanese, int *code, const char **means)
{
    for (size_t i = 0; i < COUNT_OF(exits); i++) {
        const struct cmd_exit *own = own_exit(command, exits[i].code);
        if ((own == NULL && exits[i].code > FRAME_USAGE) || nth-- > 0)
            continue;
        *code = exits[i].code;
        *means =
            cmd_words(own != NULL && own->means[0] != NULL ? own->means : exits[i].means, japanese);
        return true;
    }
    return false;
}

bool help_exit_of_all(size_t nth, int *code, const char **means)
{
    if (nth >= COUNT_OF(exits))
        return false;
    *code = exits[nth].code;
    *means = exits[nth].at_length;
    return true;
}

static void add_exits(const struct cmd *c, bool japanese, struct text *out)
{
    const char *means, *head = japanese ? "終了コード: " : "exit: ";
    int code, indent = text_width(head), column = indent;
    struct text item;
    text_add(out, head);
    for (size_t i = 0; help_exit(c, i, japanese, &code, &means); i++) {
        text_init(&item, out->home);
        text_addf(&item, "%d %s", code, means);
        int width = text_width(text_get(&item));
        if (i > 0)
            text_add(out, japanese ? "、" : ",");
        if (i > 0 && column + 2 + width + (japanese ? 2 : 1) > WRAP_COLUMNS) {
            text_add(out, "\n");
            add_blanks(indent, out);
            column = indent;
        } else if (i > 0) {
            text_add(out, japanese ? "" : " ");
            column += 2;
        }
        text_add(out, text_get(&item));
        column += width;
    }
    text_add(out, "\n");
}

void help_print(const struct cmd *command, bool japanese, struct text *out)
{
    add_usage(command, japanese, out);
    if (command->about[0] != NULL)
        text_add(out, "\n");
    add_paragraphs(cmd_words(command->about, japanese), out);
    text_add(out, "\n");
    add_options(command, japanese, out);
    if (command->notes[0] != NULL)
        text_add(out, "\n");
    add_paragraphs(cmd_words(command->notes, japanese), out);
    text_add(out, "\n");
    add_examples(command, japanese, out);
    text_add(out, "\n");
    add_exits(command, japanese, out);
}
