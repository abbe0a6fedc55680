#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/help.h"
#include "cli/manual.h"
#include "cli/opened.h"
#include "cli/words.h"

static const char shells[] = "bash zsh man";

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

/* ---- bash ---------------------------------------------------------------------------------- */

static void bash_reply(enum options_values values, const struct options_row *row, struct text *out)
{
    static const char files[] = "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -%c -- "
                                "\"$cur\")";
    struct text words;
    text_init(&words, out->home);
    if (values == OPTIONS_FILES || values == OPTIONS_FOLDERS) {
        text_addf(out, files, values == OPTIONS_FILES ? 'f' : 'd');
        return;
    }
    if (values == OPTIONS_CODES)
        add_codes(&words);
    else if (values == OPTIONS_SHELLS)
        text_add(&words, shells);
    else if (values == OPTIONS_WARDS)
        text_add(&words, "$(madosim wards --lang en 2>/dev/null | awk 'NR > 1 { print $1, "
                         "tolower($2) }')");
    else
        add_choices(row, &words);
    if (words.length > 0)
        text_addf(out, "mapfile -t COMPREPLY < <(compgen -W \"%s\" -- \"$cur\")", text_get(&words));
    else
        text_add(out, ":");
}

static bool takes(const struct cmd *command, const struct options_row *row)
{
    size_t i = 0;
    while (options_of(command, i) != NULL && options_of(command, i) != row)
        i++;
    return options_of(command, i) == row;
}

/* The commands that take an option, as a pattern, unless one before the nth does, too. */
static bool bash_pattern(const struct options_row *row, size_t nth, struct text *out)
{
    const struct cmd *command;
    for (size_t k = 0; k < nth; k++)
        if (takes(cmd_at(k), row))
            return false;
    for (size_t k = nth; (command = cmd_at(k)) != NULL; k++) {
        if (!takes(command, row))
            continue;
        text_addf(out, "%s%s:%s", k == nth ? "    " : " | ", command->name, row->name);
        if (row->letter != NULL)
            text_addf(out, " | %s:%s", command->name, row->letter);
    }
    return true;
}

/* Behind an option: its values. */
static void bash_values(struct text *out)
{
    const struct cmd *command;
    const struct options_row *row;
    text_add(out, "    case $command:$before in\n");
    for (size_t k = 0; (command = cmd_at(k)) != NULL; k++)
        for (size_t i = 0; (row = options_of(command, i)) != NULL; i++) {
            if (row->kind == OPTIONS_FLAG || !bash_pattern(row, k, out))
                continue;
            text_add(out, ")\n        ");
            bash_reply(row->values, row, out);
            text_add(out, "\n        return\n        ;;\n");
        }
    text_add(out, "    esac\n");
}

/* Options where a word begins with -, else what the command is about. */
static void bash_words(struct text *out)
{
    const struct cmd *command;
    const struct options_row *row;
    text_add(out, "    case $command in\n");
    for (size_t k = 0; (command = cmd_at(k)) != NULL; k++) {
        text_addf(out,
                  "    %s)\n        if [[ $cur == -* ]]; then\n            "
                  "mapfile -t COMPREPLY < <(compgen -W \"",
                  command->name);
        for (size_t i = 0; (row = options_of(command, i)) != NULL; i++)
            text_addf(out, "%s%s", i > 0 ? " " : "", row->name);
        text_add(out, "\" -- \"$cur\")\n        else\n            ");
        bash_reply(command->words.values, NULL, out);
        text_add(out, "\n        fi\n        ;;\n");
    }
    text_add(out, "    esac\n");
}

