/* main.c - madosim: one command a word, one file a command. */
#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/frame.h"
#include "cli/version.h"
#include "cli/words.h"
#include "sim/base/attr.h"
#include "sim/input/near.h"

static void print_help(bool japanese)
{
    puts(japanese ? "madosim(窓口): 区役所の窓口の待ち時間を試算します\n"
                  : "madosim: capacity simulation of offices with counters\n");
    const struct cmd *command;
    for (size_t i = 0; (command = cmd_at(i)) != NULL; i++)
        printf("  madosim %-10s %s\n", command->name, cmd_words(command->brief, japanese));
    puts(japanese
             ? "\n  madosim 命令 --help   命令の説明\n  madosim --version    版"
             : "\n  madosim COMMAND --help   about a command\n  madosim --version        version");
}

static void refuse(const char *word, bool japanese)
{
    enum { MOST = 64 };
    const char *names[MOST];
    const struct cmd *command;
    size_t n = 0;
    for (; n < MOST && (command = cmd_at(n)) != NULL; n++)
        names[n] = command->name;
    const char *meant = near_best(word, names, n);
    fprintf(stderr,
            japanese ? "madosim: 「%s」という命令はありません。"
                     : "madosim: unknown command '%s'; ",
            word);
    if (meant != NULL)
        fprintf(stderr, japanese ? "もしかして: madosim %s\n" : "did you mean: madosim %s\n",
                meant);
    else
        fputs(japanese ? "使い方: madosim --help\n" : "see madosim --help\n", stderr);
}

/* How many words before the command are options: "madosim --lang en run FILE". */
static int options_before(int argc, char **argv)
{
    int i = 1;
    while (i < argc && argv[i][0] == '-') {
        bool takes_value = strcmp(argv[i], "--lang") == 0 || strcmp(argv[i], "--progress") == 0;
        i += 1 + takes_value;
    }
    return i < argc ? i - 1 : 0;
}

/* Puts the command in front of them. */
static void move_command_first(int argc, char **argv)
{
    int n = options_before(argc, argv);
    char *command = argv[1 + n];
    memmove(argv + 2, argv + 1, (size_t)n * sizeof *argv);
    argv[1] = command;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

/* "madosim --hlep": only near misses, for others the list of commands is answer enough. */
static void refuse_option(const char *word, bool japanese)
{
    static const char *const names[] = {"--help", "--version"};
    const char *meant = near_best(word, names, COUNT_OF(names));
    if (meant != NULL)
        fprintf(stderr,
                japanese ? "madosim: 指定「%s」はありません。もしかして: madosim %s\n"
                         : "madosim: unknown option '%s'; did you mean: madosim %s\n",
                word, meant);
}

/* "madosim help run" is "madosim run --help". */
static int help(int argc, char **argv, bool japanese)
{
    char name[] = "--help", *option = name;
    const struct cmd *command = argc > 2 ? cmd_named(argv[2]) : NULL;
    if (command != NULL)
        return frame_run(command, 1, &option);
    if (argc > 2) {
        refuse(argv[2], japanese);
        return 2;
    }
    print_help(japanese);
    return 0;
}

int main(int argc, char **argv)
{
    bool japanese = words_japanese(NULL);
    if (argc < 2) {
        print_help(japanese);
        return 2;
    }
    if (is_one_of(argv[1], "-h", "--help")) {
        print_help(japanese);
        return 0;
    }
    if (is_one_of(argv[1], "-V", "--version")) {
        printf("madosim %s\n", version_get()->version);
        return 0;
    }
    if (strcmp(argv[1], "help") == 0)
        return help(argc, argv, japanese);
    move_command_first(argc, argv);
    if (argv[1][0] == '-') { /* nothing but options */
        refuse_option(argv[1], japanese);
        print_help(japanese);
        return 2;
    }
    const struct cmd *command = cmd_named(argv[1]);
    if (command != NULL)
        return frame_run(command, argc - 2, argv + 2);
    refuse(argv[1], japanese);
    return 2;
}
