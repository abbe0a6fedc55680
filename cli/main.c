/* main.c - madosim: one command a word, one file a command. */
#include <stdio.h>
#include <string.h>

#include "cli/cmd_calendar.h"
#include "cli/cmd_compare.h"
#include "cli/cmd_completion.h"
#include "cli/cmd_diff.h"
#include "cli/cmd_doctor.h"
#include "cli/cmd_explain.h"
#include "cli/cmd_export.h"
#include "cli/cmd_forecast.h"
#include "cli/cmd_init.h"
#include "cli/cmd_plan.h"
#include "cli/cmd_report.h"
#include "cli/cmd_run.h"
#include "cli/cmd_schema.h"
#include "cli/cmd_show.h"
#include "cli/cmd_staff.h"
#include "cli/cmd_sweep.h"
#include "cli/cmd_theory.h"
#include "cli/cmd_trace.h"
#include "cli/cmd_validate.h"
#include "cli/cmd_verify.h"
#include "cli/cmd_wards.h"
#include "cli/cmd_whatif.h"
#include "cli/version.h"
#include "cli/words.h"
#include "sim/base/attr.h"

struct command {
    const char *name;
    int (*perform)(int argc, char **argv);
    const char *about[2]; /* English, Japanese */
};

static const struct command commands[] = {
    {"plan",
     cmd_plan,
     {"show what a scenario means, before anything is run",
      "試算の前に、シナリオの意味を確かめる"}},
    {"run",
     cmd_run,
     {"simulate a scenario, write results and a report", "シナリオを試算し、結果と報告書を書く"}},
    {"compare",
     cmd_compare,
     {"what changes from one policy to another", "条件を変えると何が変わるかを比べる"}},
    {"staff",
     cmd_staff,
     {"how many counters are needed in which half hour",
      "どの時間帯にいくつの窓口が要るかを求める"}},
    {"sweep",
     cmd_sweep,
     {"settings at several values, and what assumptions matter",
      "設定をいくつかの値に変え、仮定の影響も調べる"}},
    {"forecast",
     cmd_forecast,
     {"days and half hours ahead, with what is how likely",
      "先の日と時間帯の混み具合を、確率つきで見込む"}},
    {"calendar",
     cmd_calendar,
     {"the congestion calendar of a ward and month", "区と月の混雑予想カレンダーを作る"}},
    {"export",
     cmd_export,
     {"results as an Excel workbook and as CSV for offices", "結果をExcelのブックやCSVにする"}},
    {"whatif",
     cmd_whatif,
     {"a page in which settings can be moved", "条件を動かして試せるページを作る"}},
    {"report",
     cmd_report,
     {"make the page of a results folder again, or a PDF", "結果の報告書を作り直す。PDFにもする"}},
    {"theory",
     cmd_theory,
     {"compare the program with values known exactly", "厳密に分かっている値と比べて確かめる"}},
    {"trace", cmd_trace, {"follow people through one replication", "1回の試算の中の人をたどる"}},
    {"validate", cmd_validate, {"find mistakes in scenarios", "シナリオの誤りを調べる"}},
    {"explain",
     cmd_explain,
     {"what a message code means, with an example", "メッセージの番号の意味と直し方を示す"}},
    {"show",
     cmd_show,
     {"all values of a scenario, and where each comes from",
      "シナリオのすべての値と、その出どころを示す"}},
    {"diff",
     cmd_diff,
     {"what two scenarios differ in, also side by side", "2つのシナリオの設定の違い(新旧対照表)"}},
    {"init",
     cmd_init,
     {"a scenario to start from, or a form to fill in",
      "書き始めるためのシナリオか、記入票を作る"}},
    {"schema",
     cmd_schema,
     {"the settings as JSON Schema, for editors", "設定の JSON Schema(編集ソフト用)"}},
    {"wards",
     cmd_wards,
     {"the offices a scenario knows, and how to name them", "区(市区町村)の一覧と、その書き方"}},
    {"verify",
     cmd_verify,
     {"are results the same when they are made again", "結果がもう一度同じになるかを確かめる"}},
    {"doctor",
     cmd_doctor,
     {"what is installed, and what to install", "入っているものと、足りないものを調べる"}},
    {"completion",
     cmd_completion,
     {"what bash and zsh need to complete commands", "bash・zsh で命令を補完するための設定"}},
};

static void print_help(bool japanese)
{
    puts(japanese ? "madosim(窓口): 区役所の窓口の待ち時間を試算します\n"
                  : "madosim: capacity simulation of offices with counters\n");
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        printf("  madosim %-10s %s\n", commands[i].name, commands[i].about[japanese]);
    puts(japanese
             ? "\n  madosim 命令 --help   命令の説明\n  madosim --version    版"
             : "\n  madosim COMMAND --help   about a command\n  madosim --version        version");
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
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
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].perform(argc - 2, argv + 2);
    fprintf(stderr,
            japanese ? "madosim: 「%s」という命令はありません。使い方: madosim --help\n"
                     : "madosim: unknown command '%s'; see madosim --help\n",
            argv[1]);
    return 2;
}
