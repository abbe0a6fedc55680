/* The hand-written words of the manual page. What a command takes and returns stands beside the
 * command; here is what a page has besides, and what is too long for a help that fits a screen.
 */
#include <string.h>

#include "cli/manual.h"
#include "sim/base/attr.h"

static const struct manual_item description[] = {
    {NULL, "The program simulates the counters, bookings and waiting lines of ward offices, from "
           "the letters that are mailed to the last customer of the day, and says how long people "
           "wait, how many are turned away, and how sure that is. A scenario is a YAML file with "
           "CSV tables beside it."},
    {NULL, "With model: ward (the default) a scenario is about ward offices; with model: queue it "
           "is about one office of counters without a calendar: how people come, how long they "
           "take, how patient they are, which counters are on duty and who is called next."},
    {NULL, "Standard output is the result; progress, warnings and errors go to standard error. "
           "The same scenario, seed and sources give the same bytes, on any number of threads."},
    {NULL, NULL},
};

static const struct manual_item results[] = {
    {NULL, "A run writes a folder. Its name is made from the scenario, its inputs, the seed and "
           "the program, so the same run has the same name."},
    {"manifest.json", "version, seed, digests of every input and output, and the command"},
    {"scenario.resolved.yaml", "every setting with the value it had"},
    {"data/*.csv", "the tables: UTF-8, one header line, units in the names of columns; an empty "
                   "cell is missing and never zero"},
    {"data/columns.csv", "the data dictionary: name, unit and meaning of every column"},
    {"plots/", "figures as SVG and PNG with the gnuplot scripts that drew them"},
    {"report.html", "one page with the answer, figures and tables; needs no network"},
    {"calendar/, excel/, cp932/", "what the commands calendar and export write"},
    {"checkpoint.bin", "what is done of a run that was interrupted; the same command goes on from "
                       "there and gives the same bytes"},
    {NULL, "With model: queue there are tables alone: summary.csv (every measure of each use and "
           "of all, with intervals), wait_halfhour.csv (by half hour of coming), wait_ecdf.csv "
           "(the distribution of waits), columns.csv and, when asked for, customers.csv (one row "
           "for each ticket and each attempt that got none, of the first replication; times in "
           "minutes after the opening)."},
    {NULL, NULL},
};

static const struct manual_item environment[] = {
    {"LANG, LC_ALL", "language of messages: Japanese when it begins with ja, otherwise English"},
    {"NO_COLOR", "when set, no colours"},
    {NULL, NULL},
};

static const struct manual_item files[] = {
    {"scenarios/yokohama-fy2020.yaml", "fiscal 2020 of the 18 ward offices of Yokohama; a starting "
                                       "point for scenarios that extend it"},
    {"scenarios/yokohama-fy2025.yaml", "the later peak, five years on: certificates of 2020 and "
                                       "ten-year cards of 2016"},
    {"scenarios/policies/", "what could be done otherwise, one policy a file"},
    {"scenarios/examples/post-office.yaml", "a small office with model: queue; all its numbers are "
                                            "assumptions"},
    {"scenarios/madosim.schema.json", "the settings as JSON Schema, for editors"},
    {NULL, NULL},
};

