#include "cli/cmd_completion.h"

#include <stdio.h>
#include <string.h>

#include "cli/opened.h"
#include "cli/words.h"

static const char help_en[] =
    "madosim completion bash|zsh   what a shell needs to complete commands and options\n"
    "\n"
    "  -o, --output FILE      write it there\n"
    "      --lang ja|en       language of messages (default: from the locale)\n"
    "\n"
    "Completes commands, options and their choices, files, wards and codes of messages.\n"
    "\n"
    "examples:\n"
    "  source <(madosim completion bash)\n"
    "  madosim completion bash >~/.local/share/bash-completion/completions/madosim\n"
    "  madosim completion zsh >~/.zsh/_madosim    # a folder of $fpath\n"
    "\n"
    "exit: 0 done, 1 failed, 2 usage\n";
static const char help_ja[] =
    "madosim completion bash|zsh   シェルで命令や指定を補完するための設定を出します\n"
    "\n"
    "  -o, --output ファイル  書き込む先\n"
    "      --lang ja|en       メッセージの言語(なければロケールから)\n"
    "\n"
    "命令、指定とその選択肢、ファイル、区、メッセージの番号を補完します。\n"
    "\n"
    "例:\n"
    "  source <(madosim completion bash)\n"
    "  madosim completion bash >~/.local/share/bash-completion/completions/madosim\n"
    "  madosim completion zsh >~/.zsh/_madosim    # $fpath のフォルダー\n"
    "\n"
    "終了コード: 0 完了、1 失敗、2 使い方\n";

enum values { ANY, CHOICES, FILES, FOLDERS, WARDS, CODES, SHELLS, NOTHING };

/* What stands behind an option that has no choices of its own. */
static enum values values_of(const struct options_row *row)
{
    static const struct {
        const char *name;
        enum values values;
    } known[] = {{"--output", FILES},
                 {"--cases", FILES},
                 {"--from-form", FILES},
                 {"--state", FOLDERS},
                 {"--ward", WARDS}};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(known[i].name, row->name) == 0)
            return known[i].values;
    return row->choices != NULL ? CHOICES : ANY;
}

/* What the words of a command are. */
static enum values words_of(enum options_command bit)
{
    switch ((int)bit) {
    case OPTIONS_EXPLAIN:
        return CODES;
    case OPTIONS_COMPLETION:
        return SHELLS;
    case OPTIONS_INIT:
    case OPTIONS_VERIFY:
        return FOLDERS;
    case OPTIONS_SCHEMA:
    case OPTIONS_DOCTOR:
    case OPTIONS_THEORY:
        return NOTHING;
    default:
        return FILES;
    }
}

static void add_choices(const struct options_row *row, struct text *out)
{
    const char *const *choices = row != NULL ? row->choices : NULL;
    for (size_t i = 0; choices != NULL && choices[i] != NULL; i++)
        text_addf(out, "%s%s", i > 0 ? " " : "", choices[i]);
}

static void add_codes(struct text *out)
{
    for (size_t i = 0; words_code(i) != ERR_NONE; i++)
        text_addf(out, "%sM%03d", i > 0 ? " " : "", (int)words_code(i));
}

static bool is_of(const struct options_row *row, enum options_command bit)
{
    return (row->commands & (int)bit) != 0;
}

/* ---- bash ---------------------------------------------------------------------------------- */

static void bash_reply(enum values values, const struct options_row *row, struct text *out)
{
    static const char files[] = "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -%c -- "
                                "\"$cur\")";
    static const char list[] = "mapfile -t COMPREPLY < <(compgen -W \"";
    static const char end[] = "\" -- \"$cur\")";
    struct text words;
    text_init(&words, out->home);
    if (values == CHOICES)
        add_choices(row, &words);
    else if (values == CODES)
        add_codes(&words);
    else if (values == SHELLS)
        text_add(&words, "bash zsh");
    else if (values == WARDS)
        text_add(&words, "$(madosim wards --lang en 2>/dev/null | awk 'NR > 1 { print $1, "
                         "tolower($2) }')");
    if (values == FILES || values == FOLDERS)
        text_addf(out, files, values == FILES ? 'f' : 'd');
    else if (words.length > 0)
        text_addf(out, "%s%s%s", list, text_get(&words), end);
    else
        text_add(out, ":");
}

/* Behind an option: its values. */
static void bash_values(struct text *out)
{
    struct options_row row;
    const char *name;
    enum options_command bit;
    text_add(out, "    case $command:$before in\n");
    for (size_t i = 0; options_row_at(i, &row); i++) {
        bool is_first = true;
        for (size_t k = 0; row.has_value && (name = options_command_at(k, &bit)) != NULL; k++) {
            if (!is_of(&row, bit))
                continue;
            text_addf(out, "%s%s:%s", is_first ? "    " : " | ", name, row.name);
            if (row.letter != NULL)
                text_addf(out, " | %s:%s", name, row.letter);
            is_first = false;
        }
        if (is_first)
            continue;
        text_add(out, ")\n        ");
        bash_reply(values_of(&row), &row, out);
        text_add(out, "\n        return\n        ;;\n");
    }
    text_add(out, "    esac\n");
}

static void bash_options(enum options_command bit, struct text *out)
{
    struct options_row row;
    bool is_first = true;
    for (size_t i = 0; options_row_at(i, &row); i++) {
        if (!is_of(&row, bit))
            continue;
        text_addf(out, "%s%s", is_first ? "" : " ", row.name);
        is_first = false;
    }
}