static void bash_print(struct text *out)
{
    const struct cmd *command;
    text_add(out, "# bash completion for madosim, made by: madosim completion bash\n"
                  "_madosim() {\n"
                  "    local cur=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} before\n"
                  "    before=${COMP_WORDS[COMP_CWORD - 1]}\n"
                  "    COMPREPLY=()\n"
                  "    if ((COMP_CWORD == 1)); then\n"
                  "        mapfile -t COMPREPLY < <(compgen -W \"");
    for (size_t k = 0; (command = cmd_at(k)) != NULL; k++)
        text_addf(out, "%s ", command->name);
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

static void zsh_action(enum options_values values, const struct options_row *row, struct text *out)
{
    static const char *const actions[] = {[OPTIONS_ANY] = " ",
                                          [OPTIONS_FILES] = "_files",
                                          [OPTIONS_FOLDERS] = "_files -/",
                                          [OPTIONS_WARDS] = "_madosim_wards",
                                          [OPTIONS_CODES] = "(",
                                          [OPTIONS_SHELLS] = "("};
    bool is_list = row != NULL && row->choices != NULL;
    text_add(out, is_list ? "(" : actions[values]);
    if (is_list)
        add_choices(row, out);
    else if (values == OPTIONS_CODES)
        add_codes(out);
    else if (values == OPTIONS_SHELLS)
        text_add(out, shells);
    else
        return;
    text_add(out, ")");
}

/* What an option means, where zsh reads it: between brackets and quotes. */
static void zsh_meaning(const char *means, struct text *out)
{
    for (; *means != '\0'; means++)
        if (*means == '[' || *means == ']' || *means == ':')
            text_addf(out, "\\%c", *means);
        else if (*means == '\'')
            text_add(out, "'\\''");
        else
            text_add_bytes(out, means, 1);
}

static void zsh_option(const struct cmd *command, size_t nth, bool japanese, struct text *out)
{
    const struct options_row *row = options_of(command, nth);
    bool has_value = row->kind != OPTIONS_FLAG;
    struct text rest;
    text_init(&rest, out->home);
    text_add(&rest, "[");
    zsh_meaning(help_option(command, nth, japanese), &rest);
    text_add(&rest, "]");
    if (has_value) {
        text_add(&rest, ":value:");
        zsh_action(row->values, row, &rest);
    }
    text_addf(out, " \\\n            '%s%s%s'", row->name, has_value ? "=" : "", text_get(&rest));
    if (row->letter != NULL)
        text_addf(out, " \\\n            '%s%s%s'", row->letter, has_value ? "+" : "",
                  text_get(&rest));
}

static void zsh_commands(bool japanese, struct text *out)
{
    const struct cmd *command;
    for (size_t k = 0; (command = cmd_at(k)) != NULL; k++) {
        text_addf(out, "            '%s:", command->name);
        zsh_meaning(cmd_words(command->brief, japanese), out);
        text_add(out, "'\n");
    }
}

static void zsh_print(bool japanese, struct text *out)
{
    const struct cmd *command;
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
                  "        local -a commands\n"
                  "        commands=(\n");
    zsh_commands(japanese, out);
    text_add(out, "        )\n"
                  "        if [[ $PREFIX == -* ]]; then\n"
                  "            compadd -- --help --version\n"
                  "        else\n"
                  "            _describe command commands\n"
                  "        fi\n"
                  "        return\n"
                  "    fi\n"
                  "    shift words\n"
                  "    ((CURRENT--))\n"
                  "    case $words[1] in\n");
    for (size_t k = 0; (command = cmd_at(k)) != NULL; k++) {
        text_addf(out, "    %s)\n        _arguments", command->name);
        for (size_t i = 0; options_of(command, i) != NULL; i++)
            zsh_option(command, i, japanese, out);
        text_add(out, " \\\n            '*:word:");
        zsh_action(command->words.values, NULL, out);
        text_add(out, "'\n        ;;\n");
    }
    text_add(out, "    esac\n}\nif [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
                  "    _madosim \"$@\"\nelse\n    compdef _madosim madosim\nfi\n");
}

/* As one object: for which program, and the text that is meant for it. */
static int put_json(struct frame *f, const struct text *said)
{
    struct text out;
    text_init(&out, f->home);
    text_add(&out, "{\"for\":");
    text_add_json(&out, f->options.words[0]);
    text_add(&out, ",\"text\":");
    text_add_json(&out, text_get(said));
    text_add(&out, "}\n");
    out.failed |= said->failed;
    return opened_put(f, &out);
}

static int perform(struct frame *f)
{
    struct text out;
    text_init(&out, f->home);
    if (strcmp(f->options.words[0], "bash") == 0) {
        bash_print(&out);
    } else if (strcmp(f->options.words[0], "zsh") == 0) {
        zsh_print(f->japanese, &out);
    } else if (strcmp(f->options.words[0], "man") == 0) {
        manual_print(&out);
    } else {
        frame_say(f, stderr, PHRASE_COMPLETION_SHELL, f->options.words[0], "");
        return FRAME_USAGE;
    }
    return f->options.json ? put_json(f, &out) : opened_put(f, &out);
}

const struct cmd cmd_completion = {
    .name = "completion",
    .brief = {"what shells need to complete commands; the man page",
              "bash・zsh の補完の設定と、man のページ"},
    .usage = {{{"bash|zsh|man", NULL}, {NULL, NULL}}},
    .options = {{OPTIONS_FILE, {"write it there", "書き込む先"}},
                {OPTIONS_JSON, {NULL, NULL}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"Completes commands, options and their choices, files, wards and codes of messages. "
              "With man it prints the manual page madosim(1).",
              "命令、指定とその選択肢、ファイル、区、メッセージの番号を補完します。"
              "man では、マニュアルのページ madosim(1)(英語)を出します。"},
    .examples = {"source <(madosim completion bash)\n"
                 "madosim completion bash >~/.local/share/bash-completion/completions/madosim\n"
                 "madosim completion zsh >~/.zsh/_madosim    # a folder of $fpath\n"
                 "madosim completion man | man -l -\n",
                 "source <(madosim completion bash)\n"
                 "madosim completion bash >~/.local/share/bash-completion/completions/madosim\n"
                 "madosim completion zsh >~/.zsh/_madosim    # $fpath のフォルダー\n"
                 "madosim completion man | man -l -\n"},
    .words = {1, 1, OPTIONS_SHELLS, PHRASE_COMPLETION_NEEDS, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct frame),
};