static const struct {
    const char *command, *words;
} more[] = {
    {"plan", "Days that are easily overlooked are opening Saturdays beside holidays, days after "
             "long closures, surges that begin after a closed day, announced exceptions and "
             "outages. It also tells roughly how long a run takes. With model: queue it shows the "
             "offered load of each use."},
    {"run",
     "A run with finished results of as many replications or more is not made again. Without -o "
     "the folder is results/SCENARIO/RUN; a folder that holds other files and no results is "
     "refused."
     "\n\n"
     "With --until the run is looked at from 30 replications on, by stages that depend on the "
     "numbers alone, and given up at -r with the number that is still missing. Who stops when an "
     "interval looks good stops a little early: publish from a run of that fixed length and "
     "another seed. Measures have the names of data/summary.csv; a dot is as good as an "
     "underscore."
     "\n\n"
     "A setting is changed by its dotted path and with its unit, and typed by the schema as in "
     "the file:\n"
     "  --set 'counters.grace=10 min'"},
    {"compare",
     "It shows the changed settings, then the paired differences of the key measures at every "
     "place, then sentences. A difference has a 95 % interval of its own; a star, and every "
     "sentence, holds for all differences of the comparison at once with 95 % (Bonferroni). A "
     "sentence on the whole names what becomes worse where the promise is kept better. Of three "
     "policies or more it says which may keep the promise best (multiple comparisons with the "
     "best)."
     "\n\n"
     "With --best and --indifference it only asks which policy is best: those that are behind are "
     "dropped while runs go on. With the confidence that is asked for, the one that remains is "
     "best whenever the best is ahead of all others by the difference that matters; else it is "
     "within that difference of the best."},
    {"staff",
     "The month is run after a warm-up as long as the scenario's own. The search starts from the "
     "work that is expected and takes counters away one by one on the same public. Turned away "
     "and overtime may not grow by more than it says; both stand beside the result, with "
     "counter-hours, their cost and the setting that makes a scenario use these counters."
     "\n\n"
     "--shifts adds the people and shifts of the scenario's catalogue that staff these counters "
     "at the least cost, or says what cannot be covered. --places turns the question round: the "
     "most booking places of each slot with which the counters on duty still keep the promise. "
     "--lend lists counters that one ward could lend another, by kind of day and half hours, with "
     "what it does to both."},
    {"sweep",
     "Differences are paired, to the first point or, with --baseline, to the scenario as it is. "
     "With --assumptions the largest effect comes first; it says which ends would change the "
     "verdict on the promise, and which ranges could not be read and why."
     "\n\n"
     "With --samples it is a Latin hypercube, uniform between the ends, independent, each sample "
     "with a public of its own: the range of the measure, the share of samples that keep the "
     "promise, how much of the variance is assumptions and how much chance, and what stands first "
     "among the inputs."},
    {"forecast",
     "Each replication is a draw of the future, and with h = p (n + 1) the quantile p is the hth "
     "smallest of n. There are bands of 50, 80 and 95 %, the probability of each congestion level "
     "with its interval, and people turned away beside the waits. With --state all draws before "
     "the first day are those of one replication of a run: one past, many futures. With --absent "
     "it says at which half hour acceptance must end so that everybody is done in time with 90 %."},
    {"whatif", "It exits with 1 when the program was built without the engine for browsers "
               "(make page)."},
    {"theory", "All cases take some minutes, those of --quick a moment. In JSON, passed is true, "
               "false, or null where nothing is judged."},
    {"trace", "It tells when the envelope came, when they called or booked, when they came, how "
              "long they waited, and whether the certificate was renewed in time. A ward may also "
              "be a joint centre by its name. As a table the columns are person, use, ward, site, "
              "at, step, value and unit. A file appears whole or not at all."},
    {"show", "What is said of a mapping (FACT, DERIVED or ASSUMPTION) holds for the values of the "
             "same file only."},
};

struct manual_chapter manual_before(size_t nth)
{
    return nth == 0 ? (struct manual_chapter){"DESCRIPTION", description}
                    : (struct manual_chapter){NULL, NULL};
}

struct manual_chapter manual_after(size_t nth)
{
    static const struct manual_chapter chapters[] = {
        {"RESULTS", results}, {"ENVIRONMENT", environment}, {"FILES", files}, {NULL, NULL}};
    return chapters[nth < COUNT_OF(chapters) ? nth : COUNT_OF(chapters) - 1];
}

const char *manual_more(const char *command)
{
    for (size_t i = 0; i < COUNT_OF(more); i++)
        if (strcmp(more[i].command, command) == 0)
            return more[i].words;
    return NULL;
}