/* Options where a word begins with -, else what the command is about. */
static void bash_words(struct text *out)
{
    const char *name;
    enum options_command bit;
    text_add(out, "    case $command in\n");
    for (size_t k = 0; (name = options_command_at(k, &bit)) != NULL; k++) {
        text_addf(out,
                  "    %s)\n        if [[ $cur == -* ]]; then\n            "
                  "mapfile -t COMPREPLY < <(compgen -W \"",
                  name);
        bash_options(bit, out);
        text_add(out, "\" -- \"$cur\")\n        else\n            ");
        bash_reply(words_of(bit), NULL, out);
        text_add(out, "\n        fi\n        ;;\n");
    }
    text_add(out, "    esac\n");
}

static void bash_print(struct text *out)
{
    const char *name;
    enum options_command bit;
    text_add(out, "# bash completion for madosim, made by: madosim completion bash\n"
                  "_madosim() {\n"
                  "    local cur=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} before\n"
                  "    before=${COMP_WORDS[COMP_CWORD - 1]}\n"
                  "    COMPREPLY=()\n"
                  "    if ((COMP_CWORD == 1)); then\n"
                  "        mapfile -t COMPREPLY < <(compgen -W \"");
    for (size_t k = 0; (name = options_command_at(k, &bit)) != NULL; k++)
        text_addf(out, "%s ", name);
    text_add(out, "--help --version\" -- \"$cur\")\n"
                  "        return\n"
                  "    fi\n"
                  "    # --option=value comes as three words\n"
                  "    if [[ $cur == = ]]; then cur=; fi\n"
                  "    if [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi\n");
    bash_values(out);
    bash_words(out);
    text_add(out, "}\ncomplete -F _madosim madosim\n");
}

/* ---- zsh ------------------------------------------------------------------------------------ */

static void zsh_action(enum values values, const struct options_row *row, struct text *out)
{
    static const char *const actions[] = {[ANY] = " ",
                                          [CHOICES] = "(",
                                          [FILES] = "_files",
                                          [FOLDERS] = "_files -/",
                                          [WARDS] = "_madosim_wards",
                                          [CODES] = "(",
                                          [SHELLS] = "(bash zsh)",
                                          [NOTHING] = " "};
    text_add(out, actions[values]);
    if (values == CHOICES)
        add_choices(row, out);
    else if (values == CODES)
        add_codes(out);
    text_add(out, values == CHOICES || values == CODES ? ")" : "");
}

static void zsh_option(const struct options_row *row, struct text *out)
{
    struct text value;
    text_init(&value, out->home);
    if (row->has_value) {
        text_add(&value, ":value:");
        zsh_action(values_of(row), row, &value);
    }
    text_addf(out, " \\\n            '%s%s%s'", row->name, row->has_value ? "=" : "",
              text_get(&value));
    if (row->letter != NULL)
        text_addf(out, " \\\n            '%s%s%s'", row->letter, row->has_value ? "+" : "",
                  text_get(&value));
}

static void zsh_print(struct text *out)
{
    const char *name;
    enum options_command bit;
    struct options_row row;
    text_add(out, "#compdef madosim\n"
                  "# zsh completion for madosim, made by: madosim completion zsh\n"
                  "_madosim_wards() {\n"
                  "    local -a wards\n"
                  "    wards=(${(f)\"$(madosim wards --lang en 2>/dev/null |\n"
                  "        awk 'NR > 1 { print $1; print tolower($2) }')\"})\n"
                  "    compadd -a wards\n"
                  "}\n"
                  "_madosim() {\n"
                  "    if ((CURRENT == 2)); then\n"
                  "        compadd");
    for (size_t k = 0; (name = options_command_at(k, &bit)) != NULL; k++)
        text_addf(out, " %s", name);
    text_add(out, "\n        return\n    fi\n    shift words\n    ((CURRENT--))\n"
                  "    case $words[1] in\n");
    for (size_t k = 0; (name = options_command_at(k, &bit)) != NULL; k++) {
        text_addf(out, "    %s)\n        _arguments", name);
        for (size_t i = 0; options_row_at(i, &row); i++)
            if (is_of(&row, bit))
                zsh_option(&row, out);
        text_add(out, " \\\n            '*:word:");
        zsh_action(words_of(bit), NULL, out);
        text_add(out, "'\n        ;;\n");
    }
    text_add(out, "    esac\n}\nif [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
                  "    _madosim \"$@\"\nelse\n    compdef _madosim madosim\nfi\n");
}

static int perform(struct frame *f)
{
    struct text out;
    text_init(&out, f->home);
    if (strcmp(f->options.words[0], "bash") == 0) {
        bash_print(&out);
    } else if (strcmp(f->options.words[0], "zsh") == 0) {
        zsh_print(&out);
    } else {
        frame_say(f, stderr, PHRASE_COMPLETION_SHELL, f->options.words[0], "");
        return FRAME_USAGE;
    }
    return opened_put(f, &out);
}

int cmd_completion(int argc, char **argv)
{
    static const struct frame_command command = {
        "completion", OPTIONS_COMPLETION, {help_en, help_ja}, sizeof(struct frame), perform, false};
    return frame_run(&command, argc, argv);
}
